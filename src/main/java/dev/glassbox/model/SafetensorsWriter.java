package dev.glassbox.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects tensors and writes them as one safetensors file, F32, in the order they were added.
public final class SafetensorsWriter implements AtomicFile.Content {

    private record Item(String name, int[] shape, float[] data, int offset, int size) {}

    private final List<Item> items = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt")); // what transformers asks for before it loads a file

    /// Adds a remark to the header.
    public SafetensorsWriter remark(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /// Adds a tensor; its numbers are read when the file is written.
    ///
    /// @param shape extents, row-major; none for a single number
    public SafetensorsWriter add(String name, float[] data, int offset, int... shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        if (size > data.length - offset) {
            throw new IllegalArgumentException("Tensor '" + name + "' needs " + size + " numbers behind " + offset + " of " + data.length);
        }
        items.add(new Item(name, shape.clone(), data, offset, size));
        return this;
    }

    /// Adds every parameter of a layout, with its name behind `prefix`.
    public SafetensorsWriter addAll(String prefix, ParameterLayout layout, float... values) {
        for (Parameter parameter : layout.parameters()) {
            add(prefix + parameter.name(), values, parameter.offset(), parameter.shape().dims());
        }
        return this;
    }

    /// Bytes of all numbers.
    long size() {
        return items.stream().mapToLong(item -> (long) Float.BYTES * item.size()).sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
        out.write(header);
        ByteBuffer chunk = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (Item item : items) {
            for (int done = 0; done < item.size(); ) {
                int count = Math.min(chunk.capacity() / Float.BYTES, item.size() - done);
                chunk.asFloatBuffer().put(item.data(), item.offset() + done, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
                done += count;
            }
        }
    }

    /// The JSON, padded with spaces so that the numbers start at a multiple of 8.
    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("__metadata__");
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            long begin = 0;
            for (Item item : items) {
                long end = begin + 4L * item.size();
                json.writeObjectFieldStart(item.name());
                json.writeStringField("dtype", "F32");
                json.writeFieldName("shape");
                json.writeArray(item.shape(), 0, item.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        while (bytes.size() % 8 != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }
}
