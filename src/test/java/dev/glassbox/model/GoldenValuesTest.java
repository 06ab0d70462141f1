package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Forward and backward against numbers of an independent implementation in float64, for every variant.
class GoldenValuesTest {

    static List<String> cases() {
        return Golden.modelCases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsHaveTheSameNamesOrderAndFingerprint(String name) {
        Golden golden = Golden.read(name);
        Transformer model = new Transformer(golden.config());
        assertEquals(golden.json().get("weights").propertyStream().map(entry -> entry.getKey()).toList(),
                model.layout().parameters().stream().map(Parameter::name).toList());
        assertEquals(golden.json().get("parameters").asLong(), golden.config().parameterCount());
        assertEquals(golden.json().get("fingerprint").asText(), golden.parameters(model).fingerprint());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void activationsAreThoseOfTheReference(String name) {
        Golden golden = Golden.read(name);
        Transformer model = new Transformer(golden.config());
        Parameters weights = new Parameters(model.layout(), golden.parameters(model).values());
        Recorder seen = new Recorder();
        try (RowPool pool = new RowPool(1)) {
            Workspace work = model.workspace(golden.batch(), golden.time(), false);
            Pass pass = new Pass(weights, work, Kernels.best(), pool, seen);
            model.forward(pass, golden.ints("ids"), golden.batch(), golden.time());
            assertClose("loss", golden.floats("loss"), new float[] {(float) model.loss(pass, golden.ints("targets"))});
        }
        assertClose("logits", golden.floats("logits"), seen.get(ProbePoint.LOGITS, -1));
        assertClose("final", golden.floats("final"), seen.get(ProbePoint.FINAL_NORM, -1));
        assertClose("hidden.0", golden.floats("hidden.0"), seen.get(ProbePoint.EMBED, -1));
        for (int layer = 0; layer < golden.config().nLayer(); layer++) {
            assertClose("hidden", golden.floats("hidden." + layer), seen.get(ProbePoint.RESID_PRE, layer));
            assertClose("hidden", golden.floats("hidden." + (layer + 1)), seen.get(ProbePoint.RESID_POST, layer));
            assertClose("attn", golden.floats("attn." + layer), seen.get(ProbePoint.PATTERN, layer));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfTheReference(String name) {
        Golden golden = Golden.read(name);
        Transformer model = new Transformer(golden.config());
        Parameters params = golden.parameters(model);
        try (RowPool pool = new RowPool(2)) {
            // Larger than needed, so that sizes and strides differ.
            Workspace work = model.workspace(golden.batch() + 1, golden.config().contextLength(), true);
            Pass pass = new Pass(params, work, Kernels.best(), pool, Probe.NONE);
            model.forward(pass, golden.ints("ids"), golden.batch(), golden.time());
            double loss = model.loss(pass, golden.ints("targets"));
            assertClose("loss", golden.floats("loss"), new float[] {(float) loss});
            model.backward(pass);
        }
        for (Parameter parameter : model.layout().parameters()) {
            assertClose(parameter.name(), Golden.floats(golden.json().get("grad").get(parameter.name())), params.gradient(parameter).copy());
        }
    }

    /// At most 1e-5 + 1e-4 of the entry, and less where a whole tensor is small: such gradients would otherwise pass as zeros.
    private static void assertClose(String what, float[] want, float[] got) {
        assertEquals(want.length, got.length, what);
        float largest = 0;
        for (float value : want) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < want.length; i++) {
            double limit = Math.min(1e-5, 2e-5 * Math.max(largest, 1e-3)) + 1e-4 * Math.abs(want[i]);
            int at = i;
            assertTrue(Math.abs(got[i] - want[i]) <= limit, () -> what + "[" + at + "] is " + got[at] + ", should be " + want[at]);
        }
    }
}
