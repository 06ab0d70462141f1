package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture.Cell;
import dev.glassbox.picture.HeatmapPicture.ColumnLabel;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.HeatmapPicture.RowLabel;
import dev.glassbox.picture.HeatmapPicture.Window;
import dev.glassbox.picture.Picture.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapPictureTest {

    private static final Ink INK = Ink.light();

    private static Heatmap weights() {
        List<String> tokens = List.of("the", "·cat", "·sat");
        float[] w = {1, 0, 0, 0.25f, 0.75f, 0, 0.7f, 0.04f, 0.26f};
        return Heatmap.of(Side.queries(tokens), Side.keys(tokens), w, HeatScale.shares("attention weight"))
                .masked(Heatmap.causal(3)).noted("sum", List.of("1.00", "1.00", "1.00"));
    }

    @Test
    void marksOfALongerSentenceAreNothingHere() {
        HeatmapPicture picture = HeatmapPicture.of(weights()).marked(Marks.crossing(8, 1));
        assertEquals(new Marks(-1, 1, -1, -1), picture.marks());
        assertTrue(picture.describe().contains("1.00"), picture.describe());
    }

    @Test
    void rowHasOneOpenCellMoreThanItsPosition() {
        boolean[] mask = Heatmap.causal(7);
        for (int t = 0; t < 7; t++) {
            int open = 0;
            for (int key = 0; key < 7; key++) {
                open += mask[t * 7 + key] ? 0 : 1;
            }
            assertEquals(t + 1, open);
        }
    }

    @Test
    void openCellsCarryTheirNumbersAndMaskedOnesNone() {
        RecordingPen pen = RecordingPen.of(HeatmapPicture.of(weights()), INK, 420, 400);
        assertTrue(pen.wrote(".75"));
        assertTrue(pen.wrote("1.0"));
        assertEquals(1, pen.hatches.stream().filter(h -> h.width() > 100).count());
        Cells map = pen.cells.getFirst();
        assertEquals(0, map.at(0, 1));
        assertEquals(INK.sequential().at(0.75), map.at(1, 1));
        assertTrue(pen.wrote("1.00"));
        RecordingPen small = RecordingPen.of(HeatmapPicture.of(weights()).looking(Look.BARE), INK, 30, 30);
        assertFalse(small.wrote(".75"));
    }

    @Test
    void whatIsNotFiniteIsCrossedNotColoured() {
        float[] values = {Float.NaN, Float.NEGATIVE_INFINITY, 1, 2};
        HeatmapPicture picture = HeatmapPicture.of(Heatmap.of(Side.numbered("", 2), Side.numbered("", 2), values, HeatScale.around("", values)));
        RecordingPen pen = RecordingPen.of(picture, INK, 300, 300);
        assertEquals(INK.color(InkColor.BG_SUBTLE), pen.cells.getFirst().at(0, 0));
        assertTrue(pen.wrote("NaN"));
        assertTrue(pen.wrote("−∞"));
        assertEquals(2, picture.map().scale().high());
        assertTrue(picture.describe().endsWith("2 cells are not finite."), picture.describe());
    }

    @Test
    void everyPlaceIsHit() {
        HeatmapPicture picture = HeatmapPicture.of(weights());
        Box area = picture.cellArea(INK, 420, 400);
        double cell = area.width() / 3;
        Cell hit = assertInstanceOf(Cell.class, picture.hit(INK, area.x() + 1.5 * cell, area.y() + 2.5 * cell, 420, 400));
        assertEquals(2, hit.row());
        assertEquals(1, hit.column());
        assertEquals("·sat, ·cat: 0.040", hit.text());
        assertInstanceOf(RowLabel.class, picture.hit(INK, area.x() - 10, area.y() + 5, 420, 400));
        assertInstanceOf(ColumnLabel.class, picture.hit(INK, area.x() + 5, area.y() - 5, 420, 400));
        assertEquals(Hit.NONE, picture.hit(INK, area.right() + 5, area.bottom() + 5, 420, 400));
    }

    @Test
    void partsCoverEveryCellAndLabel() {
        assertEquals(9 + 3 + 3, HeatmapPicture.of(weights()).parts(INK, 420, 400).size());
    }

    @Test
    void aThousandSquaredPaintsOneImageNoLargerThanThePlaceAndKeepsASingleStrongCell() {
        int n = 1024;
        float[] values = new float[n * n];
        values[700 * n + 3] = 1;
        HeatmapPicture picture = HeatmapPicture.of(Heatmap.of(Side.numbered("q", n), Side.numbered("k", n), values, HeatScale.shares("weight")));
        RecordingPen pen = RecordingPen.of(picture, INK, 500, 500);
        Cells image = pen.cells.getFirst();
        assertTrue(image.columns() <= 500 && image.rows() <= 500);
        int strong = INK.sequential().at(1);
        assertEquals(1, java.util.Arrays.stream(image.argb()).filter(c -> c == strong).count());
        assertTrue(picture.parts(INK, 500, 500).isEmpty());
        Hit first = picture.step(Hit.NONE, 1, 0, INK, 500, 500).orElseThrow();
        Hit next = picture.step(first, 1, 0, INK, 500, 500).orElseThrow();
        assertEquals(1, assertInstanceOf(Cell.class, next).column());
        RecordingPen close = RecordingPen.of(picture.zoomed(new Window(698.5, 0, 5, 5)), INK, 500, 500);
        assertTrue(close.wrote("1.0"));
        assertTrue(close.cells.getFirst().columns() <= 6);
    }

    @Test
    void describesTheLargestValueOfTheRingedRow() {
        HeatmapPicture picture = HeatmapPicture.of(weights()).marked(Marks.crossing(2, 0));
        assertEquals("Attention weight [3, 3]: in row ·sat the largest is in column the, 0.700.", picture.describe());
        assertEquals("Attention weight [3, 3]: the largest is in row the, column the, 1.00.", HeatmapPicture.of(weights()).describe());
    }

    @Test
    void numbersInCellsAreAsShortAsTheyMustBe() {
        TextFont font = INK.font(FontRole.MONO_SMALL);
        HeatScale scores = HeatScale.diverging(8, "score");
        assertEquals("−1.44", scores.inCell(-1.437, font, 60));
        assertEquals("−1.4", scores.inCell(-1.437, font, 30));
        assertEquals("−1", scores.inCell(-1.437, font, 20));
        assertEquals("0", HeatScale.shares("").inCell(0.001, font, 30));
        assertEquals(".78", HeatScale.shares("").inCell(0.781, font, 30));
    }

    /// Many rows and few columns in a low place: square cells are as narrow as they are low.
    @Test
    void labelsOfNarrowCellsAreSlantedAlsoWhereThereWouldBeRoomAcross() {
        List<String> nine = List.of("the", "·cat", "·sat", "·on", "·the", "·mat", "·because", "·it", "·was");
        Heatmap map = Heatmap.of(Side.queries(nine), Side.keys(List.of("·she", "·wore", "·a", "·crown", "·.")), new float[45], HeatScale.shares("weight"));
        assertTrue(new HeatmapLayout(HeatmapPicture.of(map), Ink.light(), 620, 330).slanted());
        assertFalse(new HeatmapLayout(HeatmapPicture.of(map), Ink.light(), 620, 700).slanted());
    }
}
