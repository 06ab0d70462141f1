package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.WeightHistogram;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.Batch;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GradientRowsTest {

    private static WeightSnapshot snapshot(boolean tied) throws InterruptedException {
        RunSpec spec = spec(TEXT, TokenizerSpec.bpe(300), 20);
        return trained(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), spec.model().withTied(tied), spec.training(), 5), 6);
    }

    @Test
    void theLookupReachesTheRowsOfTheBatchAndTheHeadReachesAll() throws InterruptedException {
        for (boolean tied : new boolean[] {true, false}) {
            WeightSnapshot snapshot = snapshot(tied);
            int[][] windows = {{5, 7, 7, 9}, {260, 5, 261, 9}};
            Batch batch = Batch.ofWindows(windows);
            GradientRows rows = GradientRows.of(snapshot, batch, Kernels.scalar());
            Set<Integer> read = new HashSet<>(Set.of(5, 7, 260, 261));
            for (int id = 0; id < rows.lookup().length; id++) {
                assertEquals(read.contains(id), rows.lookup()[id] > 0, "row " + id);
            }
            assertEquals(4, GradientRows.moved(rows.lookup()));
            assertEquals(rows.head().length, GradientRows.moved(rows.head()));
            assertEquals(tied, rows.tied());
            assertEquals(6, rows.tokens());
        }
    }

    /// A tied matrix gets the sum of both ways: in rows that were not looked up exactly the head's.
    @Test
    void aTiedMatrixGetsBoth() throws InterruptedException {
        WeightSnapshot snapshot = snapshot(true);
        Batch batch = Batch.ofWindows(new int[][] {{5, 7, 7, 9}});
        GradientRows rows = GradientRows.of(snapshot, batch, Kernels.scalar());
        Transformer model = snapshot.run().transformer();
        Parameters weights = Parameters.trainable(model.layout(), snapshot.values().clone());
        try (RowPool pool = new RowPool(1)) {
            Pass pass = new Pass(weights, model.workspace(1, 3, true), Kernels.scalar(), pool, Probe.NONE);
            model.forward(pass, batch.ids(), 1, 3);
            model.loss(pass, batch.targets());
            model.backward(pass);
        }
        Parameter table = model.layout().get("wte.weight");
        int width = model.config().dModel();
        for (int id : new int[] {0, 9, 100, 5, 7}) {
            double square = 0;
            for (int c = 0; c < width; c++) {
                square += Math.pow(weights.grads()[table.offset() + id * width + c], 2);
            }
            if (id == 5 || id == 7) {
                assertNotEquals(rows.head()[id], Math.sqrt(square), 1e-6, "row " + id + " gets more than the head's");
            } else {
                assertEquals(rows.head()[id], Math.sqrt(square), 1e-6 + 1e-4 * rows.head()[id], "row " + id);
            }
        }
    }

    @Test
    void theFirstWeightsOfMicrogptHaveADeviationOfEightHundredths() throws InterruptedException {
        RunSpec spec = RunSpec.presets().stream().filter(preset -> preset.name().equals("microgpt")).findFirst().orElseThrow();
        WeightSnapshot zero = trained(spec, 0);
        assertEquals(16, EmbeddingTable.of(zero).width());
        WeightHistogram histogram = WeightHistogram.of(EmbeddingHistory.of(zero.run()).withFirst().moments().getFirst().rows(), 0.4, 40);
        assertEquals(0.08, histogram.deviation(), 0.008);
        assertEquals(0, histogram.mean(), 0.012);
        double all = 0;
        for (double share : histogram.shares()) {
            all += share;
        }
        assertEquals(1, all, 1e-9);
    }
}
