package dev.glassbox.nn;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Slot.Keep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every layer and every variant alone, against finite differences: the gradients of its input and of its weights.
class LayerGradientsTest {
    private static final int C = 8;
    private static final int ROWS = LayerBench.ROWS;
    private final LayerBench bench = new LayerBench();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linear(boolean bias) {
        Slot x = bench.slot("x", C);
        Slot y = bench.slot("y", 70);
        Linear linear = Linear.create(bench.plan, "linear", bias, x, y);
        bench.check(x, y, pass -> linear.forward(pass, 0, ROWS), pass -> linear.backward(pass, 0, ROWS, false));
    }

    @ParameterizedTest
    @CsvSource({"LAYERNORM,true,true", "LAYERNORM,true,false", "LAYERNORM,false,true", "LAYERNORM,false,false",
            "RMSNORM,true,true", "RMSNORM,false,false", "NONE,true,true"})
    void norm(Norm.Kind kind, boolean gain, boolean bias) {
        Slot x = bench.slot("x", C);
        Slot y = bench.slot("y", C);
        Norm norm = new Norm.Style(kind, 1e-3, gain, bias).create(bench.plan, "norm", x, y);
        bench.check(x, y, pass -> norm.forward(pass, 0, ROWS), pass -> norm.backward(pass, 0, ROWS, false));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void feedForward(Activation activation) {
        Slot x = bench.slot("x", C);
        Slot y = bench.slot("y", C);
        Mlp mlp = Mlp.create(bench.plan, 0, activation, true, 11, x, y);
        if (activation == Activation.RELU) {
            reluAlone();
            return;
        }
        bench.check(x, y, pass -> mlp.forward(pass, 0, ROWS), pass -> mlp.backward(pass, 0, ROWS, false));
    }

    /// Inside a feed-forward layer nothing keeps the inputs of ReLU away from its kink, so it stands alone.
    private void reluAlone() {
        LayerBench other = new LayerBench();
        Slot x = other.slot("x", C);
        Slot y = other.slot("y", C);
        other.check(x, y,
                pass -> Activation.RELU.forward(pass.kernels(), ROWS * C, pass.work().values(x), 0, pass.work().values(y), 0),
                pass -> Activation.RELU.backward(pass.kernels(), ROWS * C, pass.work().values(x), 0, pass.work().grads(y), 0, pass.work().grads(x), 0));
    }

    static List<Object[]> attentions() {
        List<Object[]> cases = new ArrayList<>();
        for (PositionScheme.Kind positions : PositionScheme.Kind.values()) {
            for (int kvHeads : new int[] {1, 2, 4}) {
                for (boolean causal : new boolean[] {true, false}) {
                    boolean odd = (positions.ordinal() + kvHeads / 2 + (causal ? 1 : 0)) % 2 == 1;
                    cases.add(new Object[] {positions, kvHeads, causal, odd, !odd, odd});
                    cases.add(new Object[] {positions, kvHeads, causal, !odd, odd, odd});
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void attention(PositionScheme.Kind kind, int kvHeads, boolean causal, boolean scaled, boolean projected, boolean adjacent) {
        Slot x = bench.slot("x", C);
        PositionScheme positions = PositionScheme.create(bench.plan, kind == PositionScheme.Kind.LEARNED ? PositionScheme.Kind.NONE : kind, x,
                LayerBench.TIME, 4, 2, adjacent ? RotaryPositions.Pairs.ADJACENT : RotaryPositions.Pairs.HALF, 10);
        Attention attention = new Attention(bench.plan, 0, new Heads(4, kvHeads, 2, causal, scaled), positions, true, projected, x);
        bench.check(x, attention.y(), pass -> {
            attention.project(pass, 0, ROWS);
            for (int pair = 0; pair < attention.pairs(pass.work()); pair++) {
                attention.mix(pass, pair);
            }
            attention.output(pass, 0, ROWS);
        }, pass -> {
            attention.outputBackward(pass, 0, ROWS);
            for (int pair = 0; pair < attention.backwardPairs(pass.work()); pair++) {
                attention.mixBackward(pass, pair);
            }
            attention.projectBackward(pass, 0, ROWS, false);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,0", "false,0", "true,0.3", "false,0.3"})
    void residualConnectionWithAndWithoutDropout(boolean on, double dropout) {
        Slot x = bench.slot("x", C);
        Slot branch = bench.slot("branch", C);
        Slot y = bench.slot("y", C);
        Residual residual = new Residual(x, branch, y, on, 1);
        // The branch is a copy of x, so that dx is the sum of both ways.
        bench.with(dropout == 0 ? Dropout.NONE : new Dropout(dropout, 3, 5)).check(x, y, pass -> {
            System.arraycopy(pass.work().values(x), 0, pass.work().values(branch), 0, ROWS * C);
            residual.forward(pass, 0, ROWS);
        }, pass -> {
            Arrays.fill(pass.work().grads(x), 0);
            residual.backward(pass, 0, ROWS);
            Rows.add(pass.kernels(), pass.work().grads(branch), branch, pass.work().grads(x), x, 0, ROWS);
        });
    }

    static List<Object[]> blocks() {
        List<Object[]> cases = new ArrayList<>();
        for (Norm.Place place : Norm.Place.values()) {
            for (Norm.Kind kind : Norm.Kind.values()) {
                for (int switches = 0; switches < 4; switches++) {
                    cases.add(new Object[] {place, kind, (switches & 1) != 0, (switches & 2) != 0});
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void block(Norm.Place place, Norm.Kind kind, boolean residual, boolean ffn) {
        Slot x = bench.plan.slots().rows("embed", -1, C, Keep.STEP, place == Norm.Place.PRE ? Keep.SHARED : Keep.STEP, "resid");
        Block.Style style = new Block.Style(new Norm.Style(kind, 1e-2, true, true), place, new Heads(2, 1, 4, true, true),
                new NoPositions(), true, residual, ffn, true, Activation.GELU_NEW, 12);
        Block block = new Block(bench.plan, 0, style, x);
        bench.check(x, block.y(), pass -> {
            block.before(pass, 0, ROWS);
            for (int pair = 0; pair < block.attention().pairs(pass.work()); pair++) {
                block.attention().mix(pass, pair);
            }
            block.after(pass, 0, ROWS);
        }, pass -> {
            block.afterBackward(pass, 0, ROWS);
            for (int pair = 0; pair < block.attention().backwardPairs(pass.work()); pair++) {
                block.attention().mixBackward(pass, pair);
            }
            block.beforeBackward(pass, 0, ROWS);
        });
    }

    @ParameterizedTest
    @EnumSource(PositionScheme.Kind.class)
    void embeddings(PositionScheme.Kind positions) {
        for (boolean normed : new boolean[] {false, true}) {
            LayerBench own = new LayerBench();
            Norm.Style norm = new Norm.Style(Norm.Kind.LAYERNORM, 1e-2, true, true);
            Embeddings embeddings = new Embeddings(own.plan, new Embeddings.Style(7, LayerBench.TIME + 1, C, false, positions,
                    RotaryPositions.Pairs.HALF, 100, normed ? Optional.of(norm) : Optional.empty(), Norm.Place.PRE), 2);
            own.check(embeddings.y(), embeddings.y(), pass -> embeddings.forward(pass, 0, ROWS), pass -> embeddings.backward(pass, 0, ROWS));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void head(boolean tied) {
        Slot x = bench.slot("x", C);
        Slot logits = bench.slot("logits", 7);
        Slot embedded = bench.slot("embedded", C);
        TokenEmbedding embedding = TokenEmbedding.create(bench.plan, 7, tied, embedded);
        Unembedding head = tied ? Unembedding.tied(bench.plan, embedding, x, logits) : Unembedding.free(bench.plan, x, logits);
        bench.check(x, logits, pass -> {
            head.forward(pass, 0, ROWS, 0, 3);
            head.forward(pass, 0, ROWS, 3, 7);
        }, pass -> head.backward(pass, 0, ROWS));
    }

    @Test
    void lossOfTheTargetsThatCount() {
        Slot logits = bench.slot("logits", 7);
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(logits);
        int[] targets = {0, 6, -1, 3, 2, 2, -1, 5, 1, 4};
        Slot sum = bench.slot("sum", 1);
        bench.check(logits, sum, pass -> {
            System.arraycopy(targets, 0, pass.work().targets(), 0, ROWS);
            loss.forward(pass, 0, ROWS);
            Arrays.fill(pass.work().values(sum), 0);
            for (int row = 0; row < ROWS; row++) {
                pass.work().values(sum)[row] = pass.work().tokenLosses()[row];
            }
        }, pass -> {
            loss.backward(pass, 0, ROWS, 1);
            for (int row = 0; row < ROWS; row++) {
                pass.kernels().scale(7, pass.work().grads(sum)[row], pass.work().grads(logits), row * logits.stride());
            }
        });
    }

    @Test
    void aWrongGradientIsFound() {
        Slot x = bench.slot("x", C);
        Slot y = bench.slot("y", C);
        Linear linear = Linear.create(bench.plan, "linear", true, x, y);
        assertThrows(AssertionError.class, () -> bench.check(x, y, pass -> linear.forward(pass, 0, ROWS), pass -> {
            linear.backward(pass, 0, ROWS, false);
            pass.work().grads(x)[3] *= 1.05f;
        }));
    }
}
