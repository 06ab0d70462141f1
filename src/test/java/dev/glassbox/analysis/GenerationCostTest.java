package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.ModelConfig;
import org.junit.jupiter.api.Test;

/// Rows A24, A25, B23, D16, E11, E19.
class GenerationCostTest {
    @Test
    void bytesPerTokenOfTheKnownModels() {
        GenerationCost gpt2 = GenerationCost.gpt2();
        assertEquals(73_728, gpt2.cacheBytesPerToken(4));
        assertEquals(72L << 20, 1_024 * gpt2.cacheBytesPerToken(4), "72 MiB for 1,024 tokens");
        GenerationCost llama = GenerationCost.llama70b();
        assertEquals(327_680, llama.cacheBytesPerToken(2));
        assertEquals(2_621_440, llama.withKvHeads(64).cacheBytesPerToken(2));
        assertEquals(40_960, llama.withKvHeads(1).cacheBytesPerToken(2));
    }

    @Test
    void knownSizes() {
        assertEquals(124_439_808, GenerationCost.gpt2().parameters());
        assertEquals(68_976_648_192L, GenerationCost.llama70b().parameters());
        assertEquals(16_384_000_000L, GenerationCost.pairs(128_000));
        assertThrows(ArithmeticException.class, () -> GenerationCost.pairs(1L << 40));
    }

    @Test
    void countsAreThoseOfTheLoopsThemselves() {
        GenerationCost cost = GenerationCost.of("x", ModelConfig.gpt2Style(19, 32, 2, 3, 24).withNKvHead(1));
        long cells = 0;
        long all = 0;
        for (int query = 1; query <= 7; query++) {
            cells += query;
            all += cost.withCache(query);
        }
        assertEquals(cells, GenerationCost.cellsWithoutCache(7));
        assertEquals(all, cost.withoutCache(7), "reading seven tokens again costs what reading them one by one did");
        assertEquals(2 * 24 * 2 * 7, cost.attention(7));
        long linear = 24 * (24 + 2 * 8) + 24 * 24 + 2 * 24 * 96;
        assertEquals(2 * linear, cost.linear());
    }

    @Test
    void scoresGrowWithNAgainstNSquared() {
        assertEquals(2, GenerationCost.cellsWithCache(2_000) / (double) GenerationCost.cellsWithCache(1_000));
        assertEquals(4, GenerationCost.cellsWithoutCache(2_000) / (double) GenerationCost.cellsWithoutCache(1_000), 0.01);
        GenerationCost cost = GenerationCost.gpt2();
        assertEquals(cost.attention(2_000), 2 * cost.attention(1_000), "one token with a cache: linear in n");
    }

    @Test
    void aFitFindsBothParts() {
        double[] n = {16, 64, 256, 1024};
        double[] time = new double[4];
        for (int i = 0; i < 4; i++) {
            time[i] = 3 * n[i] + 0.01 * n[i] * n[i];
        }
        QuadraticFit fit = QuadraticFit.of(n, time);
        assertEquals(3, fit.linear(), 1e-9);
        assertEquals(0.01, fit.quadratic(), 1e-11);
        assertEquals(300, fit.crossing(), 1e-6);
        assertEquals(time[2], fit.at(256), 1e-6);
    }

    @Test
    void partsAreNeverNegative() {
        QuadraticFit straight = QuadraticFit.of(new double[] {10, 100, 1000}, new double[] {11, 100, 900});
        assertEquals(0, straight.quadratic());
        assertTrue(straight.linear() > 0);
        QuadraticFit bent = QuadraticFit.of(new double[] {10, 100, 1000}, new double[] {0.5, 100, 11_000});
        assertEquals(0, bent.linear());
        assertTrue(bent.quadratic() > 0);
        assertThrows(IllegalArgumentException.class, () -> QuadraticFit.of(new double[] {1}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> QuadraticFit.of(new double[] {1, 2}, new double[] {1, 0}));
    }
}
