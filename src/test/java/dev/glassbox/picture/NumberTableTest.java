package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberTableTest {

    @Test
    void cellsWithCommasQuotesAndLineEndsAreQuoted() {
        var table = new NumberTable(List.of("label", "x"), List.of(List.of(",", 1.5f), List.of("a\"b", 2), List.of("\n", -0.25)));
        assertEquals("label,x\n\",\",1.5\n\"a\"\"b\",2\n\"\n\",-0.25\n", table.csv());
    }

    @Test
    void aHeatMapIsAMatrixWithItsLabelsAndNothingWhereItIsMasked() {
        Heatmap map = Heatmap.of(Heatmap.Side.labelled("query", List.of("a", "b")), Heatmap.Side.numbered("key", 2), new float[] {1, 9, 0.5f, 0.25f},
                HeatScale.sequential(0, 1, "weight")).masked(Heatmap.causal(2));
        assertEquals("query,0,1\na,1.0,\nb,0.5,0.25\n", HeatmapPicture.of(map).numbers().orElseThrow().csv());
    }

    @Test
    void curvesAreListedOneAfterTheOther() {
        LinePicture picture = LinePicture.of(Scale.linear("step", ""), Scale.linear("loss", "nats"), List.of(
                Line.solid("training", InkColor.RUN_A, Points.of(new double[] {0, 1}, new double[] {6.5, 6})),
                Line.dashed("validation", InkColor.FG, Points.of(new double[] {1}, new double[] {6.25}))));
        assertEquals("line,step,loss (nats)\ntraining,0.0,6.5\ntraining,1.0,6.0\nvalidation,1.0,6.25\n", picture.numbers().orElseThrow().csv());
        assertTrue(LinePicture.of(Scale.linear("step", ""), Scale.linear("loss", "nats"), List.of()).numbers().isEmpty(), "no points, no file");
    }

    @Test
    void aPictureWithoutNumbersHasNoTable() {
        assertTrue(new NotePicture("Nothing yet.").numbers().isEmpty());
    }
}
