package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.model.Safetensors.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return file(json.length, json, new byte[dataBytes]);
    }

    private Path file(long length, byte[] header, byte[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(folder.resolve("x.safetensors"), bytes.putLong(length).put(header).put(data).array());
    }

    private String refusal(Path file) {
        BadFileException refused = assertThrows(BadFileException.class, () -> Safetensors.open(file).close());
        assertEquals(file.toString(), refused.file());
        assertTrue(refused.problem().lines().count() == 1, refused.problem());
        return refused.problem();
    }

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        Path file = folder.resolve("w.safetensors");
        float[] numbers = {0f, -0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 1.5f, 7f};
        AtomicFile.write(file, FileKind.SAFETENSORS, new SafetensorsWriter().add("a", numbers, 1, 2, 3).add("b", numbers, 0));
        try (Safetensors open = Safetensors.open(file)) {
            assertEquals(List.of("a", "b"), open.entries().stream().map(Safetensors.Entry::name).toList());
            assertEquals(List.of(2L, 3L), open.find("a").orElseThrow().shape());
            assertEquals(List.of(), open.find("b").orElseThrow().shape());
            float[] read = new float[8];
            open.read(open.find("a").orElseThrow(), read, 2);
            assertArrayEquals(new float[] {0, 0, -0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 1.5f, 7f}, read);
        }
    }

    @ParameterizedTest
    @CsvSource({"F16,0x3E00", "BF16,0x3FC0"})
    void halfPrecisionIsRead(String type, String bits) throws IOException {
        byte[] data = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) Integer.decode(bits).intValue()).array();
        byte[] header = ("{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,2]}}").getBytes(StandardCharsets.UTF_8);
        try (Safetensors open = Safetensors.open(file(header.length, header, data))) {
            float[] read = new float[1];
            open.read(open.find("a").orElseThrow(), read, 0);
            assertEquals(1.5f, read[0]);
        }
    }

    @Test
    void otherTypesAreListedButNotRead() throws IOException {
        Path file = file("{\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
        try (Safetensors open = Safetensors.open(file)) {
            assertEquals(DType.BOOL, open.find("mask").orElseThrow().type());
            BadFileException refused = assertThrows(BadFileException.class,
                    () -> open.read(open.find("mask").orElseThrow(), new float[3], 0));
            assertEquals("holds tensor 'mask' as BOOL", refused.problem());
        }
    }

    @Test
    void anEmptyFileAndATruncatedHeaderAreRefused() throws IOException {
        assertEquals("has 0 bytes, too few for a safetensors file", refusal(Files.createFile(folder.resolve("empty"))));
        assertEquals("ends within its header of 100 bytes", refusal(file(100, new byte[] {'{', '}'}, new byte[0])));
    }

    @Test
    void headersBeyondTheLimitAreRefusedBeforeMemoryIsTaken() throws IOException {
        assertTrue(refusal(file(Long.MAX_VALUE, new byte[0], new byte[0])).contains("limit is 100 MB"));
        assertTrue(refusal(file(-1, new byte[0], new byte[0])).contains("header of 18446744073709551615 bytes"));
        assertTrue(refusal(file(100_000_001, new byte[0], new byte[0])).contains("limit is 100 MB"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [0,8],[8,16]   | 12 | is truncated: its tensors need 16 bytes behind the header, there are 12
            [0,8],[8,16]   | 20 | has 4 bytes behind its last tensor
            [0,8],[4,12]   | 16 | has an overlap between 'a' and 'b'
            [0,8],[0,8]    | 16 | has an overlap between 'a' and 'b'
            [0,8],[12,20]  | 20 | has a gap between 'a' and 'b'
            [4,12],[12,20] | 20 | has a gap between the header and 'a'
            [0,8],[8,12]   | 16 | 'b' has shape [2] and type F32 but offsets 8 to 12
            [8,0],[8,16]   | 16 | 'a' has shape [2] and type F32 but offsets 8 to 0
            [-8,0],[0,8]   |  8 | 'a' has a number out of range
            [0,8.0],[8,16] | 16 | 'a' has no whole numbers where one is expected
            [0],[8,16]     | 16 | 'a' lacks dtype, shape or data_offsets
            [0,99999999999999999999],[8,16] | 16 | 'a' has a number out of range
            """)
    void placesMustFillTheFileExactly(String offsets, int dataBytes, String problem) throws IOException {
        String[] two = offsets.split("(?<=]),");
        assertEquals(problem, refusal(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + two[0]
                + "},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + two[1] + "}}", dataBytes)));
    }

    @Test
    void shapesWhoseSizeOverflowsAreRefused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}";
        assertTrue(refusal(file(header, 0)).contains("absurd shape"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " {}", "{", "{}x", "[]", "null", "{\"a\":1}", "{\"a\":{\"dtype\":\"F31\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":3,\"shape\":[0],\"data_offsets\":[0,0]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":0,\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],\"more\":1}}", "{\"__metadata__\":{\"a\":{}}}", "{\"__metadata__\":1}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[[0]],\"data_offsets\":[0,0]}}", "{\"a\":{\"shape\":[0],\"data_offsets\":[0,0]}}", "{\"a\u0000\":1}"})
    void malformedHeadersAreRefused(String header) throws IOException {
        refusal(file(header, 0));
    }

    @Test
    void deepNestingIsRefusedWithoutDescendingIntoIt() throws IOException {
        refusal(file("{\"a\":{\"shape\":" + "[".repeat(9_000_000), 0));
        refusal(file("{\"__metadata__\":" + "{\"a\":".repeat(1_000_000), 0));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        assertTrue(refusal(file(3, new byte[] {'{', (byte) 0xFF, '}'}, new byte[0])).contains("not UTF-8 at byte 1"));
    }

    @Test
    void millionsOfTensorsAreRefusedWithTheLimit() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 150_000; i++) {
            header.append("\"").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},");
        }
        assertEquals("lists more tensors than the limit of 100000", refusal(file(header.toString(), 0)));
    }

    @Test
    void placesThatAreNoFilesAreRefused() throws IOException {
        assertEquals("is a folder", refusal(folder));
        assertEquals("does not exist", refusal(folder.resolve("missing")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        assertEquals("is a link to a file that does not exist", refusal(link));
    }

    @Test
    void linksToFilesAreFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("{}", 0));
        try (Safetensors open = Safetensors.open(link)) {
            assertEquals(0, open.entries().size());
        }
    }
}
