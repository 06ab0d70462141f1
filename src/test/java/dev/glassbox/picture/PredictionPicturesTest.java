package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PredictionPicturesTest {
    private static final Ink INK = Ink.light();

    /// Row B32.
    @Test
    void theLossCurveSaysTheNumbersOfTheTexts() {
        assertEquals(0.10536, CrossEntropyPicture.loss(0.9), 5e-6);
        assertEquals(4.60517, CrossEntropyPicture.loss(0.01), 5e-6);
        assertTrue(RecordingPen.of(new CrossEntropyPicture("·mat", 0.9, 0.1, 27), INK, 900, 140).wrote("−ln 0.900 = 0.105"));
        RecordingPen low = RecordingPen.of(new CrossEntropyPicture("·mat", 0.01, 0.1, 27), INK, 900, 140);
        assertTrue(low.wrote("−ln 0.0100 = 4.605"));
        assertTrue(low.wrote("random guess: ln 27 = 3.30"));
        assertEquals(3.2958, Math.log(27), 5e-5);
    }

    @Test
    void thePointOnTheCurveFollowsTheMouse() {
        CrossEntropyPicture picture = new CrossEntropyPicture("·mat", 0.9, Double.NaN, 475);
        CrossEntropyPicture.At first = (CrossEntropyPicture.At) picture.parts(INK, 900, 140).getFirst();
        CrossEntropyPicture.At hit = (CrossEntropyPicture.At) picture.hit(INK, first.box().centreX(), 70, 900, 140);
        assertEquals(first.p(), hit.p(), 1e-9);
        assertEquals(CrossEntropyPicture.SMALLEST, ((CrossEntropyPicture.At) picture.hit(INK, 1, 70, 900, 140)).p());
    }

    @Test
    void theDrawCutsTheLineInProportion() {
        DrawPicture picture = new DrawPicture(java.util.List.of(new DrawPicture.Stretch("·a", 0.75, 751), new DrawPicture.Stretch("·b", 0.25, 249)), 0, 0.8, 1, "χ² = 0.1");
        var parts = picture.parts(INK, 900, 110);
        assertEquals(3, parts.get(0).box().width() / parts.get(1).box().width(), 1e-9);
        assertEquals("The random number 0.800 falls on ·b. χ² = 0.1", picture.describe());
        assertTrue(RecordingPen.of(picture, INK, 900, 110).wrote("751 of 1,000 rolls"));
        assertTrue(RecordingPen.of(new DrawPicture(java.util.List.of(new DrawPicture.Stretch("·a", 1, -1)), 0, Double.NaN, 0, ""), INK, 900, 110).wrote("argmax"));
    }
}
