package dev.glassbox.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes JSON for results: compact, 9 significant digits, harmless in a terminal.
///
/// Takes maps, lists, arrays of numbers, strings, numbers, booleans and null; NaN and infinity become null. A [BigDecimal] is
/// written with all its digits.
final class Json {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder().characterEscapes(new TerminalEscapes())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    /// One line without a line end.
    static String line(Object value) {
        StringWriter line = new StringWriter();
        try {
            write(line, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    /// One line with its end, for a file.
    static void write(OutputStream out, Object value) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        write(writer, value);
        writer.write('\n');
        writer.flush();
    }

    private static void write(Writer out, Object value) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, value);
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(entry.getKey().toString());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case int[] ids -> json.writeArray(ids, 0, ids.length);
            case float[] numbers -> {
                json.writeStartArray();
                for (float number : numbers) {
                    json.writeNumber(Numbers.json(number));
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigDecimal exact -> json.writeNumber(exact.toString());
            case Number number -> json.writeNumber(Numbers.json(number.doubleValue()));
            default -> json.writeString(value.toString());
        }
    }
}
