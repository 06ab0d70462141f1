package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.VectorTiles.ROWS;

import jdk.incubator.vector.VectorShape;

/// Matrix products in tiles. B is packed panel by panel (a panel is as wide as a tile) and block by block of K; A and C stay
/// where they are. A later block of K takes C up again where the block before left it, so the chain of each element is unbroken.
interface VectorMatrix extends ScalarMatrix {

    /// Vectors in a row of a tile: what leaves room in the registers for 6 rows, B and one element of A (32 registers at 512
    /// bit and on ARM, 16 at 256).
    int TILE_VECTORS = Lanes.S.vectorShape() == VectorShape.S_256_BIT ? 2 : 4;
    /// Columns of a panel.
    int PANEL = TILE_VECTORS * L;
    /// Rows of B packed at a time: with 64 columns they are 32 KB and stay in the first cache while the rows of A go by.
    int BLOCK = Math.min(256, 8192 / PANEL);
    /// Rows of C computed together when B is packed for good.
    int ROW_BLOCK = 22 * ROWS;
    /// Below this many rows, packing B costs more than it saves.
    int FEW_ROWS = 4;
    /// Columns of A packed at a time for Aᵀ · B: with BLOCK terms each they stay in the second cache while the panels of B go by.
    int STRIP_COLUMNS = 64 * ROWS;
    /// Rows of A further apart than this fall into few sets of the first cache and lie on many pages: then a block is packed.
    int FAR_APART = 128;
    /// Where the strips of A begin in a buffer, behind a block of B and a tile.
    int STRIPS = (BLOCK + ROWS) * PANEL;
    int BUFFER_LENGTH = STRIPS + (BLOCK + 1) * STRIP_COLUMNS;

    /// Working memory of the calling thread, [#BUFFER_LENGTH] long, kept from call to call so that a training step allocates nothing.
    float[] buffer();

    @Override
    default void matmul(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                        float[] c, int cOff, int ldc, boolean accumulate) {
        if (m < FEW_ROWS) {
            VectorRowProducts.product(m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc, accumulate);
            return;
        }
        product(Limit.NONE, 0, m, n, k, a, aOff, lda, 1, b, bOff, ldb, false, c, cOff, ldc, accumulate);
    }

    @Override
    default void matmulBT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                          float[] c, int cOff, int ldc, boolean accumulate) {
        product(Limit.NONE, 0, m, n, k, a, aOff, lda, 1, b, bOff, ldb, true, c, cOff, ldc, accumulate);
    }

    @Override
    default void matmulAT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                          float[] c, int cOff, int ldc, boolean accumulate) {
        float[] buffer = buffer();
        for (int i = 0; i < m; i += STRIP_COLUMNS) {
            for (int p = 0; p == 0 || p < k; p += BLOCK) {
                blockAT(Math.min(STRIP_COLUMNS, m - i), n, Math.min(BLOCK, k - p), a, aOff + p * lda + i, lda, b, bOff + p * ldb, ldb,
                    c, cOff + i * ldc, ldc, accumulate || p > 0, buffer);
            }
        }
    }

    /// All of C's columns for some of its rows, and `terms` terms of the sum.
    private static void blockAT(int m, int n, int terms, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                                float[] c, int cOff, int ldc, boolean accumulate, float[] buffer) {
        boolean strips = lda > FAR_APART;
        if (strips) {
            VectorPacking.strips(terms, m, a, aOff, lda, buffer, STRIPS);
        }
        for (int j = 0; j < n; j += PANEL) {
            int columns = Math.min(PANEL, n - j);
            VectorPacking.rows(terms, columns, b, bOff + j, ldb, buffer, 0, padded(columns));
            for (int i = 0; i < m; i += ROWS) {
                tile(Math.min(ROWS, m - i), columns, terms, strips ? buffer : a, strips ? STRIPS + i * (terms + 1) : aOff + i, 1,
                    strips ? ROWS : lda, buffer, 0, c, cOff + i * ldc + j, ldc, accumulate, buffer);
            }
        }
    }

    @Override
    default void matmulBTCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                                float[] c, int cOff, int ldc) {
        product(Limit.COLUMNS, past, m, n, k, a, aOff, lda, 1, b, bOff, ldb, true, c, cOff, ldc, false);
    }

    @Override
    default void matmulCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                              float[] c, int cOff, int ldc, boolean accumulate) {
        product(Limit.TERMS_BEFORE, past, m, n, k, a, aOff, lda, 1, b, bOff, ldb, false, c, cOff, ldc, accumulate);
    }

    @Override
    default void matmulATCausal(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                                float[] c, int cOff, int ldc, boolean accumulate) {
        product(Limit.TERMS_AFTER, 0, m, n, k, a, aOff, 1, lda, b, bOff, ldb, false, c, cOff, ldc, accumulate);
    }

    /// What a causal mask lets a tile skip.
    enum Limit {
        NONE,
        /// Row i needs columns 0 … past + i of C.
        COLUMNS,
        /// Row i of A is 0 right of column past + i.
        TERMS_BEFORE,
        /// Column i of Aᵀ is 0 above row i.
        TERMS_AFTER
    }

    private void product(Limit limit, int past, int m, int n, int k, float[] a, int aOff, int aRow, int aStep,
                         float[] b, int bOff, int ldb, boolean transposed, float[] c, int cOff, int ldc, boolean accumulate) {
        float[] buffer = buffer();
        for (int j = 0; j < n; j += PANEL) {
            int columns = Math.min(PANEL, n - j);
            // Once even for k = 0: then C is cleared.
            for (int p = 0; p == 0 || p < k; p += BLOCK) {
                int terms = Math.min(BLOCK, k - p);
                if (transposed) {
                    VectorPacking.transposed(terms, columns, b, bOff + j * ldb + p, ldb, buffer, 0, padded(columns));
                } else {
                    VectorPacking.rows(terms, columns, b, bOff + p * ldb + j, ldb, buffer, 0, padded(columns));
                }
                int firstRow = limit == Limit.COLUMNS ? Math.max(0, j - past) : 0;
                for (int i = firstRow; i < m; i += ROWS) {
                    int rows = Math.min(ROWS, m - i);
                    int begin = limit == Limit.TERMS_AFTER ? Math.max(0, Math.min(i, k - 1)) : 0;
                    int end = limit == Limit.TERMS_BEFORE ? Math.min(k, past + i + rows) : k;
                    int from = Math.max(begin, p);
                    int to = Math.min(end, p + terms);
                    boolean first = begin >= p && begin < p + BLOCK;
                    if (first || from < to) {
                        tile(rows, columns, to - from, a, aOff + i * aRow + from * aStep, aRow, aStep,
                            buffer, (from - p) * padded(columns), c, cOff + i * ldc + j, ldc, accumulate || !first, buffer);
                    }
                }
            }
        }
    }

    /// A panel keeps all its K rows together; panels of smaller j come first.
    @Override
    default void pack(float[] b, int bOff, int ldb, boolean transposed, PackedMatrix out, int from, int to) {
        int k = out.k();
        for (int j = from; j < to; j += PANEL) {
            int columns = Math.min(PANEL, to - j);
            if (transposed) {
                VectorPacking.transposed(k, columns, b, bOff + j * ldb, ldb, out.data(), j * k, padded(columns));
            } else {
                VectorPacking.rows(k, columns, b, bOff + j, ldb, out.data(), j * k, padded(columns));
            }
        }
    }

    @Override
    default void matmulPacked(int m, float[] a, int aOff, int lda, PackedMatrix b, int from, int to,
                              float[] c, int cOff, int ldc, boolean accumulate) {
        int k = b.k();
        if (m == 1) {
            VectorRowProducts.packed(k, from, to, PANEL, a, aOff, b.data(), c, cOff, accumulate);
            return;
        }
        float[] buffer = buffer();
        // Some rows of A and C at a time, so that they stay in the second cache while all panels of B go by.
        for (int i = 0; i < m; i += ROW_BLOCK) {
            for (int j = from; j < to; j += PANEL) {
                for (int p = 0; p == 0 || p < k; p += BLOCK) {
                    packedBlock(i, Math.min(m, i + ROW_BLOCK), Math.min(PANEL, to - j), p, Math.min(BLOCK, k - p),
                        a, aOff, lda, b.data(), j * k, c, cOff + j, ldc, accumulate, buffer);
                }
            }
        }
    }

    /// Rows `fromRow … toRow−1` of C, one panel, and terms p … p + terms − 1 of the sum.
    private static void packedBlock(int fromRow, int toRow, int columns, int p, int terms, float[] a, int aOff, int lda,
                                    float[] b, int panel, float[] c, int cOff, int ldc, boolean accumulate, float[] buffer) {
        for (int i = fromRow; i < toRow; i += ROWS) {
            tile(Math.min(ROWS, toRow - i), columns, terms, a, aOff + i * lda + p, lda, 1,
                b, panel + p * padded(columns), c, cOff + i * ldc, ldc, accumulate || p > 0, buffer);
        }
    }

    /// Columns of a panel, filled up to whole vectors.
    private static int padded(int columns) {
        return (columns + L - 1) / L * L;
    }

    /// One tile of C. Where its last vector would reach beyond the columns of C, the tile is computed in the buffer.
    private static void tile(int rows, int columns, int terms, float[] a, int aOff, int aRow, int aStep,
                             float[] b, int bOff, float[] c, int cOff, int ldc, boolean accumulate, float[] buffer) {
        int width = padded(columns);
        if (columns == width) {
            tile(width, rows, terms, a, aOff, aRow, aStep, b, bOff, c, cOff, ldc, accumulate);
            return;
        }
        int aside = BLOCK * PANEL;
        for (int i = 0; accumulate && i < rows; i++) {
            System.arraycopy(c, cOff + i * ldc, buffer, aside + i * width, columns);
        }
        tile(width, rows, terms, a, aOff, aRow, aStep, b, bOff, buffer, aside, width, accumulate);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(buffer, aside + i * width, c, cOff + i * ldc, columns);
        }
    }

    private static void tile(int width, int rows, int terms, float[] a, int aOff, int aRow, int aStep,
                             float[] b, int bOff, float[] c, int cOff, int ldc, boolean accumulate) {
        if (aStep == 1) {
            switch (width / L) {
                case 1 -> VectorTiles.tile1(terms, a, aOff, aRow, rows, b, bOff, c, cOff, ldc, accumulate);
                case 2 -> VectorTiles.tile2(terms, a, aOff, aRow, rows, b, bOff, c, cOff, ldc, accumulate);
                case 3 -> VectorTiles.tile3(terms, a, aOff, aRow, rows, b, bOff, c, cOff, ldc, accumulate);
                default -> VectorTiles.tile4(terms, a, aOff, aRow, rows, b, bOff, c, cOff, ldc, accumulate);
            }
        } else {
            switch (width / L) {
                case 1 -> VectorTilesAT.tile1(terms, a, aOff, aStep, rows, b, bOff, c, cOff, ldc, accumulate);
                case 2 -> VectorTilesAT.tile2(terms, a, aOff, aStep, rows, b, bOff, c, cOff, ldc, accumulate);
                case 3 -> VectorTilesAT.tile3(terms, a, aOff, aStep, rows, b, bOff, c, cOff, ldc, accumulate);
                default -> VectorTilesAT.tile4(terms, a, aOff, aStep, rows, b, bOff, c, cOff, ldc, accumulate);
            }
        }
    }
}
