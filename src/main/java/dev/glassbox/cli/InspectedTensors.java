package dev.glassbox.cli;

import dev.glassbox.cli.InspectCommand.What;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.model.SafetensorsWriter;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The numbers behind the pictures for one text, by name: `logits [T,V]`, `loss []`, `hidden.0` … `hidden.L` and `final` `[T,C]`,
/// `attn.N [H,T,T]`, `grad.NAME`.
final class InspectedTensors {

    private record Named(int[] shape, float[] data) {}

    private final int[] ids;
    private final String fingerprint;
    private final Map<String, Named> tensors = new LinkedHashMap<>();

    private InspectedTensors(int[] ids, String fingerprint) {
        this.ids = ids;
        this.fingerprint = fingerprint;
    }

    static InspectedTensors compute(LoadedModel model, int[] ids, Set<What> wanted) {
        InspectedTensors result = new InspectedTensors(ids, model.parameters().fingerprint());
        Workspace work = model.model().workspace(1, ids.length, false);
        Pass pass = model.pass(work, result.recorder(model.config().nLayer(), wanted));
        model.model().forward(pass, ids, 1, ids.length);
        if (ids.length > 1 && wanted.contains(What.LOSS)) {
            result.tensors.put("loss", new Named(new int[0], new float[] {(float) model.model().loss(pass, targets(ids))}));
        }
        if (ids.length > 1 && wanted.contains(What.GRADIENTS)) {
            result.gradients(model);
        }
        return result;
    }

    /// Each token's target is the next one; the last has none.
    private static int[] targets(int... ids) {
        int[] targets = Arrays.copyOfRange(ids, 1, ids.length + 1);
        targets[ids.length - 1] = -1;
        return targets;
    }

    private void gradients(LoadedModel model) {
        Parameters trainable = Parameters.trainable(model.model().layout(), model.parameters().values());
        Workspace work = model.model().workspace(1, ids.length, true);
        Pass pass = new Pass(trainable, work, model.kernels(), model.pool(), Probe.NONE);
        model.model().forward(pass, ids, 1, ids.length);
        model.model().loss(pass, targets(ids));
        model.model().backward(pass);
        for (Parameter parameter : model.model().layout().parameters()) {
            put("grad." + parameter.name(), trainable.gradient(parameter));
        }
    }

    private Probe recorder(int layers, Set<What> wanted) {
        return new Probe() {
            @Override
            public boolean wants(ProbePoint point, int layer) {
                return switch (point) {
                    case LOGITS -> wanted.contains(What.LOGITS);
                    case PATTERN -> wanted.contains(What.ATTENTION);
                    case RESID_PRE -> layer == 0 && wanted.contains(What.HIDDEN);
                    case RESID_POST, FINAL_NORM -> wanted.contains(What.HIDDEN);
                    default -> false;
                };
            }

            @Override
            public void record(ProbePoint point, int layer, Tensor values) {
                put(switch (point) {
                    case LOGITS -> "logits";
                    case PATTERN -> "attn." + layer;
                    case RESID_PRE -> "hidden.0";
                    case RESID_POST -> "hidden." + (layer + 1);
                    default -> "final";
                }, values);
            }
        };
    }

    private void put(String name, Tensor values) {
        tensors.put(name, new Named(values.shape().dims(), values.copy()));
    }

    AtomicFile.Content safetensors() {
        SafetensorsWriter writer = new SafetensorsWriter().remark("fingerprint", fingerprint).remark("ids", TokenIds.text(ids));
        tensors.forEach((name, tensor) -> writer.add(name, tensor.data(), 0, tensor.shape()));
        return writer;
    }

    /// `{"fingerprint":..,"ids":[..],"tensors":{NAME:{"shape":[..],"data":[..]}}}`, data flat and row-major.
    AtomicFile.Content json() {
        Map<String, Object> all = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("shape", tensor.shape());
            one.put("data", tensor.data());
            all.put(name, one);
        });
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("fingerprint", fingerprint);
        content.put("ids", ids);
        content.put("tensors", all);
        return out -> Json.write(out, content);
    }
}
