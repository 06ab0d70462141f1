package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.TablePicture.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePictureTest {

    private static final Ink INK = Ink.light();
    private static final TablePicture TABLE = new TablePicture("Sizes", List.of("V"), List.of(new Row("one", List.of("97")), new Row("two", List.of("475"))), 1, List.of("first note", "second note"));

    @Test
    void notesAreWrittenWholeOrNotAtAll() {
        for (int height = 70; height <= TABLE.height() + 20; height++) {
            for (RecordingPen.Text text : RecordingPen.of(TABLE, INK, 400, height).texts) {
                assertTrue(text.baseline() + 2 < height || !text.text().endsWith("note"), text.text() + " at " + text.baseline() + " of " + height);
            }
        }
        assertTrue(RecordingPen.of(TABLE, INK, 400, TABLE.height()).wrote("second note"));
    }

    @Test
    void theSentenceReadsTheChosenRow() {
        assertEquals("Sizes: two, V 475.", TABLE.describe());
    }
}
