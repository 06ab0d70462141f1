package dev.glassbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Keyed;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.RotaryPositions;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// One file of reference numbers, see `golden/README.md`.
public record Golden(JsonNode json) {

    public static Golden read(String name) {
        try (InputStream in = open(name + ".json")) {
            return new Golden(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> modelCases() {
        try (InputStream in = open("model-cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), () -> "golden/" + file + " is missing");
    }

    public ModelConfig config() {
        JsonNode c = json.get("config");
        int nHead = c.get("n_head").asInt();
        int dModel = c.get("n_embd").asInt();
        return new ModelConfig(c.get("vocab_size").asInt(), c.get("n_positions").asInt(), c.get("n_layer").asInt(), nHead,
                c.path("n_kv_head").asInt(nHead), dModel, c.path("n_inner").asInt(4 * dModel),
                key(PositionScheme.Kind.class, c, "positions", "learned"), key(RotaryPositions.Pairs.class, c, "rope_pairs", "half"),
                c.path("rope_theta").asDouble(10000), key(Norm.Kind.class, c, "norm", "layernorm"), key(Norm.Place.class, c, "norm_place", "pre"),
                c.path("layer_norm_epsilon").asDouble(1e-5), c.path("norm_gain").asBoolean(true), c.path("embedding_norm").asBoolean(false),
                key(Activation.class, c, "activation_function", "gelu_new"), c.path("causal").asBoolean(true),
                c.path("scale_attn_weights").asBoolean(true), c.path("attn_output_projection").asBoolean(true),
                c.path("residual").asBoolean(true), c.path("ffn").asBoolean(true), c.path("bias").asBoolean(true),
                c.path("tie_word_embeddings").asBoolean(true), 0.02);
    }

    private static <E extends Enum<E> & Keyed> E key(Class<E> type, JsonNode config, String name, String absent) {
        return Keyed.parse(type, name, config.path(name).asText(absent));
    }

    public Parameters parameters(Transformer model) {
        Parameters params = new Parameters(model.layout());
        JsonNode weights = json.get("weights");
        if (weights.size() != model.layout().parameters().size()) {
            throw new AssertionError("The file has " + weights.propertyStream().map(e -> e.getKey()).toList() + ", the model " + model.layout().parameters());
        }
        for (Parameter parameter : model.layout().parameters()) {
            float[] data = floats(weights.get(parameter.name()).get("data"));
            System.arraycopy(data, 0, params.values(), parameter.offset(), parameter.size());
        }
        return params;
    }

    public int batch() {
        return json.get("ids").size();
    }

    public int time() {
        return json.get("ids").get(0).size();
    }

    /// `[batch][time]` of ids or targets, flat.
    public int[] ints(String name) {
        int[] flat = new int[batch() * time()];
        int n = 0;
        for (JsonNode row : json.get(name)) {
            for (JsonNode id : row) {
                flat[n++] = id.asInt();
            }
        }
        return flat;
    }

    /// A flat list, or a single number.
    public float[] floats(String name) {
        JsonNode node = json.get(name);
        return node.isNumber() ? new float[] {(float) node.asDouble()} : floats(node);
    }

    public static float[] floats(JsonNode array) {
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(array.get(i).asText());
        }
        return numbers;
    }
}
