package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.FlowPicture.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowPictureTest {

    private static final Ink INK = Ink.light();

    /// Three tokens, one block: the last reads the first with 0.7 and itself with 0.26.
    private static Flow small() {
        float[] w = {1, 0, 0, 0.5f, 0.5f, 0, 0.7f, 0.04f, 0.26f};
        return new Flow(List.of("a", "·b", "·c"), new float[6], 2, List.of(w), "head 1", true,
                List.of(new Flow.Guess("·b", 0.9, "·b"), new Flow.Guess("·x", 0.4, "·c"), new Flow.Guess("·d", 0.25, "")));
    }

    private static FlowPicture small(Mode mode) {
        return new FlowPicture(small(), Selection.of(2, 0), mode, false);
    }

    @Test
    void curvesBelowFivePercentAreLeftOut() {
        RecordingPen pen = RecordingPen.of(small(Mode.LINES), INK, 984, 340);
        assertEquals(5, pen.curves.stream().mapToInt(RecordingPen.Curves::count).sum());
    }

    @Test
    void onlyTheSelectedQuerysCurvesHaveItsColour() {
        RecordingPen pen = RecordingPen.of(small(Mode.LINES), INK, 984, 340);
        int q = INK.color(InkColor.Q) & 0xFFFFFF;
        int coloured = pen.curves.stream().filter(c -> (c.stroke().argb() & 0xFFFFFF) == q).mapToInt(RecordingPen.Curves::count).sum();
        assertEquals(2, coloured);
    }

    @Test
    void mapsHatchWhatIsMaskedAndNameTheKey() {
        RecordingPen pen = RecordingPen.of(small(Mode.MAPS), INK, 984, 340);
        assertEquals(1, pen.hatches.size());
        int strongest = INK.sequential().at(1);
        assertEquals(1, pen.rects.stream().filter(r -> r.argb() == strongest).count());
        assertTrue(pen.texts.stream().anyMatch(t -> t.text().equals("a") && t.argb() == INK.color(InkColor.K_TEXT)));
    }

    @Test
    void smallCellsBecomeOneImageWithNothingWhereItIsMasked() {
        RecordingPen pen = RecordingPen.of(new FlowPicture(LiveSamples.flow(32, 4), Selection.of(3, 0), Mode.MAPS, false), INK, 984, 340);
        Cells map = pen.cells.stream().filter(c -> c.columns() == 32).findFirst().orElseThrow();
        assertEquals(0, map.at(0, 1));
        assertEquals(INK.sequential().at(1), map.at(0, 0));
    }

    @Test
    void everyGuessShowsItsProbabilityAndTheTrueNextToken() {
        RecordingPen pen = RecordingPen.of(small(Mode.LINES), INK, 984, 340);
        assertTrue(pen.wrote("0.900") && pen.wrote("0.400") && pen.wrote("0.250"));
        assertTrue(pen.wrote("not yet known"));
        assertTrue(pen.texts.stream().anyMatch(t -> t.text().equals("c") && t.argb() == INK.color(InkColor.FG_MUTED)), "guessed wrongly");
    }

    @Test
    void longSentencesShowAWindowAroundTheSelection() {
        FlowPicture picture = new FlowPicture(LiveSamples.flow(32, 4), Selection.of(15, 0), Mode.LINES, false);
        RecordingPen pen = RecordingPen.of(picture, INK, 984, 340);
        assertTrue(pen.wrote("⋯ 9 earlier") && pen.wrote("⋯ 11 later"));
        FlowLayout layout = picture.layout(984, 340);
        assertTrue(layout.shows(15));
        assertEquals(14, layout.slots);
        assertTrue(layout.pitch >= 20);
    }

    @Test
    void rowsHaveTheHeightsOfTheDesign() {
        assertEquals(24, LiveSamples.lines().layout(888, 268).pitch);
        assertEquals(32, LiveSamples.lines().layout(984, 340).pitch);
        assertEquals(40, LiveSamples.lines().layout(1320, 412).pitch);
        assertEquals(10, new FlowPicture(LiveSamples.flow(32, 4), Selection.NONE, Mode.LINES, false).layout(888, 268).slots);
    }

    @Test
    void deepModelsFoldTheirMiddle() {
        FlowPicture deep = new FlowPicture(LiveSamples.flow(9, 12), Selection.of(6, 1), Mode.LINES, false);
        RecordingPen pen = RecordingPen.of(deep, INK, 984, 340);
        assertTrue(pen.wrote("Block 2") && pen.wrote("× 7") && pen.wrote("Block 10"));
        assertFalse(pen.wrote("Block 3"));
        FlowLayout.Column fold = deep.layout(984, 340).columns.get(2);
        assertInstanceOf(FlowPicture.Fold.class, deep.hit(INK, fold.x() + 5, 100, 984, 340));
    }

    @Test
    void pointingFindsTokensCurvesCellsAndGuesses() {
        FlowPicture lines = small(Mode.LINES);
        FlowLayout layout = lines.layout(984, 340);
        assertEquals(1, assertInstanceOf(FlowPicture.TokenRow.class, lines.hit(INK, 20, layout.y(1), 984, 340)).position());
        assertEquals(2, assertInstanceOf(FlowPicture.GuessRow.class, lines.hit(INK, 900, layout.y(2), 984, 340)).position());
        FlowLayout.Column block = layout.columns.getFirst();
        double middle = (block.curveStart() + block.curveEnd()) / 2;
        FlowPicture.Edge edge = assertInstanceOf(FlowPicture.Edge.class,
                lines.hit(INK, middle, (layout.y(0) + layout.y(2)) / 2, 984, 340));
        assertEquals(List.of(0, 2, 0), List.of(edge.layer(), edge.query(), edge.key()));
        FlowPicture maps = small(Mode.MAPS);
        Box cell = layout.cell(block, 1, 0);
        FlowPicture.Edge hit = assertInstanceOf(FlowPicture.Edge.class, maps.hit(INK, cell.centreX(), cell.centreY(), 984, 340));
        assertEquals("block 1: ·b reads a, 0.500", hit.text());
    }

    @Test
    void theDescriptionNamesTheStrongestEdge() {
        assertEquals("·c reads mostly a, weight 0.700, block 1, head 1; the guess for the next token is ·d, 0.250.",
                small(Mode.LINES).describe());
    }

    @Test
    void headsAreReducedByMeanMaxOrOne() {
        float[] pattern = {1, 0, 0.2f, 0.8f, 1, 0, 0.6f, 0.4f};
        assertEquals(0.4f, HeadChoice.MEAN.reduce(pattern, 2, 2)[2], 1e-6f);
        assertEquals(0.6f, HeadChoice.MAX.reduce(pattern, 2, 2)[2]);
        assertEquals(0.6f, HeadChoice.one(1).reduce(pattern, 2, 2)[2]);
        assertEquals("head 2", HeadChoice.one(1).name(2));
    }
}
