package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.Cells;
import org.junit.jupiter.api.Test;

class CellRasterTest {

    @Test
    void wholeCellsFillWholePixels() {
        CellRaster raster = CellRaster.of(new Cells(2, 2, new int[] {1, 2, 3, 4}), 5, 7, 4, 2);
        assertEquals(5, raster.x());
        assertEquals(7, raster.y());
        assertEquals(4, raster.columns());
        assertArrayEquals(new int[] {1, 1, 2, 2, 3, 3, 4, 4}, raster.argb());
    }

    /// A pixel belongs to the cell under its middle; where the middle lies outside, nothing is drawn.
    @Test
    void fractionsAreCutAtTheMiddleOfPixels() {
        CellRaster raster = CellRaster.of(new Cells(3, 1, new int[] {1, 2, 3}), 0.6, 0, 4.5, 1);
        assertEquals(6, raster.columns());
        assertArrayEquals(new int[] {0, 1, 2, 2, 3, 3}, CellRaster.of(new Cells(3, 1, new int[] {1, 2, 3}), 0.6, 0, 5, 1).argb());
        assertArrayEquals(new int[] {0, 1, 2, 2, 3, 0}, raster.argb());
    }

    @Test
    void aGridLargerThanAScreenIsLeftToThePipeline() {
        assertTrue(CellRaster.fits(1900, 1000));
        assertFalse(CellRaster.fits(10_000, 10_000));
        assertFalse(CellRaster.fits(0.2, 300));
    }
}
