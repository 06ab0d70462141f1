package dev.glassbox.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import dev.glassbox.file.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A `vocab.json`: one object from token to id. The ids are 0 to n − 1, each once, in any order.
final class VocabJson {
    /// Most tokens a vocabulary may have.
    static final int LIMIT = 200_000;

    private static final int BYTES = 64 << 20;

    private final Path file;
    private final String[] tokens;
    private final Map<String, Integer> ids = new HashMap<>();

    VocabJson(Path file) throws BadFileException {
        this.file = file;
        String text = InputFile.text(file, BYTES);
        try (JsonParser json = StrictJson.parser(text)) {
            read(json);
        } catch (JsonProcessingException wrong) {
            throw StrictJson.malformed(file, wrong);
        } catch (BadFileException known) {
            throw known;
        } catch (IOException failed) {
            throw InputFile.unreadable(file, failed);
        }
        tokens = byId();
    }

    /// The same from a larger file that holds the tokens among other things.
    VocabJson(Path file, Map<String, Integer> tokenIds) throws BadFileException {
        this.file = file;
        ids.putAll(tokenIds);
        if (ids.isEmpty() || ids.size() > LIMIT) {
            throw damaged("has " + ids.size() + " tokens; 1 to " + LIMIT + " can be read");
        }
        tokens = byId();
    }

    private String[] byId() throws BadFileException {
        String[] tokens = new String[ids.size()];
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            int id = entry.getValue();
            if (id >= tokens.length) {
                throw damaged("gives token " + quoted(entry.getKey()) + " the id " + id + ", but has only " + tokens.length + " tokens");
            }
            if (tokens[id] != null) {
                throw damaged("gives the id " + id + " to both " + quoted(tokens[id]) + " and " + quoted(entry.getKey()));
            }
            tokens[id] = entry.getKey();
        }
        return tokens;
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw damaged("is not a JSON object from token to id");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String token = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() != JsonParser.NumberType.INT || json.getIntValue() < 0) {
                throw damaged("has no id (a whole number, 0 or more) for token " + quoted(token));
            }
            ids.put(token, json.getIntValue());
            if (ids.size() > LIMIT) {
                throw new BadFileException(file, "has more tokens than the limit of " + LIMIT, "use a smaller vocabulary");
            }
        }
        if (json.nextToken() != null) {
            throw damaged("goes on after the end of its object");
        }
        if (ids.isEmpty()) {
            throw damaged("has no tokens");
        }
    }

    CharTokenizer characters() throws BadFileException {
        int[] codePoints = new int[tokens.length];
        for (int id = 0; id < tokens.length; id++) {
            boolean single = !tokens[id].isEmpty() && tokens[id].codePointCount(0, tokens[id].length()) == 1
                    && Utf.wellFormed(tokens[id]).equals(tokens[id]);
            if (!single) {
                throw damaged("has token " + quoted(tokens[id]) + ", which is not one character as a char tokenizer needs");
            }
            codePoints[id] = tokens[id].codePointAt(0);
        }
        return CharTokenizer.ofCodePoints(codePoints);
    }

    int size() {
        return tokens.length;
    }

    String token(int id) {
        return tokens[id];
    }

    /// The id of a token as it is written in the file, or -1.
    int id(String token) {
        return ids.getOrDefault(token, -1);
    }


    BadFileException damaged(String problem) {
        return new BadFileException(file, problem, "use the file that was saved with the model");
    }

    static String quoted(String token) {
        String shown = Utf.wellFormed(token);
        return '"' + (shown.length() > 40 ? shown.substring(0, shown.offsetByCodePoints(0, 20)) + "…" : shown) + '"';
    }
}
