package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.tensor.Parameter;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Ids are labels: with the tokens numbered in another order, and the rows of the table moved along, training takes the same course.
class IdsAreLabelsTest {

    @Test
    void shufflingTheIdsLeavesTheLossCurveUnchanged() {
        int vocabulary = 23;
        SplittableRandom random = new SplittableRandom(3);
        int[] text = new int[600];
        for (int i = 1; i < text.length; i++) {
            text[i] = (text[i - 1] * 5 + random.nextInt(3)) % vocabulary;
        }
        int[] names = new int[vocabulary];
        Arrays.setAll(names, i -> i);
        for (int i = vocabulary - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = names[i];
            names[i] = names[j];
            names[j] = swap;
        }
        int[] renamed = Arrays.stream(text).map(id -> names[id]).toArray();
        for (boolean tied : new boolean[] {true, false}) {
            Transformer model = new Transformer(ModelConfig.gpt2Style(vocabulary, 12, 2, 2, 16).withTied(tied));
            TrainingConfig config = TrainingConfig.defaults().withWarmup(0).withBatchSize(4).withSteps(40).withLearningRate(0.01);
            try (RowPool pool = new RowPool(1)) {
                Trainer plain = new Trainer(model, config, text, new int[0], Kernels.scalar(), pool);
                Trainer shuffled = new Trainer(model, config, renamed, new int[0], Kernels.scalar(), pool);
                for (String table : tied ? new String[] {"wte.weight"} : new String[] {"wte.weight", "lm_head.weight"}) {
                    Parameter parameter = model.layout().get(table);
                    for (int id = 0; id < vocabulary; id++) {
                        System.arraycopy(plain.parameters().values(), parameter.offset() + id * 16, shuffled.parameters().values(), parameter.offset() + names[id] * 16, 16);
                    }
                }
                double first = Double.NaN;
                double last = Double.NaN;
                for (int step = 0; step < 40; step++) {
                    double loss = plain.step().loss();
                    first = step == 0 ? loss : first;
                    last = loss;
                    assertEquals(loss, shuffled.step().loss(), 2e-3, "step " + step);
                }
                assertTrue(last < first - 0.3, "and it learns: " + first + " to " + last);
            }
        }
    }
}
