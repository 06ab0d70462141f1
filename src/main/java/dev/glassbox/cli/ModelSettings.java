package dev.glassbox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glassbox.model.ConfigJson;
import dev.glassbox.model.ModelConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The keys of `config.json` on the command line: `--set n_layer=2 --set norm=rmsnorm`.
final class ModelSettings {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--set", arity = "1..*", paramLabel = "KEY=VALUE",
            description = "Keys of config.json, for example n_layer=2 n_head=2 n_embd=32 positions=rope; may be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    boolean given() {
        return !values.isEmpty();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// A new model: small defaults, changed by `--set`.
    ModelConfig create(int vocabSize, int contextLength) {
        ObjectNode json = node(ModelConfig.gpt2Style(vocabSize, contextLength, 4, 4, 64));
        if (!has("n_inner")) {
            json.remove("n_inner");
        }
        if (!has("n_kv_head")) {
            json.remove("n_kv_head");
        }
        return changed(json);
    }

    /// A given model with what `--set` says.
    ModelConfig applyTo(ModelConfig config) {
        return given() ? changed(node(config)) : config;
    }

    private static ObjectNode node(ModelConfig config) {
        return new JsonMapper().valueToTree(ConfigJson.values(config));
    }

    private ModelConfig changed(ObjectNode json) {
        values.forEach((key, value) -> {
            if (!ConfigJson.keys().contains(key)) {
                throw Usage.wrong(spec, "--set", "there is no key '" + key + "'; known are " + String.join(" ", ConfigJson.keys()));
            }
            json.set(key, parsed(value));
        });
        try {
            return ConfigJson.parse(json);
        } catch (IllegalArgumentException wrong) {
            throw Usage.wrong(spec, "--set", wrong.getMessage());
        }
    }

    /// A number or switch as such, everything else as text.
    private static JsonNode parsed(String value) {
        JsonMapper mapper = new JsonMapper();
        try {
            JsonNode node = mapper.readTree(value);
            if (node != null && (node.isNumber() || node.isBoolean() || node.isNull())) {
                return node;
            }
        } catch (JsonProcessingException text) {
            return mapper.getNodeFactory().textNode(value);
        }
        return mapper.getNodeFactory().textNode(value);
    }
}
