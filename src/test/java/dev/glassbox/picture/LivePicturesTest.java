package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePicturesTest {

    private static final Ink INK = Ink.light();

    @Test
    void namesOnTheMapDoNotCoverEachOther() {
        RecordingPen pen = RecordingPen.of(LiveSamples.map(true), INK, 312, 180);
        List<RecordingPen.Text> names = pen.texts.stream().filter(t -> !t.text().contains("axes")).toList();
        assertTrue(names.size() >= 8, "five groups, query, key and free names: " + names.size());
        assertNoneCovered(names);
    }

    private static void assertNoneCovered(List<RecordingPen.Text> names) {
        for (RecordingPen.Text a : names) {
            for (RecordingPen.Text b : names) {
                assertTrue(a == b || !box(a).overlaps(box(b)), a.text() + " covers " + b.text());
            }
        }
    }

    private static Box box(RecordingPen.Text text) {
        double height = text.font().size() * 0.7;
        return new Box(text.x(), text.baseline() - height, text.font().width(text.text()), height);
    }

    @Test
    void groupsAreNamedOnlyOnceTheyHaveFormed() {
        assertTrue(RecordingPen.of(LiveSamples.map(true), INK, 312, 180).wrote("animals"));
        RecordingPen start = RecordingPen.of(LiveSamples.map(false), INK, 312, 180);
        assertFalse(start.wrote("animals") || start.wrote("food") || start.wrote("places"));
    }

    @Test
    void theShareOfVarianceIsWrittenWhereThereIsRoom() {
        assertTrue(RecordingPen.of(LiveSamples.map(true), INK, 312, 180).wrote("2 of 64 axes keep 36.6 % of the variance"));
        assertFalse(ScatterPicture.hasFooter(116));
    }

    @Test
    void theNearestDotIsHitAndEmptyGroundIsNot() {
        ScatterPicture map = LiveSamples.map(true);
        double[][] places = map.places(312, 180);
        ScatterPicture.Dot dot = assertInstanceOf(ScatterPicture.Dot.class, map.hit(INK, places[0][5] + 1, places[1][5] - 1, 312, 180));
        assertEquals(5, dot.index());
        assertSame(Picture.Hit.NONE, map.hit(INK, 2, 2, 312, 180));
    }

    @Test
    void aCrowdedDiaryKeepsItsFirstAndNewestLine() {
        RecordingPen pen = RecordingPen.of(LiveSamples.diary(), INK, 584, 116);
        assertTrue(pen.wrote("0") && pen.wrote("100") && pen.wrote("2,000"));
        assertFalse(pen.wrote("40") || pen.wrote("300"));
    }

    @Test
    void piecesTheCorpusLacksAreMuted() {
        RecordingPen pen = RecordingPen.of(LiveSamples.diary(), INK, 644, 180);
        RecordingPen.Text unknown = pen.texts.stream().filter(t -> t.text().equals("theq")).findFirst().orElseThrow();
        assertEquals(INK.color(InkColor.FG_SUBTLE), unknown.argb());
    }

    @Test
    void aLineOfTheDiaryLeadsToItsStep() {
        DiaryPicture diary = LiveSamples.diary();
        assertEquals(100, assertInstanceOf(DiaryPicture.Entry.class, diary.hit(INK, 300, 3 + 2.5 * 28, 644, 180)).step());
    }

    @Test
    void hundredsOfThousandsOfStepsBecomeAtMostOnePointAColumn() {
        RecordingPen pen = RecordingPen.of(LiveSamples.timeline(300_000, 300_000), INK, 972, 104);
        assertTrue(pen.polylines.stream().allMatch(points -> points <= 974), pen.polylines.toString());
        assertTrue(pen.polylines.stream().anyMatch(points -> points > 500));
    }

    @Test
    void thePlayheadLeadsToEveryStep() {
        TimelinePicture timeline = LiveSamples.timeline(2000, 2000);
        assertEquals(0, step(timeline, 0));
        assertEquals(2000, step(timeline, 972));
        double hundred = 8 + Axis.log(2000).place(100) * 952;
        assertEquals(100, step(timeline, hundred + 3), "bookmarks attract");
        assertTrue(RecordingPen.of(timeline, INK, 972, 104).wrote("random guess: ln 475 = 6.16"));
    }

    private static int step(TimelinePicture timeline, double x) {
        return assertInstanceOf(TimelinePicture.Moment.class, timeline.hit(INK, x, 50, 972, 104)).step();
    }

    @Test
    void chipsBreakIntoLinesAndEndWithTheLikelyNextToken() {
        List<Picture.Hit> chips = LiveSamples.strip().parts(INK, 400, 200);
        assertEquals(10, chips.size());
        assertTrue(chips.getLast().box().y() > chips.getFirst().box().y());
        assertTrue(chips.stream().allMatch(chip -> chip.box().right() <= 400));
        assertEquals("·old, next, p 0.208", chips.getLast().text());
    }

    @Test
    void figuresAreNamedSoThatTheyCanBeMadeAgain() {
        FigureLabel label = new FigureLabel("Attention", "block 3 head 3", "b3h3", "GPT 4L 4H d64 T32, 232,512 parameters",
                "Small stories, BPE 475", 42, 2000, "7F3A-91C2", "", "");
        assertEquals("glassbox_attention_b3h3_step002000_7F3A-91C2.png", label.fileName(1, "png"));
        assertEquals("Attention, block 3 head 3 · GPT 4L 4H d64 T32, 232,512 parameters · Small stories, BPE 475 · seed 42"
                + " · step 2,000 · 7F3A-91C2", label.caption());
        FigureLabel b = new FigureLabel("Live", "", "", "GPT", "own text", 1, 5, "AAAA-BBBB", "no causal mask", "");
        assertEquals("glassbox_live_step000005_AAAA-BBBB_b@2x.svg", b.fileName(2, "svg"));
        assertTrue(b.caption().endsWith("B: no causal mask"));
    }

    @Test
    void emptyPicturesSayWhatIsMissing() {
        assertTrue(RecordingPen.of(new FlowPicture(Flow.EMPTY, Selection.NONE, FlowPicture.Mode.LINES, false), INK, 984, 340)
                .wrote("Type a sentence."));
        assertTrue(RecordingPen.of(new DiaryPicture(List.of(), "", -1), INK, 644, 180).wrote("The first text is being written."));
        var known = new DiaryPicture.Line(0, Double.NaN, List.of(new DiaryPicture.Piece("the cat", true)));
        var other = new DiaryPicture.Line(1, Double.NaN, List.of(new DiaryPicture.Piece("teh", false)));
        assertFalse(RecordingPen.of(new DiaryPicture(List.of(known), "", -1), INK, 644, 180).wrote("dotted = not a word of the corpus"));
        assertTrue(RecordingPen.of(new DiaryPicture(List.of(known, other), "", -1), INK, 644, 180).wrote("dotted = not a word of the corpus"));
        assertTrue(RecordingPen.of(new ScatterPicture(Dots.EMPTY, Selection.NONE, 6), INK, 312, 180)
                .wrote("Fewer than three words to place."));
    }

    @ParameterizedTest
    @CsvSource({"268, 130", "312, 180", "416, 250"})
    void namesOfGroupsCoverNoDots(double width, double height) {
        assertTrue(groupsNamedBesideDots(LiveSamples.map(true), width, height) >= 3);
        List<String> labels = new ArrayList<>();
        List<Float> xy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            labels.add("in" + i);
            xy.addAll(List.of(0.01f * i, 0.01f * (i % 2)));
        }
        for (int i = 0; i < 21 * 21; i++) {
            labels.add("around" + i);
            xy.addAll(List.of((i % 21 - 10) / 10f, (i / 21 - 10) / 10f));
        }
        float[] flat = new float[xy.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = xy.get(i);
        }
        Dots crowd = new Dots(labels, flat, List.of(new Dots.Group("places", List.of(0, 1, 2, 3))), 64, 0.4);
        assertEquals(0, groupsNamedBesideDots(new ScatterPicture(crowd, Selection.NONE, 6), width, height), "there is no free place near it");
    }

    private static int groupsNamedBesideDots(ScatterPicture map, double width, double height) {
        double[][] places = map.places(width, height);
        int named = 0;
        for (RecordingPen.Text text : RecordingPen.of(map, INK, width, height).texts) {
            if (map.dots().groups().stream().anyMatch(group -> group.name().equals(text.text()))) {
                named++;
                double size = text.font().size();
                Box name = new Box(text.x(), text.baseline() - 0.7 * size, text.font().width(text.text()), 0.7 * size).grown(1);
                for (int i = 0; i < places[0].length; i++) {
                    assertFalse(name.contains(places[0][i], places[1][i]), text.text() + " lies on " + map.dots().name(i));
                }
            }
        }
        return named;
    }

    @Test
    void namesOnACrowdedMapNeverCoverEachOther() {
        String[] names = {"women and girls", "men and boys", "animals", "furniture", "places"};
        List<Dots.Group> groups = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        float[] xy = new float[names.length * 4 * 2 + 2];
        for (int g = 0; g < names.length; g++) {
            List<Integer> members = new ArrayList<>();
            for (int m = 0; m < 4; m++) {
                int i = labels.size();
                members.add(i);
                labels.add("w" + i);
                xy[2 * i] = 0.02f * g + 0.005f * m; // all groups within a few pixels of each other
                xy[2 * i + 1] = 0.01f * (g % 2) + 0.004f * m;
            }
            groups.add(new Dots.Group(names[g], members));
        }
        xy[xy.length - 2] = -1; // one far point keeps the scale
        xy[xy.length - 1] = 1;
        labels.add("far");
        Dots dots = new Dots(labels, xy, groups, 64, 0.4);
        RecordingPen pen = RecordingPen.of(new ScatterPicture(dots, Selection.of(0, 9), 6), INK, 312, 180);
        assertNoneCovered(pen.texts);
        assertTrue(pen.texts.stream().anyMatch(t -> List.of(names).contains(t.text())), "some groups are still named");
    }
}
