package dev.glassbox.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.StrictJson;
import dev.glassbox.file.Utf8;
import dev.glassbox.model.Safetensors.DType;
import dev.glassbox.model.Safetensors.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the JSON header of a safetensors file as a stream, because 100 MB of it would make a tree of gigabytes.
final class SafetensorsHeader {

    /// A GPT-2 has 148 tensors; the largest published models a few thousand.
    private static final int TENSORS = 100_000;
    private static final int DIMENSIONS = 16;

    private final Path file;

    SafetensorsHeader(Path file) {
        this.file = file;
    }

    /// The tensors in the order of their bytes.
    ///
    /// @param dataSize number of bytes behind the header
    List<Entry> parse(byte[] header, long dataSize) throws BadFileException {
        if (header.length == 0 || header[0] != '{') {
            throw wrong("has a header that does not start with '{'");
        }
        int bad = Utf8.firstInvalid(header);
        if (bad >= 0) {
            throw wrong("has a header that is not UTF-8 at byte " + bad);
        }
        List<Entry> entries = new ArrayList<>();
        try (JsonParser json = StrictJson.parser(new String(header, StandardCharsets.UTF_8))) {
            json.nextToken();
            for (int keys = 0; json.nextToken() == JsonToken.FIELD_NAME; keys++) {
                if (keys > TENSORS) {
                    throw wrong("lists more tensors than the limit of " + TENSORS);
                }
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    skipMetadata(json);
                } else {
                    entries.add(tensor(name, json));
                }
            }
            if (json.nextToken() != null) {
                throw wrong("has text behind its header");
            }
        } catch (BadFileException known) {
            throw known;
        } catch (JsonProcessingException malformed) {
            throw StrictJson.malformed(file, malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory can be read", impossible);
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkPlaces(entries, dataSize);
        return entries;
    }

    private void skipMetadata(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "__metadata__", "an object");
        for (int keys = 0; json.nextToken() == JsonToken.FIELD_NAME; keys++) {
            if (keys > TENSORS) {
                throw wrong("has more metadata than the limit of " + TENSORS + " keys");
            }
            json.nextToken();
            expect(json, JsonToken.VALUE_STRING, "__metadata__", "an object of strings");
        }
    }

    private Entry tensor(String name, JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, name, "an object");
        DType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> type = type(name, json);
                case "shape" -> shape = numbers(name, json);
                case "data_offsets" -> offsets = numbers(name, json);
                default -> throw wrong(quoted(name) + " has an unknown key " + quoted(key));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw wrong(quoted(name) + " lacks dtype, shape or data_offsets");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (end < begin || bytes(name, type, shape) != end - begin) {
            throw wrong(quoted(name) + " has shape " + shape + " and type " + type + " but offsets " + begin + " to " + end);
        }
        return new Entry(name, type, shape, begin, end);
    }

    private DType type(String name, JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING, name, "a dtype in quotes");
        for (DType type : DType.values()) {
            if (type.name().equals(json.getText())) {
                return type;
            }
        }
        throw new BadFileException(file, quoted(name) + " has the unknown type " + quoted(json.getText()), "convert it to F32, F16 or BF16");
    }

    private List<Long> numbers(String name, JsonParser json) throws IOException {
        expect(json, JsonToken.START_ARRAY, name, "a list of numbers");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, JsonToken.VALUE_NUMBER_INT, name, "whole numbers");
            if (numbers.size() == DIMENSIONS) {
                throw wrong(quoted(name) + " has more than " + DIMENSIONS + " dimensions");
            }
            if (json.getTextLength() > 18 || json.getLongValue() < 0) {
                throw wrong(quoted(name) + " has a number out of range");
            }
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private long bytes(String name, DType type, List<Long> shape) throws BadFileException {
        try {
            long bytes = type.bytes();
            for (long extent : shape) {
                bytes = Math.multiplyExact(bytes, extent);
            }
            return bytes;
        } catch (ArithmeticException tooLarge) {
            throw wrong(quoted(name) + " has an absurd shape " + shape);
        }
    }

    private void checkPlaces(List<Entry> entries, long dataSize) throws BadFileException {
        long expected = 0;
        String before = "the header";
        for (Entry entry : entries) {
            if (entry.begin() != expected) {
                throw wrong("has " + (entry.begin() < expected ? "an overlap" : "a gap") + " between " + before + " and " + quoted(entry.name()));
            }
            expected = entry.end();
            before = quoted(entry.name());
        }
        if (expected > dataSize) {
            throw Safetensors.broken(file, "is truncated: its tensors need " + expected + " bytes behind the header, there are " + dataSize);
        }
        if (expected < dataSize) {
            throw wrong("has " + (dataSize - expected) + " bytes behind its last tensor");
        }
    }

    private void expect(JsonParser json, JsonToken token, String name, String what) throws IOException {
        if (json.currentToken() != token) {
            throw wrong(quoted(name) + " has no " + what.replaceFirst("^an? ", "") + " where one is expected");
        }
    }

    private static String quoted(String name) {
        return "'" + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + "'";
    }

    private BadFileException wrong(String problem) {
        return new BadFileException(file, problem, "write the file anew with the program it comes from");
    }
}
