package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.TreePicture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreePictureTest {

    private static final Ink INK = Ink.light();

    private static TreePicture branching(int from) {
        List<String> drawn = IntStream.range(0, 60).mapToObj(i -> "·w" + i).toList();
        List<String> branch = new ArrayList<>(drawn.subList(0, from));
        branch.addAll(List.of("·other", "·end"));
        return new TreePicture(List.of(new Row("drawn", -1, 0, drawn, -36), new Row("branch", 0, from, branch, -38.1)), 1, 0);
    }

    @Test
    void aLateBranchIsSeenAndWhatAllShareIsCounted() {
        RecordingPen pen = RecordingPen.of(branching(53), INK, 800, 300);
        assertTrue(pen.wrote("after the prompt and 50 more tokens"), pen.texts.toString());
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().endsWith("w50")));
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().endsWith("w53")));
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().endsWith("other")), "the branch");
        assertTrue(pen.texts.stream().noneMatch(text -> text.text().endsWith("w49")));
    }

    @Test
    void anEarlyBranchBeginsAtThePrompt() {
        RecordingPen pen = RecordingPen.of(branching(2), INK, 800, 300);
        assertTrue(pen.wrote("after the prompt"));
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().endsWith("w0")));
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().endsWith("other")));
    }

    @Test
    void aSingleTextBeginsAtThePrompt() {
        TreePicture one = new TreePicture(List.of(branching(2).rows().getFirst()), 0, 0);
        assertTrue(RecordingPen.of(one, INK, 800, 300).wrote("after the prompt"));
    }
}
