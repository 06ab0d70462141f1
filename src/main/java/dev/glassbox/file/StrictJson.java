package dev.glassbox.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/// JSON from files we did not write: UTF-8 only, no key twice, nothing after the value, at most 64 levels deep.
public final class StrictJson {

    /// The deepest nesting of arrays and objects that is read.
    public static final int NESTING = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // names of a hostile file must not fill a shared table
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /// A streaming parser with the same rules, for input too large for a tree. Reading to the end of input is up to the caller.
    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /// The tree of a whole file.
    public static JsonNode read(Path file, int limit) throws BadFileException {
        return parse(file, InputFile.text(file, limit));
    }

    /// The tree of a text; errors name `file`.
    public static JsonNode parse(Path file, String text) throws BadFileException {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw new BadFileException(file, "is empty where JSON is expected", "use a complete file");
            }
            return tree;
        } catch (JsonProcessingException wrong) {
            throw malformed(file, wrong);
        }
    }

    /// The one sentence for text that is not the JSON we accept.
    public static BadFileException malformed(Path file, JsonProcessingException wrong) {
        if (wrong instanceof StreamConstraintsException && wrong.getOriginalMessage().contains("depth")) {
            return new BadFileException(file, "is JSON nested deeper than the limit of " + NESTING + " levels", "use a flatter file", wrong);
        }
        String reason = wrong.getOriginalMessage();
        String where = wrong.getLocation() == null ? ""
                : " in line " + wrong.getLocation().getLineNr() + ", column " + wrong.getLocation().getColumnNr();
        return new BadFileException(file, "is not valid JSON" + where + " (" + oneLine(reason) + ")", "repair the file", wrong);
    }

    private static String oneLine(String reason) {
        String line = reason.lines().findFirst().orElse("").strip();
        return line.length() > 120 ? line.substring(0, 120) + "…" : line;
    }
}
