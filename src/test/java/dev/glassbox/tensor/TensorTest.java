package dev.glassbox.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TensorTest {
    private static final float[] DATA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    @Test
    void aDenseTensorIsRowMajor() {
        Tensor tensor = new Tensor(DATA, 2, Shape.of("TC", 2, 3));
        assertEquals(7, tensor.get(1, 2));
        assertArrayEquals(new float[] {2, 3, 4, 5, 6, 7}, tensor.copy());
    }

    @Test
    void stridesPickColumnsOutOfWiderRows() {
        Tensor heads = new Tensor(DATA, 2, Shape.of("THD", 2, 2, 1), 6, 1, 1);
        assertArrayEquals(new float[] {2, 3, 8, 9}, heads.copy());
        assertEquals(9, heads.get(1, 1, 0));
    }

    @Test
    void anIndexOutsideItsAxisIsNamed() {
        Tensor tensor = new Tensor(DATA, 0, Shape.of("TC", 2, 3));
        assertEquals("Index 3 on axis C of [T=2, C=3]",
                assertThrows(IndexOutOfBoundsException.class, () -> tensor.get(0, 3)).getMessage());
    }

    @Test
    void fingerprintCoversEveryBitOfEveryWeight() {
        ParameterLayout.Builder builder = new ParameterLayout.Builder();
        builder.add("a", Shape.of("C", 5000));
        Parameters params = new Parameters(builder.build());
        // the beginning of `head -c 20000 /dev/zero | sha256sum`
        assertEquals("28B4-F41A", params.fingerprint());
        params.values()[4999] = Float.MIN_VALUE;
        assertNotEquals("28B4-F41A", params.fingerprint());
    }
}
