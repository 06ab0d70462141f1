package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Reading;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinePictureTest {

    private static final Ink INK = Ink.light();

    private static Points falling(int steps) {
        double[] x = IntStream.range(0, steps).asDoubleStream().toArray();
        double[] y = IntStream.range(0, steps).mapToDouble(i -> 6 / (1 + i / 50.0)).toArray();
        return Points.of(x, y);
    }

    private static LinePicture loss(int steps) {
        return LinePicture.of(Scale.steps(true), Scale.linear("loss", "nats"),
                List.of(Line.solid("training", InkColor.RUN_A, falling(steps)), Line.dashed("validation", InkColor.FG, falling(steps / 20)).withMarks()));
    }

    @Test
    void labelsOfReferenceLinesNeverOverlap() {
        LinePicture crowded = loss(2000).withReferences(List.of(new Reference("random guess", "ln 475", 6.16), new Reference("one", "", 1.20),
                new Reference("two", "", 1.19), new Reference("three", "", 1.18), new Reference("four", "", 0.01)));
        List<RecordingPen.Text> labels = RecordingPen.of(crowded, INK, 700, 300).texts.stream()
                .filter(text -> List.of("random guess", "one", "two", "three", "four", "1.20", "1.19", "1.18", "0.0100").contains(text.text())).toList();
        assertEquals(9, labels.size());
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertTrue(Math.abs(labels.get(i).baseline() - labels.get(j).baseline()) >= 12, labels.get(i) + " over " + labels.get(j));
            }
            assertTrue(labels.get(i).baseline() > 5 && labels.get(i).baseline() < 300);
        }
    }

    @Test
    void nothingIsWrittenOutsideThePicture() {
        LinePicture full = loss(300_000).withReferences(List.of(new Reference("random guess", "ln 475", 6.16))).withPlayhead(0)
                .withNotes(List.of(new Note(116, 1.8, "step 116: better than counting pairs"))).withReading(40);
        for (double[] size : new double[][] {{968, 290}, {420, 160}, {300, 130}}) {
            for (RecordingPen.Text text : RecordingPen.of(full, INK, size[0], size[1]).texts) {
                assertTrue(text.x() >= -0.5 && text.x() + text.font().width(text.text()) <= size[0] + 0.5, text + " at " + size[0]);
                assertTrue(text.baseline() >= 8 && text.baseline() <= size[1], text + " at " + size[1]);
            }
        }
    }

    @Test
    void hundredsOfThousandsOfPointsArePaintedAsAFewPerPixelColumnAndNoExtremeIsLost() {
        Points many = falling(400_000);
        many.mean()[300_000] = 50;
        LinePicture chart = LinePicture.of(Scale.steps(false), Scale.linear("loss", "nats"), List.of(Line.solid("training", InkColor.RUN_A, many)));
        RecordingPen pen = RecordingPen.of(chart, INK, 800, 300);
        assertTrue(pen.polylines.stream().allMatch(count -> count <= 803), pen.polylines.toString());
        CurveColumns columns = new CurveColumns(many, Axis.linear(0, 400_000), 0, 800, value -> value);
        RecordingBand band = new RecordingBand();
        columns.paint(band, Stroke.of(0xFF000000, 1));
        assertEquals(50, band.highest);
    }

    @Test
    void theReadingNamesStepAndValuesOfTheNearestPoint() {
        LinePicture chart = LinePicture.of(Scale.steps(false), Scale.linear("loss", "nats"),
                List.of(Line.solid("training", InkColor.RUN_A, Points.of(new double[] {0, 10, 20}, new double[] {6, 3, 1}))));
        LineFrame frame = new LineFrame(chart, INK, 600, 300);
        Reading reading = assertInstanceOf(Reading.class, chart.hit(INK, frame.toX(12), 100, 600, 300));
        assertEquals(10, reading.x());
        assertEquals("step 10: training 3.00", reading.text());
        assertEquals(3, chart.parts(INK, 600, 300).size());
        assertTrue(RecordingPen.of(chart.withReading(10), INK, 600, 300).wrote("training 3.00"));
    }

    @Test
    void describesCourseAndEmptiness() {
        assertEquals("Loss up to step 1,999: training from 6.00 to 0.146, validation from 6.00 to 2.01.", loss(2000).describe());
        LinePicture none = LinePicture.of(Scale.steps(true), Scale.linear("loss", "nats"), List.of()).withEmpty("No step yet. S trains one.");
        assertTrue(RecordingPen.of(none, INK, 600, 300).wrote("No step yet. S trains one."));
        assertEquals("No step yet. S trains one.", none.describe());
    }

    @Test
    void equalChartsAreEqualSoThatTheyAreNotPaintedTwice() {
        Points points = falling(20);
        assertEquals(LinePicture.of(Scale.steps(true), Scale.log("loss", ""), List.of(Line.solid("a", InkColor.RUN_A, points))),
                LinePicture.of(Scale.steps(true), Scale.log("loss", ""), List.of(Line.solid("a", InkColor.RUN_A, points))));
    }

    @Test
    void logarithmicAxesHaveRoundTicksAndSurviveZeros() {
        assertEquals(List.of(0.01, 0.1, 1.0, 10.0), Axis.decades(0.005, 20).ticks(4));
        assertEquals(0.5, Axis.decades(0.1, 10).place(1), 1e-9);
        LinePicture zeros = LinePicture.of(Scale.steps(false), Scale.log("gradient norm", ""),
                List.of(Line.solid("a", InkColor.GRADIENT, Points.of(new double[] {0, 1, 2}, new double[] {0, 1e-4, 3}))));
        assertTrue(RecordingPen.of(zeros, INK, 600, 300).wrote("0.01"));
    }

    @Test
    void thePlayheadsLabelStandsBesideTheTitleOfTheAxis() {
        RecordingPen pen = RecordingPen.of(loss(300).withPlayhead(0), Ink.light(), 600, 200);
        var label = pen.texts.stream().filter(text -> text.text().equals("step 0")).findFirst().orElseThrow();
        var title = pen.texts.stream().filter(text -> text.text().equals(loss(300).y().title())).findFirst().orElseThrow();
        assertTrue(label.x() >= title.x() + title.font().width(title.text()), "the label covers the title");
    }

    @Test
    void ticksAreWrittenWithoutNeedlessZeros() {
        assertEquals(List.of("0", "0.5", "200", "1,000", "1e−5", "2.5e−4", "−0.25"),
                List.of(Numbers.tick(0), Numbers.tick(0.5), Numbers.tick(200), Numbers.tick(1000), Numbers.tick(1e-5), Numbers.tick(2.5e-4), Numbers.tick(-0.25)));
    }

    /// Remembers the extreme of filled polygons.
    private static final class RecordingBand implements Pen {
        double highest;

        @Override public void save() {}
        @Override public void restore() {}
        @Override public void translate(double dx, double dy) {}
        @Override public void scale(double factor) {}
        @Override public void rotate(double degrees) {}
        @Override public void clip(double x, double y, double width, double height) {}
        @Override public void fillRect(double x, double y, double width, double height, double radius, int argb) {}
        @Override public void strokeRect(double x, double y, double width, double height, double radius, Stroke stroke) {}
        @Override public void fillCircle(double x, double y, double radius, int argb) {}
        @Override public void strokeCircle(double x, double y, double radius, Stroke stroke) {}
        @Override public void line(double x1, double y1, double x2, double y2, Stroke stroke) {}
        @Override public void polyline(double[] xs, double[] ys, int count, Stroke stroke) {}
        @Override public void fillPolygon(double[] xs, double[] ys, int count, int argb) {
            for (int i = 0; i < count; i++) {
                highest = Math.max(highest, ys[i]);
            }
        }
        @Override public void curves(double[] points, int count, Stroke stroke) {}
        @Override public void text(String text, double x, double baseline, Anchor anchor, TextFont font, int argb) {}
        @Override public void cells(Cells cells, double x, double y, double width, double height) {}
        @Override public void hatch(double x, double y, double width, double height) {}
    }
}
