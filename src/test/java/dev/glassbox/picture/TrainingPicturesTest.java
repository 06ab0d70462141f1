package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RecordingPen.Rect;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The pictures of the Training lens, without a window.
class TrainingPicturesTest {
    private static final Ink INK = Ink.light();

    private static TokenLossPicture text(int since, float... before) {
        return new TokenLossPicture(List.of(new TokenLossPicture.Row(List.of(new TokenLossPicture.Token("the", Float.NaN, List.of(), Float.NaN),
                new TokenLossPicture.Token("·cat", 0.5f, List.of(new TokenLossPicture.Likely("·cat", 0.607), new TokenLossPicture.Likely("·dog", 0.3)), before[0]),
                new TokenLossPicture.Token("·sat", 3, List.of(new TokenLossPicture.Likely("·ate", 0.2)), before[1])), 1.75)), 6, since, "");
    }

    private static GradientPipesPicture pipes(double first, double second) {
        return new GradientPipesPicture(List.of(new GradientPipesPicture.Pipe("embeddings", "emb.", first, 0.001), new GradientPipesPicture.Pipe("head", "head", second, Double.NaN)), 40, 0);
    }

    private static FilmPicture film() {
        Heatmap.Side side = Heatmap.Side.numbered("", 2);
        Heatmap map = Heatmap.of(side, side, new float[] {1, 0, 0.4f, 0.6f}, HeatScale.shares("attention")).masked(Heatmap.causal(2));
        return new FilmPicture(List.of(new FilmPicture.Still(0, 6.18, map, List.of(new FilmPicture.Next("·was", 0.004), new FilmPicture.Next("·fre", 0.003))),
                new FilmPicture.Still(2000, Double.NaN, map, List.of(new FilmPicture.Next("·old", 0.208)))), 2000);
    }

    @Test
    void everyPictureIsPaintedAtAnySizeAndCanBeDescribed() {
        for (Picture picture : List.of(text(-1, Float.NaN, Float.NaN), text(20, 4, 3), new TokenLossPicture(List.of(), 1, -1, "No text."), pipes(0.1, 2), pipes(0, 0),
                new GradientPipesPicture(List.of(), 0, 0), film(), new FilmPicture(List.of(), 0),
                new StepPhasesPicture(List.of("forward", "loss"), List.of("from ids to logits", "to one number"), 1))) {
            assertFalse(picture.describe().isEmpty());
            for (double[] size : new double[][] {{120, 40}, {480, 60}, {984, 230}, {1800, 700}}) {
                picture.paint(new RecordingPen(), INK, size[0], size[1]);
                for (Hit part : picture.parts(INK, size[0], size[1])) {
                    assertFalse(part.text().isEmpty(), picture.getClass().getSimpleName());
                }
            }
        }
    }

    @Test
    void aTokenThatHasBecomeCheaperHasTheOtherColourThanOneThatHasBecomeDearer() {
        RecordingPen pen = new RecordingPen();
        text(20, 4, 1).paint(pen, INK, 600, 60);
        List<Integer> grounds = pen.rects.stream().map(Rect::argb).toList();
        assertEquals(INK.diverging().at(0.5 - 4, -6, 6), grounds.get(1), "·cat: from 4 to 0.5");
        assertEquals(INK.diverging().at(2, -6, 6), grounds.get(2), "·sat: from 1 to 3");
        List<Hit> parts = text(20, 4, 1).parts(INK, 600, 60);
        assertTrue(parts.get(1).text().contains("at step 20") && parts.get(1).text().contains("−3.5"), parts.get(1).text());
        assertTrue(text(20, 4, 1).describe().contains("·cat"), text(20, 4, 1).describe());
        assertTrue(text(20, 4, 1).legend().isPresent());
    }

    @Test
    void aTokenNamesItsLossAndTheLikeliestGuesses() {
        assertEquals("·cat: loss −ln 0.607 = 0.500; likeliest: ·cat 0.607, ·dog 0.300", text(-1, Float.NaN, Float.NaN).parts(INK, 600, 60).get(1).text());
    }

    @Test
    void pipesOnACommonScaleAreComparable() {
        double alone = thickest(pipes(0.1, 0.5));
        double beside = thickest(pipes(0.1, 0.5).onScale(2));
        assertEquals(4, alone / beside, 0.01, "half a nat of gradient fills a quarter of the height that two fill");
        assertEquals(0.5, pipes(0.1, 0.5).widest());
    }

    private static double thickest(GradientPipesPicture picture) {
        RecordingPen pen = new RecordingPen();
        picture.paint(pen, INK, 480, 260);
        return pen.rects.stream().mapToDouble(rect -> rect.box().height()).max().orElseThrow();
    }

    @Test
    void aClickOnAMomentNamesItsStep() {
        FilmPicture film = film();
        FilmPicture.Frame last = assertInstanceOf(FilmPicture.Frame.class, film.hit(INK, 900, 60, 960, 128));
        assertEquals(2000, last.step());
        assertEquals("step 2,000, next ·old 0.208", last.text());
        RecordingPen pen = new RecordingPen();
        film.paint(pen, INK, 960, 128);
        assertTrue(pen.texts.stream().anyMatch(text -> text.text().equals("loss 6.18")));
    }
}
