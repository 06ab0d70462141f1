package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AtlasPictureTest {
    private static final Ink INK = Ink.light();

    private static AtlasPicture map(int n, MapView view, AtlasMarks marks) {
        SplittableRandom random = new SplittableRandom(n);
        List<String> labels = new ArrayList<>();
        float[] xy = new float[2 * n];
        for (int i = 0; i < n; i++) {
            labels.add("word" + i);
            xy[2 * i] = (float) (random.nextDouble() - 0.5);
            xy[2 * i + 1] = (float) (random.nextDouble() - 0.5);
        }
        return new AtlasPicture(new Dots(labels, xy, List.of(), 64, 0.4), new float[0], 0, view, marks, true, "2 of 64 axes keep 40.0 % of the variance");
    }

    private static List<RecordingPen.Text> names(AtlasPicture picture) {
        return RecordingPen.of(picture, INK, 640, 560).texts.stream().filter(text -> text.text().startsWith("word")).toList();
    }

    @Test
    void namesNeverCoverEachOtherAndZoomBringsMoreOfThem() {
        AtlasPicture far = map(475, MapView.ALL, AtlasMarks.NONE);
        List<RecordingPen.Text> names = names(far);
        assertTrue(names.size() > 30, names.size() + " names");
        for (RecordingPen.Text a : names) {
            for (RecordingPen.Text b : names) {
                assertTrue(a == b || !box(a).overlaps(box(b)), a.text() + " covers " + b.text());
            }
        }
        double[][] places = far.places(640, 560);
        long inView = 0;
        AtlasPicture near = map(475, MapView.ALL.zoomed(4, 0, 0), AtlasMarks.NONE);
        double[][] closer = near.places(640, 560);
        for (int i = 0; i < 475; i++) {
            inView += closer[0][i] >= 0 && closer[0][i] <= 640 && closer[1][i] >= 0 && closer[1][i] <= 536 ? 1 : 0;
        }
        assertTrue(inView < 475 && names(near).size() > inView * 0.8, "close by, nearly all that are in view have names");
        assertEquals(4 * (places[0][0] - 320), closer[0][0] - 320, 1e-6);
    }

    private static Box box(RecordingPen.Text text) {
        double height = text.font().size() * 0.7;
        return new Box(text.x(), text.baseline() - height, text.font().width(text.text()), height);
    }

    @Test
    void theSelectionIsAlwaysNamed() {
        AtlasMarks marks = new AtlasMarks(470, 471, List.of(470, 472), List.of(469), List.of(473), List.of(), new float[0], 0, new float[0], new float[0], new float[0]);
        List<String> names = names(map(475, MapView.ALL, marks)).stream().map(RecordingPen.Text::text).toList();
        assertTrue(names.containsAll(List.of("word469", "word470", "word471", "word472", "word473")), names.toString());
    }

    @Test
    void thePlaceUnderTheMouseStaysWhenTheMapIsZoomed() {
        AtlasPicture before = map(50, MapView.ALL, AtlasMarks.NONE);
        double x = before.places(640, 560)[0][7];
        double y = before.places(640, 560)[1][7];
        AtlasPicture after = map(50, MapView.ALL.zoomed(3, x - 320, y - 268), AtlasMarks.NONE);
        assertEquals(x, after.places(640, 560)[0][7], 1e-6);
        assertEquals(y, after.places(640, 560)[1][7], 1e-6);
        assertEquals(7, ((AtlasPicture.Dot) after.hit(INK, x + 2, y - 2, 640, 560)).index());
        assertEquals(MapView.ALL, MapView.ALL.zoomed(5, 9, 9).zoomed(0.1, 3, 3), "all of it is the least zoom");
    }

    /// In three dimensions a group is what lies together in depth too, not what only lies behind each other.
    @Test
    void groupsAreOutlinedInThreeDimensionsWhereTheyLieTogetherInDepthToo() {
        List<String> labels = List.of("a", "b", "c", "d", "e", "f");
        float[] xy = {0.1f, 0.1f, 0.12f, 0.1f, 0.1f, 0.12f, -0.6f, -0.6f, -0.58f, -0.6f, -0.6f, -0.58f};
        Dots dots = new Dots(labels, xy, List.of(new Dots.Group("near", List.of(0, 1, 2)), new Dots.Group("behind", List.of(3, 4, 5))), 64, 0.4);
        float[] depth = {0.5f, 0.52f, 0.5f, -0.9f, 0, 0.9f};
        for (boolean outlines : new boolean[] {true, false}) {
            var picture = new AtlasPicture(dots, depth, 1, MapView.ALL, AtlasMarks.NONE, outlines, "");
            List<String> texts = RecordingPen.of(picture, INK, 640, 560).texts.stream().map(RecordingPen.Text::text).toList();
            assertEquals(outlines, texts.contains("near"), texts.toString());
            assertFalse(texts.contains("behind"), texts.toString());
        }
    }

    /// Words of a sum lie close together: each of them and each neighbour is named where no ring and no dot lies.
    @Test
    void aCrowdOfPicksIsNamedOutsideOfIt() {
        List<String> labels = List.of("king", "man", "woman", "queen", "prince", "princess", "far", "away");
        float[] xy = {0, 0, 0.01f, 0.012f, -0.012f, 0.01f, 0.013f, -0.006f, -0.01f, -0.012f, 0.002f, 0.02f, 0.5f, 0.5f, -0.5f, -0.5f};
        AtlasMarks marks = new AtlasMarks(-1, -1, List.of(0, 1, 2), List.of(3, 4, 5), List.of(), List.of(), new float[0], 0, new float[0], new float[] {0.004f, 0.003f}, new float[0]);
        AtlasPicture picture = new AtlasPicture(new Dots(labels, xy, List.of(), 64, 0.4), new float[0], 0, MapView.ALL, marks, false, "");
        double[][] places = picture.places(640, 560);
        List<RecordingPen.Text> texts = RecordingPen.of(picture, INK, 640, 560).texts.stream().filter(text -> labels.contains(text.text())).toList();
        assertEquals(labels.size(), texts.size());
        for (RecordingPen.Text text : texts) {
            for (int i = 0; i < labels.size(); i++) {
                assertFalse(box(text).grown(-1).contains(places[0][i], places[1][i]), text.text() + " covers the point of " + labels.get(i));
            }
        }
    }

    @Test
    void namesKeepOffTheNamesOfTheAxes() {
        AtlasMarks marks = new AtlasMarks(-1, -1, List.of(0), List.of(), List.of(), List.of(), new float[0], 0, new float[0], new float[0], new float[] {0.5f, 0, 0, 0.5f, 0.02f, 0.02f});
        Dots dots = new Dots(List.of("word0", "word1", "word2"), new float[] {0, 0, 0.5f, 0.02f, -0.3f, 0.1f}, List.of(), 64, 0.4);
        List<RecordingPen.Text> texts = RecordingPen.of(new AtlasPicture(dots, new float[3], 1, MapView.ALL, marks, false, ""), INK, 640, 560).texts.stream()
                .filter(text -> text.text().startsWith("word") || text.text().startsWith("axis")).toList();
        assertTrue(texts.stream().anyMatch(text -> text.text().equals("word0")));
        for (RecordingPen.Text word : texts) {
            for (RecordingPen.Text axis : texts) {
                assertTrue(!word.text().startsWith("word") || !axis.text().startsWith("axis") || !box(word).overlaps(box(axis)), word.text() + " covers " + axis.text());
            }
        }
    }

    @Test
    void onePixelIsTheSameInBothDirections() {
        AtlasPicture picture = map(30, MapView.ALL, AtlasMarks.NONE);
        double[][] places = picture.places(640, 560);
        float[] xy = picture.dots().xy();
        assertEquals((places[0][1] - places[0][0]) / (xy[2] - xy[0]), -(places[1][1] - places[1][0]) / (xy[3] - xy[1]), 1e-3);
    }
}
