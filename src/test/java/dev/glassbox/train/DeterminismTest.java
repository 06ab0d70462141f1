package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same seed gives the same weights, bit for bit: with any number of threads, any kernels, any vector width.
@Execution(ExecutionMode.CONCURRENT)
class DeterminismTest {
    private static final int STEPS = 50;

    /// What distinguishes the tested runs; the sizes are odd on purpose.
    enum Variant {
        GPT(ModelConfig.gpt2Style(23, 13, 2, 3, 24)),
        LLAMA(ModelConfig.gpt2Style(23, 13, 2, 4, 24).withNKvHead(2).withPositions(PositionScheme.Kind.ROPE).withNorm(Norm.Kind.RMSNORM)
                .withActivation(Activation.SWIGLU).withDFf(37).withBias(false).withTied(false)),
        BERT(ModelConfig.gpt2Style(24, 13, 2, 3, 24).withCausal(false).withNormPlace(Norm.Place.POST).withActivation(Activation.GELU)
                .withEmbeddingNorm(true)),
        ALIBI(ModelConfig.gpt2Style(23, 13, 1, 3, 21).withPositions(PositionScheme.Kind.ALIBI).withActivation(Activation.SILU)),
        MICRO(ModelConfig.microgpt());

        private final ModelConfig model;

        Variant(ModelConfig model) {
            this.model = model;
        }

        TrainingConfig training() {
            TrainingConfig config = TrainingConfig.defaults().withBatchSize(9).withWarmup(5).withSteps(60);
            return this == BERT ? config.withObjective(Objective.MASKED_TOKEN).withDropout(0.1) : config;
        }

        Trainer trainer(Kernels kernels, RowPool pool) {
            int[] text = new int[500];
            for (int i = 0; i < text.length; i++) {
                text[i] = (i * i * 7 + i / 3) % 23;
            }
            return new Trainer(new Transformer(model), training(), text, text, kernels, pool);
        }
    }

    private static float[] weights(Variant variant, Kernels kernels, int threads) {
        try (RowPool pool = new RowPool(threads)) {
            Trainer trainer = variant.trainer(kernels, pool);
            for (int i = 0; i < STEPS; i++) {
                assertFalse(trainer.step().diverged());
            }
            return trainer.parameters().values();
        }
    }

    static List<Variant> variants() {
        return List.of(Variant.values());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void threadsAndKernelsChangeNoBit(Variant variant) {
        float[] expected = weights(variant, Kernels.scalar(), 1);
        assertArrayEquals(expected, weights(variant, Kernels.scalar(), 2));
        assertArrayEquals(expected, weights(variant, Kernels.best(), 1));
        assertArrayEquals(expected, weights(variant, Kernels.best(), 4));
    }

    @Test
    void anotherSeedChangesTheWeights() {
        try (RowPool pool = new RowPool(1)) {
            Trainer one = Variant.GPT.trainer(Kernels.best(), pool);
            Trainer two = new Trainer(one.model(), one.config(), new int[100], new int[0], 2, Kernels.best(), pool);
            assertNotEquals(one.parameters().fingerprint(), two.parameters().fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GPT", "BERT"})
    void goingOnFromASavedStateIsTheSameAsNeverHavingStopped(Variant variant) {
        try (RowPool pool = new RowPool(1)) {
            Trainer whole = variant.trainer(Kernels.best(), pool);
            whole.setLearningRate(2e-3);
            for (int i = 0; i < 100; i++) {
                whole.step();
            }
            Trainer first = variant.trainer(Kernels.best(), pool);
            first.setLearningRate(2e-3);
            for (int i = 0; i < 60; i++) {
                first.step();
            }
            TrainingState saved = first.state();
            first.step();
            Trainer second = variant.trainer(Kernels.best(), pool);
            second.restore(saved);
            Trainer.Step last = null;
            for (int i = 0; i < 40; i++) {
                last = second.step();
            }
            assertEquals(100, last.step());
            assertArrayEquals(whole.parameters().values(), second.parameters().values());
            assertArrayEquals(whole.optimizer().moments().get(1), second.optimizer().moments().get(1));
        }
    }

    @Test
    void vectorWidthsAndScalarKernelsGiveOneFingerprint() throws Exception {
        String scalar = inAnotherMachine("scalar");
        assertEquals(scalar, inAnotherMachine("best", "-XX:UseAVX=2"));
        assertEquals(scalar, inAnotherMachine("best", "-XX:UseAVX=3"));
        assertEquals(scalar, inAnotherMachine("best", "-XX:MaxVectorSize=16"));
    }

    /// A processor without fused multiply-add: the JVM hides it from a program with this flag.
    @Test
    void aProcessorWithoutFusedMultiplyAddGivesTheSameFingerprint() throws Exception {
        assertEquals(inAnotherMachine("scalar"), inAnotherMachine("best", "-XX:-UseFMA"));
    }

    @Test
    void withoutTheVectorModuleTheScalarKernelsTakeOver() throws Exception {
        assertEquals(inAnotherMachine("scalar"), trained(ChildJvm.run(List.of(), Child.class, "best")));
    }

    /// Prints the fingerprints of all variants after the steps.
    public static final class Child {
        private Child() {
        }

        public static void main(String[] args) {
            for (Variant variant : Variant.values()) {
                try (RowPool pool = new RowPool(2)) {
                    Trainer trainer = variant.trainer(args[0].equals("scalar") ? Kernels.scalar() : Kernels.best(), pool);
                    for (int i = 0; i < STEPS; i++) {
                        trainer.step();
                    }
                    System.out.println(variant + " " + trainer.parameters().fingerprint());
                }
            }
        }
    }

    private static String inAnotherMachine(String kernels, String... flags) throws IOException, InterruptedException {
        return trained(ChildJvm.run(ChildJvm.vectors(flags), Child.class, kernels));
    }

    private static String trained(String lines) {
        String output = lines.lines()
                .filter(line -> line.matches("[A-Z]+ [0-9A-F-]{9}")).reduce("", (a, b) -> a + b + "\n");
        assertEquals(Variant.values().length, output.lines().count(), output);
        return output;
    }
}
