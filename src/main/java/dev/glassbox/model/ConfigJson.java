package dev.glassbox.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.StrictJson;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Keyed;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.RotaryPositions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// `config.json`: the keys of Hugging Face's GPT-2 and those of our own switches, to and from a [ModelConfig].
///
/// Unknown keys are ignored, absent ones have GPT-2's value.
public final class ConfigJson {

    /// The largest file that is read, in bytes.
    public static final int LIMIT = 1 << 20;

    /// The most tokens a vocabulary may have.
    public static final int VOCABULARY = 200_000;

    private static final Map<String, Integer> SIZES = sizes();

    private ConfigJson() {}

    /// Largest value of every size: far beyond what trains on one machine, small enough that no product overflows.
    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("vocab_size", VOCABULARY);
        sizes.put("n_positions", 1 << 20);
        sizes.put("n_embd", 1 << 16);
        sizes.put("n_layer", 1 << 10);
        sizes.put("n_head", 1 << 12);
        sizes.put("n_kv_head", 1 << 12);
        sizes.put("n_inner", 1 << 20);
        return sizes;
    }

    /// All keys that mean something, sizes first.
    public static Set<String> keys() {
        return values(ModelConfig.gpt2()).keySet();
    }

    /// Reads a file.
    public static ModelConfig read(Path file) throws BadFileException {
        JsonNode json = StrictJson.read(file, LIMIT);
        if (!json.isObject()) {
            throw new BadFileException(file, "is not a JSON object", "use the config.json of a GPT-2 model");
        }
        try {
            return parse(json);
        } catch (IllegalArgumentException wrong) {
            String message = wrong.getMessage();
            int cut = message.lastIndexOf("; ");
            throw cut < 0 ? new BadFileException(file, message, "correct that key", wrong)
                    : new BadFileException(file, message.substring(0, cut), message.substring(cut + 2), wrong);
        }
    }

    /// The configuration in a JSON object.
    ///
    /// @throws IllegalArgumentException with one sentence `KEY: what is wrong; what to do`
    public static ModelConfig parse(JsonNode json) {
        ModelConfig gpt2 = ModelConfig.gpt2();
        int dModel = size(json, "n_embd", gpt2.dModel());
        int nHead = size(json, "n_head", gpt2.nHead());
        return new ModelConfig(size(json, "vocab_size", gpt2.vocabSize()), size(json, "n_positions", gpt2.contextLength()),
                size(json, "n_layer", gpt2.nLayer()), nHead, size(json, "n_kv_head", nHead), dModel,
                size(json, "n_inner", Math.multiplyExact(4, dModel)),
                choice(json, "positions", PositionScheme.Kind.class, gpt2.positions()),
                choice(json, "rope_pairs", RotaryPositions.Pairs.class, gpt2.ropePairs()),
                number(json, "rope_theta", gpt2.ropeTheta()),
                choice(json, "norm", Norm.Kind.class, gpt2.norm()),
                choice(json, "norm_place", Norm.Place.class, gpt2.normPlace()),
                number(json, "layer_norm_epsilon", gpt2.normEpsilon()),
                flag(json, "norm_gain", gpt2.normGain()), flag(json, "embedding_norm", gpt2.embeddingNorm()),
                choice(json, "activation_function", Activation.class, gpt2.activation()),
                flag(json, "causal", gpt2.causal()), flag(json, "scale_attn_weights", gpt2.scaleScores()),
                flag(json, "attn_output_projection", gpt2.attnOutputProjection()),
                flag(json, "residual", gpt2.residual()), flag(json, "ffn", gpt2.ffn()), flag(json, "bias", gpt2.bias()),
                flag(json, "tie_word_embeddings", gpt2.tied()), number(json, "initializer_range", gpt2.initStd()));
    }

    /// Every key with its value, in the order they are written: the inverse of [#parse].
    public static Map<String, Object> values(ModelConfig config) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("vocab_size", config.vocabSize());
        values.put("n_positions", config.contextLength());
        values.put("n_embd", config.dModel());
        values.put("n_layer", config.nLayer());
        values.put("n_head", config.nHead());
        values.put("n_kv_head", config.nKvHead());
        values.put("n_inner", config.dFf());
        values.put("activation_function", config.activation().key());
        values.put("layer_norm_epsilon", config.normEpsilon());
        values.put("tie_word_embeddings", config.tied());
        values.put("scale_attn_weights", config.scaleScores());
        values.put("initializer_range", config.initStd());
        values.put("positions", config.positions().key());
        values.put("rope_pairs", config.ropePairs().key());
        values.put("rope_theta", config.ropeTheta());
        values.put("norm", config.norm().key());
        values.put("norm_place", config.normPlace().key());
        values.put("norm_gain", config.normGain());
        values.put("embedding_norm", config.embeddingNorm());
        values.put("causal", config.causal());
        values.put("bias", config.bias());
        values.put("residual", config.residual());
        values.put("ffn", config.ffn());
        values.put("attn_output_projection", config.attnOutputProjection());
        return values;
    }

    /// The content of `config.json`.
    public static AtomicFile.Content content(ModelConfig config) {
        return out -> {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(
                        new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n")));
                json.writeStartObject();
                json.writeStringField("model_type", "gpt2");
                for (Map.Entry<String, Object> value : values(config).entrySet()) {
                    json.writeFieldName(value.getKey());
                    write(json, value.getValue());
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        };
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }

    private static JsonNode given(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private static int size(JsonNode json, String key, int absent) {
        JsonNode value = given(json, key);
        if (value == null) {
            return absent;
        }
        int limit = SIZES.get(key);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(key + ": " + shown(value) + " is not a whole number; write one from 1 to " + limit);
        }
        if (!value.canConvertToInt() || value.intValue() < 1 || value.intValue() > limit) {
            throw new IllegalArgumentException(key + ": " + shown(value) + " is outside the limits; write a number from 1 to " + limit);
        }
        return value.intValue();
    }

    private static double number(JsonNode json, String key, double absent) {
        JsonNode value = given(json, key);
        if (value == null) {
            return absent;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(key + ": " + shown(value) + " is not a number; write one such as " + absent);
        }
        return value.doubleValue();
    }

    private static boolean flag(JsonNode json, String key, boolean absent) {
        JsonNode value = given(json, key);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(key + ": " + shown(value) + " is not a switch; write true or false");
        }
        return value.booleanValue();
    }

    private static <E extends Enum<E> & Keyed> E choice(JsonNode json, String key, Class<E> type, E absent) {
        JsonNode value = given(json, key);
        if (value == null) {
            return absent;
        }
        return Keyed.parse(type, key, value.isTextual() ? value.textValue() : shown(value));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
