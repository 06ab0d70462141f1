package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InkTest {

    private static final List<Ink> THEMES = List.of(Ink.light(), Ink.dark(), Ink.projector());

    @Test
    void scalesStartAtTheirFirstStopAndEndAtTheirLast() {
        assertEquals(0xFFFBF8E8, Ink.light().sequential().at(0));
        assertEquals(0xFF2C2C43, Ink.light().sequential().at(1));
        assertEquals(0xFF2C2C43, Ink.light().sequential().at(7));
        assertEquals(0xFF0F9C9C, Ink.light().sequential().at(0.5), "the fifth of nine stops lies in the middle");
        assertEquals(Ink.dark().diverging().at(0.5), Ink.dark().diverging().signed(0, 3));
    }

    @Test
    void lightnessFallsAlongTheLightScaleAndRisesAlongTheDarkOne() {
        for (int i = 1; i < 256; i++) {
            assertTrue(Argb.luminance(Ink.light().sequential().at(i / 255.0)) <= Argb.luminance(Ink.light().sequential().at((i - 1) / 255.0)));
            assertTrue(Argb.luminance(Ink.dark().sequential().at(i / 255.0)) >= Argb.luminance(Ink.dark().sequential().at((i - 1) / 255.0)));
        }
    }

    @Test
    void textIsReadableOnEveryGroundOfEveryTheme() {
        for (Ink ink : THEMES) {
            for (InkColor ground : List.of(InkColor.BG_APP, InkColor.BG_SURFACE, InkColor.BG_SUBTLE)) {
                for (InkColor text : List.of(InkColor.FG, InkColor.FG_MUTED, InkColor.FG_SUBTLE, InkColor.Q_TEXT, InkColor.K_TEXT,
                        InkColor.V_TEXT, InkColor.RUN_A_TEXT, InkColor.RUN_B_TEXT, InkColor.GRADIENT_TEXT, InkColor.OK, InkColor.ERROR)) {
                    double contrast = contrast(ink.color(ground), ink.color(text));
                    assertTrue(contrast >= 4.5, text + " on " + ground + ": " + contrast);
                }
            }
            assertTrue(contrast(ink.color(InkColor.BAR), ink.color(InkColor.FG)) >= 4.5, "numbers on bars");
        }
    }

    private static double contrast(int a, int b) {
        double la = Argb.luminance(a) + 0.05;
        double lb = Argb.luminance(b) + 0.05;
        return Math.max(la, lb) / Math.min(la, lb);
    }

    @Test
    void numbersOnCellsAreReadableAlongEveryScale() {
        for (Ink ink : THEMES) {
            for (int i = 0; i <= 255; i++) {
                int cell = ink.sequential().at(i / 255.0);
                assertTrue(contrast(cell, Argb.readableOn(cell)) >= 4.5);
                int signed = ink.diverging().at(i / 255.0);
                assertTrue(contrast(signed, Argb.readableOn(signed)) >= 4.5);
            }
        }
    }

    @Test
    void textWidthsComeFromTheFontFiles() {
        TextFont mono = new TextFont(Face.MONO, 10);
        assertEquals(6, mono.width("x"), 1e-6, "JetBrains Mono advances 600 of 1000");
        assertEquals(6 * 8, mono.width("·because"), 1e-4);
        TextFont sans = new TextFont(Face.SANS, 13);
        assertEquals(52.9, sans.width("1111111111"), 0.5);
        assertEquals(82.0, sans.width("0000000000"), 0.5);
        assertNotEquals(sans.width("because"), new TextFont(Face.SANS_SEMIBOLD, 13).width("because"));
        assertEquals("·beca…", mono.fitted("·because", 36));
    }
}
