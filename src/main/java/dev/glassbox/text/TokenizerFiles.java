package dev.glassbox.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.FolderSave;
import dev.glassbox.file.StrictJson;
import dev.glassbox.text.BpeTokenizer.Merge;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The tokenizer files of a model folder: `vocab.json` and `merges.txt` in GPT-2's format, `vocab.json` alone for
/// characters, and `tokenizer_config.json` that says which. Without the last one the files are GPT-2's.
public final class TokenizerFiles {
    public static final String VOCAB = "vocab.json";
    public static final String MERGES = "merges.txt";
    public static final String CONFIG = "tokenizer_config.json";
    /// Of the tokenizers library; read where the two files above are missing, never written.
    public static final String JSON = "tokenizer.json";

    /// The names, for a [FolderSave].
    public static final Map<String, FileKind> KINDS = Map.of(VOCAB, FileKind.JSON, MERGES, FileKind.TEXT, CONFIG, FileKind.JSON);

    private TokenizerFiles() {}

    /// Reads the tokenizer of a folder.
    ///
    /// @throws BadFileException when a needed file is missing or damaged
    public static Tokenizer read(Path folder) throws BadFileException {
        return read(folder, new FolderSave(folder, KINDS));
    }

    /// The same for a folder that holds more than a tokenizer.
    public static Tokenizer read(Path folder, FolderSave files) throws BadFileException {
        if (onlyJson(folder, files)) {
            return TokenizerJson.read(folder.resolve(JSON));
        }
        Path vocab = files.path(VOCAB).orElse(folder.resolve(VOCAB));
        Optional<Path> config = files.path(CONFIG);
        JsonNode settings = config.isPresent() ? StrictJson.read(config.get(), 1 << 20) : new ObjectMapper().createObjectNode();
        String type = setting(config, settings, "tokenizer_type", "bpe");
        return switch (type) {
            case "char" -> new VocabJson(vocab).characters();
            case "bpe" -> {
                Split split = split(config, setting(config, settings, "split", "gpt2"));
                yield new MergesTxt(files.path(MERGES).orElse(folder.resolve(MERGES)), new VocabJson(vocab)).tokenizer(split);
            }
            default -> throw new BadFileException(config.orElseThrow(), "has tokenizer_type \"" + type + "\"", "use \"char\" or \"bpe\"");
        };
    }

    /// Whether a folder has a tokenizer at all.
    public static boolean any(Path folder, FolderSave files) throws BadFileException {
        return files.path(VOCAB).isPresent() || files.path(MERGES).isPresent() || onlyJson(folder, files);
    }

    /// Whether the one file of the tokenizers library stands for the two of GPT-2.
    private static boolean onlyJson(Path folder, FolderSave files) throws BadFileException {
        return files.path(VOCAB).isEmpty() && files.path(MERGES).isEmpty() && Files.isRegularFile(folder.resolve(JSON));
    }

    /// What the files of a tokenizer hold, by name, for a [FolderSave].
    ///
    /// @throws IllegalArgumentException for a published tokenizer, whose merges are not known
    public static Map<String, AtomicFile.Content> content(Tokenizer tokenizer) {
        Map<String, AtomicFile.Content> files = new LinkedHashMap<>();
        files.put(VOCAB, out -> writeVocabulary(tokenizer, out));
        switch (tokenizer) {
            case CharTokenizer _ -> files.put(CONFIG, text("{\"tokenizer_type\":\"char\"}\n"));
            case BpeTokenizer bpe -> {
                files.put(MERGES, text(merges(bpe)));
                files.put(CONFIG, text("{\"tokenizer_type\":\"bpe\",\"split\":\"" + bpe.split().key() + "\"}\n"));
            }
            case PretrainedTokenizer published -> throw new IllegalArgumentException(
                    "the merges of " + published.kind() + " are not known; only learned tokenizers can be written");
            case WidenedTokenizer widened -> {
                return content(widened.inner());
            }
            case NumberTokenizer _ -> {
                return Map.of();
            }
        }
        return files;
    }

    /// Writes the files of a tokenizer; other files of the folder stay.
    public static void save(Path folder, Tokenizer tokenizer) throws BadFileException {
        new FolderSave(folder, KINDS).save(content(tokenizer));
    }

    private static void writeVocabulary(Tokenizer tokenizer, OutputStream out) throws IOException {
        ByteAlphabet alphabet = new ByteAlphabet();
        Vocabulary vocabulary = tokenizer.vocabulary();
        JsonGenerator json = new ObjectMapper().getFactory().createGenerator(out);
        json.writeStartObject();
        for (int id = 0; id < vocabulary.size(); id++) {
            boolean asText = tokenizer instanceof CharTokenizer || vocabulary.special(id);
            json.writeNumberField(asText ? vocabulary.text(id) : alphabet.write(vocabulary.bytes(id)), id);
        }
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }

    private static String merges(BpeTokenizer bpe) {
        ByteAlphabet alphabet = new ByteAlphabet();
        StringBuilder lines = new StringBuilder("#version: 0.2\n");
        for (Merge merge : bpe.merges()) {
            lines.append(alphabet.write(bpe.vocabulary().bytes(merge.left()))).append(' ')
                    .append(alphabet.write(bpe.vocabulary().bytes(merge.right()))).append('\n');
        }
        return lines.toString();
    }

    private static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String setting(Optional<Path> config, JsonNode settings, String key, String usual) throws BadFileException {
        if (!settings.isObject()) {
            throw new BadFileException(config.orElseThrow(), "is not a JSON object", "use {\"tokenizer_type\":\"char\"} or \"bpe\"");
        }
        JsonNode value = settings.get(key);
        if (value == null || value.isNull()) {
            return usual;
        }
        if (!value.isTextual()) {
            throw new BadFileException(config.orElseThrow(), "has a \"" + key + "\" that is not a text", "write it in quotes");
        }
        return value.textValue();
    }

    private static Split split(Optional<Path> config, String key) throws BadFileException {
        try {
            return Split.of(key);
        } catch (IllegalArgumentException unknown) {
            throw new BadFileException(config.orElseThrow(), "has split \"" + key + "\"", "use \"gpt2\" or \"none\"", unknown);
        }
    }
}
