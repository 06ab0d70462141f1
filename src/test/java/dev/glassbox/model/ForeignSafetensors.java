package dev.glassbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes safetensors files as other programs do, with any type and in another order, sharing no code with ours.
final class ForeignSafetensors {

    private record Raw(String type, int[] shape, byte[] data) {}

    private final Map<String, Raw> tensors = new LinkedHashMap<>();
    private final String type;

    private ForeignSafetensors(String type) {
        this.type = type;
    }

    /// The weights of a golden case, last tensor first.
    static ForeignSafetensors of(Golden golden, String type, String prefix) {
        ForeignSafetensors file = new ForeignSafetensors(type);
        List<String> names = new ArrayList<>();
        golden.json().get("weights").fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        for (String name : names) {
            file.floats((name.equals("lm_head.weight") ? "" : prefix) + name, golden.json().get("weights").get(name));
        }
        return file;
    }

    ForeignSafetensors floats(String name, JsonNode tensor) {
        float[] values = Golden.floats(tensor.get("data"));
        int[] shape = new int[tensor.get("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.get("shape").get(i).intValue();
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case "F16" -> bytes.putShort(Float.floatToFloat16(value));
                case "BF16" -> bytes.putShort((short) (Float.floatToIntBits(value) + 0x8000 >> 16));
                default -> bytes.putFloat(value);
            }
        }
        raw(name, type, shape, Arrays.copyOf(bytes.array(), bytes.position()));
        return this;
    }

    void raw(String name, String dtype, int[] shape, byte[] data) {
        tensors.put(name, new Raw(dtype, shape, data));
    }

    ForeignSafetensors without(String name) {
        tensors.remove(name);
        return this;
    }

    void write(Path file) throws IOException {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.forEach((name, tensor) -> {
            int begin = data.size();
            data.writeBytes(tensor.data());
            header.append(", \"").append(name).append("\": {\"dtype\":\"").append(tensor.type()).append("\",\"shape\":")
                    .append(Arrays.toString(tensor.shape())).append(",\"data_offsets\":[").append(begin).append(',').append(data.size()).append("]}");
        });
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).put(data.toByteArray()).array());
    }
}
