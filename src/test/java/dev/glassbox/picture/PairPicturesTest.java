package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.GraphPicture.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairPicturesTest {

    private static final Ink INK = Ink.light();

    private static TwinMapPicture map(int tokens, int arrow) {
        float[] even = new float[tokens * tokens];
        java.util.Arrays.fill(even, 1f / tokens);
        List<String> labels = java.util.stream.IntStream.range(0, tokens).mapToObj(i -> "t" + i).toList();
        Heatmap cells = Heatmap.of(new Heatmap.Side("", tokens, labels, InkColor.Q), new Heatmap.Side("", tokens, List.of(), InkColor.K), even, HeatScale.shares("attention"));
        return new TwinMapPicture(HeatmapPicture.of(cells), false, true, arrow);
    }

    @Test
    void theArrowIsSaidInWordsTooAndAnySentenceLengthCanBeDrawn() {
        for (int tokens : new int[] {1, 2, 9, 32}) {
            TwinMapPicture picture = map(tokens, tokens - 2);
            RecordingPen pen = new RecordingPen();
            picture.paint(pen, INK, 300, 240);
            assertEquals(tokens > 1, pen.wrote("reads the answer"), tokens + " tokens");
            assertEquals(tokens > 1, picture.describe().contains("arrow"), picture.describe());
            assertFalse(picture.parts(INK, 300, 240).isEmpty());
        }
    }

    @Test
    void theArrowEndsInTheAnswerOfItsRowAndItsWordsCoverNoAnswer() {
        for (int tokens : new int[] {9, 16}) {
            for (int row = 0; row + 1 < tokens; row++) {
                TwinMapPicture picture = map(tokens, row);
                RecordingPen pen = RecordingPen.of(picture, INK, 330, 240);
                RecordingPen.Line arrow = pen.lines.getLast();
                HeatmapPicture.Cell at = (HeatmapPicture.Cell) picture.hit(INK, arrow.x2(), arrow.y2(), 330, 240);
                assertEquals(row, at.row(), tokens + " tokens");
                assertEquals(row + 1, at.column(), tokens + " tokens");
                Box words = pen.rects.getLast().box();
                for (int answered = 0; answered + 1 < tokens; answered++) {
                    Box answer = picture.map().cellHit(answered, answered + 1, INK, 330, 240).box();
                    assertFalse(words.overlaps(answer), "the words lie on the answer of row " + answered + " of " + tokens + " when row " + row + " is pointed at");
                }
            }
        }
    }

    @Test
    void aLegendIsNeverCutAtItsLeftEnd() {
        for (double room = 130; room < 420; room += 10) {
            RecordingPen pen = RecordingPen.of(new HeatLegend(HeatScale.shares("attention"), "masked"), INK, room, 24);
            for (RecordingPen.Text each : pen.texts) {
                assertTrue(each.x() >= 0 && each.x() + each.font().width(each.text()) <= room + 1, each.text() + " at " + each.x() + " in " + room);
            }
            assertEquals("0", pen.texts.getFirst().text());
        }
    }

    @Test
    void aGraphStandsFromItsInputsOnTheLeftToItsRootOnTheRightWithoutOverlaps() {
        List<Node> nodes = List.of(new Node("L +", "8", List.of(1, 2), 1, List.of(1.0, 1.0), true), new Node("c ×", "6", List.of(2, 3), 1, List.of(3.0, 2.0), true),
                new Node("a", "2", List.of(), 4, List.of(), true), new Node("b", "3", List.of(), 2, List.of(), true));
        GraphPicture picture = new GraphPicture(nodes, 1);
        List<Picture.Hit> places = picture.parts(INK, 800, 300);
        assertTrue(places.get(0).box().x() > places.get(1).box().right());
        assertTrue(places.get(1).box().x() > places.get(2).box().right());
        assertEquals(places.get(2).box().x(), places.get(3).box().x());
        assertFalse(places.get(2).box().overlaps(places.get(3).box()));
        assertTrue(places.get(2).text().contains("gradient 4"), places.get(2).text());
        RecordingPen pen = new RecordingPen();
        picture.paint(pen, INK, 800, 300);
        assertTrue(pen.wrote("+3") && pen.wrote("+2"));
        new GraphPicture(List.of(new Node("x", "1", List.of(), Double.NaN, List.of(), false)), -1).paint(new RecordingPen(), INK, 100, 60);
    }

    @Test
    void theSurfaceNamesEveryWayAndSurvivesLossesThatAreNotFinite() {
        double[] axis = {-1, 0, 1, 2};
        float[] losses = new float[16];
        for (int i = 0; i < 16; i++) {
            losses[i] = i % 4;
        }
        losses[5] = Float.NaN;
        var ways = List.of(new SurfacePicture.Way("AdamW", new double[] {0, 1}, new double[] {0, 0}, "loss 1"), new SurfacePicture.Way("SGD", new double[] {0, 0.1}, new double[] {0, 1}, "loss 2"));
        SurfacePicture picture = new SurfacePicture(axis, axis, losses, ways);
        RecordingPen pen = new RecordingPen();
        picture.paint(pen, INK, 400, 200);
        assertTrue(pen.wrote("AdamW") && pen.wrote("SGD"));
        assertTrue(picture.describe().contains("from 0 to 3"), picture.describe());
        assertEquals(2, picture.parts(INK, 400, 200).size());
    }
}
