package dev.glassbox.session;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// `corpus.json` of a model folder: which text the model learned from. A text of the person's own travels with the model unless it is long;
/// then, and for the texts of this program, there is a name and the SHA-256 that the text must have.
final class CorpusNote {

    /// Characters up to which a text is copied into the folder.
    private static final int COPIED = 4_000_000;

    private CorpusNote() {}

    static AtomicFile.Content content(CorpusSource source, Corpus corpus) {
        return out -> out.write(json(source, corpus).getBytes(StandardCharsets.UTF_8));
    }

    private static String json(CorpusSource source, Corpus corpus) throws java.io.IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", corpus.title());
        switch (source) {
            case CorpusSource.Bundled(String key) -> json.put("bundled", key).put("sha256", digest(corpus.text()));
            case CorpusSource.File(Path path) when corpus.text().length() > COPIED ->
                    json.put("file", path.toAbsolutePath().toString()).put("sha256", digest(corpus.text()));
            default -> json.put("text", corpus.text());
        }
        // Escapes keep what a pasted text may hold and UTF-8 cannot: halves of surrogate pairs.
        return JsonMapper.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, true).build().writeValueAsString(json) + "\n";
    }

    /// Finds the text again.
    ///
    /// @throws CorpusException in one sentence when it is not there any more or is another one now
    static CorpusSource find(JsonNode json) throws CorpusException {
        String title = json.path("title").asText("the text");
        if (json.path("text").isTextual()) {
            return new CorpusSource.Text(Corpus.of(title, json.path("text").textValue()));
        }
        CorpusSource source = source(json, title);
        Corpus corpus = source.load();
        if (!digest(corpus.text()).equals(json.path("sha256").asText())) {
            throw new CorpusException(title, "it is not the text this model learned from any more", "open the old text to train on with it");
        }
        return source;
    }

    private static CorpusSource source(JsonNode json, String title) throws CorpusException {
        if (json.path("bundled").isTextual()) {
            String key = json.path("bundled").textValue();
            if (Corpus.bundled().stream().anyMatch(known -> known.key().equals(key))) {
                return new CorpusSource.Bundled(key);
            }
        } else if (json.path("file").isTextual()) {
            try {
                return new CorpusSource.File(Path.of(json.path("file").textValue()));
            } catch (InvalidPathException elsewhere) {
                throw new CorpusException(title, "its place has no meaning on this computer", "open the text to train on with it");
            }
        }
        throw new CorpusException(title, "this program does not know it", "open the text to train on with it");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}
