package dev.glassbox.model;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.Sizes;
import dev.glassbox.model.Safetensors.Entry;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `model.safetensors` with the names Hugging Face gives the weights of GPT-2, to and from the one array of a model.
///
/// Every weight of the configuration must be there with its shape, and nothing else may be, except what GPT-2 files are known to carry along:
/// the prefix `transformer.`, the mask buffers `h.N.attn.bias` and `h.N.attn.masked_bias`, and a copy of a tied head.
final class WeightsFile {

    private static final String PREFIX = "transformer.";
    private static final String HEAD = "lm_head.weight";
    private static final String TOKENS = "wte.weight";
    private static final Pattern BUFFER = Pattern.compile("h\\.\\d+\\.attn\\.(masked_)?bias");
    private static final int NAMES_SHOWN = 3;

    private WeightsFile() {}

    /// Reads all weights of a model.
    static Parameters read(Path file, ModelConfig config, ModelFolder.Progress progress) throws BadFileException {
        try (Safetensors tensors = Safetensors.open(file)) {
            checkRoom(file, config, 1);
            ParameterLayout layout = config.layout();
            Map<String, Entry> entries = entries(file, tensors);
            Entry head = entries.get(HEAD);
            if (config.tied()) {
                entries.remove(HEAD);
            }
            checkNames(file, layout, entries);
            float[] values = new float[layout.size()];
            for (Parameter parameter : layout.parameters()) {
                progress.at((double) parameter.offset() / layout.size());
                tensors.read(entries.get(parameter.name()), values, parameter.offset());
            }
            if (config.tied() && head != null) {
                checkCopy(file, tensors, head, layout.get(TOKENS), values);
            }
            return new Parameters(layout, values);
        }
    }

    /// Refuses a model whose weights do not fit into the memory Java may use, before any is taken.
    ///
    /// @param arrays how many numbers are kept for each weight
    static void checkRoom(Path file, ModelConfig config, int arrays) throws BadFileException {
        long need = Float.BYTES * config.parameterCount() * arrays;
        long room = Runtime.getRuntime().maxMemory();
        if (config.parameterCount() > Integer.MAX_VALUE - 64 || need > room / 10 * 9) {
            throw new BadFileException(file, "has " + config.parameterCount() + " parameters, which need " + Sizes.text(need) + "; the limit is the "
                    + Sizes.text(room) + " Java may use", "set JAVA_OPTS=-Xmx to more than that or use a smaller model");
        }
    }

    /// All tensors by their name without prefix, buffers left out.
    private static Map<String, Entry> entries(Path file, Safetensors tensors) throws BadFileException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Entry entry : tensors.entries()) {
            String name = entry.name().startsWith(PREFIX) ? entry.name().substring(PREFIX.length()) : entry.name();
            if (!BUFFER.matcher(name).matches() && entries.put(name, entry) != null) {
                throw new BadFileException(file, "holds '" + name + "' twice, with and without the prefix '" + PREFIX + "'", "write it once");
            }
        }
        return entries;
    }

    static void checkNames(Path file, ParameterLayout layout, Map<String, Entry> entries) throws BadFileException {
        List<String> missing = layout.parameters().stream().map(Parameter::name).filter(name -> !entries.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new BadFileException(file, "lacks " + some(missing), "look whether config.json belongs to it");
        }
        List<String> unknown = entries.keySet().stream().filter(name -> layout.find(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new BadFileException(file, "holds " + some(unknown) + ", which the model in config.json does not have",
                    "look whether config.json belongs to it");
        }
        for (Parameter parameter : layout.parameters()) {
            Entry entry = entries.get(parameter.name());
            List<Long> wanted = Arrays.stream(parameter.shape().dims()).mapToObj(Long::valueOf).toList();
            if (!entry.shape().equals(wanted)) {
                throw new BadFileException(file, "holds '" + parameter.name() + "' with shape " + shown(entry.shape()) + ", config.json asks for " + wanted,
                        "correct config.json or the file");
            }
            if (!entry.type().readable()) {
                throw new BadFileException(file, "holds '" + parameter.name() + "' as " + entry.type(), "convert it to F32, F16 or BF16");
            }
        }
    }

    private static void checkCopy(Path file, Safetensors tensors, Entry head, Parameter tokens, float[] values) throws BadFileException {
        float[] copy = new float[tokens.size()];
        if (head.size() == copy.length) {
            tensors.read(head, copy, 0);
        }
        if (head.size() != copy.length || !Arrays.equals(copy, 0, copy.length, values, tokens.offset(), tokens.end())) {
            throw new BadFileException(file, "holds a " + HEAD + " that differs from " + TOKENS + ", but config.json ties them",
                    "set tie_word_embeddings to false in config.json");
        }
    }

    private static String shown(List<Long> shape) {
        return shape.size() <= 8 ? shape.toString() : "of " + shape.size() + " dimensions";
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.stream().limit(NAMES_SHOWN).map(name -> "'" + (name.length() > 60 ? name.substring(0, 60) + "…" : name) + "'").toList());
        return names.size() <= NAMES_SHOWN ? first : first + " and " + (names.size() - NAMES_SHOWN) + " more tensors";
    }
}
