package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.BarPicture.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BarPictureTest {
    private static final Ink INK = Ink.light();
    private static final List<Bar> THREE = List.of(Bar.of("·old", 0.5), Bar.of("·sick", 0.25), Bar.of("·dry", 0.125).cut(true));

    private static List<Box> bodies(BarPicture picture, double width, double height) {
        return RecordingPen.of(picture, INK, width, height).rects.stream().filter(r -> r.argb() == INK.color(InkColor.BORDER_STRONG)).map(RecordingPen.Rect::box).toList();
    }

    @Test
    void barLengthsAreInProportionToValuesInBothDirections() {
        List<Box> rows = bodies(BarPicture.rows("p", THREE), 300, 90);
        assertEquals(2, rows.get(0).width() / rows.get(1).width(), 1e-9);
        List<Box> columns = bodies(BarPicture.columns("p", THREE), 300, 90);
        assertEquals(2, columns.get(0).height() / columns.get(1).height(), 1e-9);
        assertEquals(columns.get(0).bottom(), columns.get(1).bottom(), 1e-9);
    }

    @Test
    void cutBarsAreHatchedAndOthersAreNot() {
        assertEquals(1, RecordingPen.of(BarPicture.rows("p", THREE), INK, 300, 90).hatches.size());
    }

    @Test
    void negativeValuesGrowFromZeroToTheOtherSide() {
        List<Box> bars = bodies(BarPicture.rows("z", List.of(Bar.of("a", 2), Bar.of("b", -1))), 300, 60);
        assertEquals(bars.get(0).x(), bars.get(1).right(), 1e-9);
        assertEquals(2, bars.get(0).width() / bars.get(1).width(), 1e-9);
    }

    @Test
    void aFixedAxisKeepsLengthsComparable() {
        Box half = bodies(BarPicture.rows("p", List.of(Bar.of("x", 0.5))).between(0, 1), 300, 30).getFirst();
        Box whole = bodies(BarPicture.rows("p", List.of(Bar.of("x", 0.5))).between(0, 0.5), 300, 30).getFirst();
        assertEquals(2, whole.width() / half.width(), 1e-9);
    }

    @Test
    void aPairShowsBothValuesInTheirColours() {
        RecordingPen pen = RecordingPen.of(BarPicture.rows("p", List.of(Bar.pair("·up", 0.102, 0.298))).colors(InkColor.RUN_A, InkColor.RUN_B), INK, 300, 30);
        List<Integer> colors = pen.rects.stream().map(RecordingPen.Rect::argb).toList();
        assertEquals(List.of(INK.color(InkColor.RUN_A), INK.color(InkColor.RUN_B)), colors);
        assertTrue(pen.wrote("0.102") && pen.wrote("0.298"));
    }

    @Test
    void aDragReadsTheValueAndThePlaceUnderTheMouse() {
        BarPicture picture = BarPicture.rows("p", THREE).between(0, 1).writing(false, false).threshold(0.5).cutAfter(1);
        Part part = (Part) picture.hit(INK, 150, 45, 300, 90);
        assertEquals(0.5, part.value(), 1e-9);
        assertEquals(1.5, part.place(), 1e-9);
        assertEquals(1, part.index());
        Part column = (Part) BarPicture.columns("p", THREE).between(0, 1).writing(false, false).hit(INK, 10, 25, 300, 100);
        assertEquals(0.75, column.value(), 1e-9);
    }

    @Test
    void rowsThatDoNotFitAreCounted() {
        List<Bar> many = IntStream.range(0, 40).mapToObj(i -> Bar.of("t" + i, 40 - i)).toList();
        BarPicture picture = BarPicture.rows("z", many).more(435);
        RecordingPen pen = RecordingPen.of(picture, INK, 300, 188);
        assertTrue(pen.wrote("465 more"), pen.texts.toString());
        assertEquals(10, picture.parts(INK, 300, 188).size());
    }

    @Test
    void thousandsOfColumnsAndInfiniteValuesArePainted() {
        List<Bar> many = IntStream.range(0, 3000).mapToObj(i -> Bar.of("", i % 7 == 0 ? Double.NEGATIVE_INFINITY : i)).toList();
        RecordingPen.of(BarPicture.columns("z", many), INK, 300, 90);
        RecordingPen.of(BarPicture.rows("z", List.of(Bar.of("zero", 0))), INK, 300, 90);
    }

    @Test
    void theSentenceNamesTheLargestAndWhatIsCut() {
        assertEquals("Probability: largest is ·old, 0.500, of 3; 1 of those shown are cut.", BarPicture.rows("Probability", THREE).describe());
        assertEquals("·dry, 0.125, cut", BarPicture.rows("p", THREE).parts(INK, 300, 90).get(2).text());
    }
}
