package dev.glassbox.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.StrictJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A `tokenizer.json` of the tokenizers library, if it is a byte-level BPE as GPT-2 has it: vocabulary and merges in one file.
///
/// What would make other tokens of a text than ours is refused, by name: a normalizer, a space put in front, a rule of its own for cutting.
public final class TokenizerJson {
    private static final int BYTES = 64 << 20;

    private final Path file;
    private final JsonNode json;

    private TokenizerJson(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /// @throws BadFileException for another kind of tokenizer, and for a damaged file
    public static BpeTokenizer read(Path file) throws BadFileException {
        return new TokenizerJson(file, StrictJson.read(file, BYTES)).tokenizer();
    }

    private BpeTokenizer tokenizer() throws BadFileException {
        JsonNode model = json.path("model");
        if (!model.path("vocab").isObject() || !model.path("merges").isArray() || !model.path("type").asText("BPE").equals("BPE")
                || model.path("byte_fallback").asBoolean(false)) {
            throw refused("holds no byte-level BPE");
        }
        Split split = split();
        VocabJson vocab = new VocabJson(file, tokens(model.path("vocab")));
        return new MergesTxt(file, vocab, merges(model.path("merges"))).tokenizer(split);
    }

    private Split split() throws BadFileException {
        if (!json.path("normalizer").isNull() && !json.path("normalizer").isMissingNode()) {
            throw refused("changes the text before it is cut (normalizer)");
        }
        JsonNode first = json.path("pre_tokenizer");
        List<JsonNode> steps = new ArrayList<>();
        (first.path("type").asText().equals("Sequence") ? first.path("pretokenizers") : List.of(first)).forEach(steps::add);
        JsonNode bytes = null;
        for (JsonNode step : steps) {
            if (step.path("type").asText().equals("ByteLevel")) {
                bytes = step;
            } else {
                throw refused("cuts texts by a rule of its own (" + VocabJson.quoted(step.path("type").asText("none")) + ")");
            }
        }
        if (bytes == null) {
            throw refused("holds no byte-level BPE");
        }
        if (bytes.path("add_prefix_space").asBoolean(true)) {
            throw refused("puts a space in front of every text (add_prefix_space)");
        }
        return bytes.path("use_regex").asBoolean(true) ? Split.GPT2 : Split.NONE;
    }

    private Map<String, Integer> tokens(JsonNode vocab) throws BadFileException {
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
            ids.put(entry.getKey(), id(entry.getKey(), entry.getValue()));
        }
        for (JsonNode added : json.path("added_tokens")) {
            String name = added.path("content").asText("");
            ids.putIfAbsent(name, id(name, added.path("id")));
        }
        return ids;
    }

    private int id(String token, JsonNode value) throws BadFileException {
        if (!value.isInt() || value.intValue() < 0) {
            throw refused("has no id (a whole number, 0 or more) for token " + VocabJson.quoted(token));
        }
        return value.intValue();
    }

    /// Older files write `"a b"`, newer ones `["a", "b"]`.
    private static List<String> merges(JsonNode merges) {
        List<String> lines = new ArrayList<>(merges.size());
        for (JsonNode merge : merges) {
            lines.add(merge.isArray() && merge.size() == 2 ? merge.get(0).asText() + " " + merge.get(1).asText() : merge.asText());
        }
        return lines;
    }

    private BadFileException refused(String problem) {
        return new BadFileException(file, problem, "open a byte-level BPE such as GPT-2's, or vocab.json and merges.txt");
    }
}
