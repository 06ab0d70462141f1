package dev.glassbox.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    Path folder;

    private Path file(int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Files.write(folder.resolve("f"), content);
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertEquals("é", InputFile.text(file(0xEF, 0xBB, 0xBF, 0xC3, 0xA9), 10));
    }

    @Test
    void theOffsetOfTheFirstInvalidByteIsTold() throws IOException {
        Path file = file('a', 0xC3, 0xA9, 0xC0, 0x80);
        assertEquals("is not UTF-8: byte 0xC0 at offset 3",
                assertThrows(BadFileException.class, () -> InputFile.text(file, 10)).problem());
    }

    @Test
    void theLimitIsTold() throws IOException {
        Path file = file('a', 'b', 'c');
        assertEquals("has 3 bytes, the limit is 2 bytes", assertThrows(BadFileException.class, () -> InputFile.bytes(file, 2)).problem());
    }

    @Test
    void theUtf8CheckAgreesWithThePlatformOnAllShortSequences() {
        int[] interesting = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
        for (int a : interesting) {
            for (int b : interesting) {
                for (int c : interesting) {
                    for (int d : interesting) {
                        byte[] bytes = {(byte) a, (byte) b, (byte) c, (byte) d};
                        assertEquals(platformAccepts(bytes), Utf8.firstInvalid(bytes) < 0, () -> a + " " + b + " " + c + " " + d);
                    }
                }
            }
        }
    }

    private static boolean platformAccepts(byte... bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    @Test
    void jsonIsStrict() {
        Path file = Path.of("config.json");
        for (String text : new String[] {"", "{", "{}{}", "{\"a\":1,\"a\":2}", "{'a':1}", "[NaN]", "[01]", "// c\n{}", "[1,]", "{\"a\":\"\u0000\"}", "\u0000",
            "[".repeat(65) + "]".repeat(65), "[".repeat(100_000)}) {
            BadFileException refused = assertThrows(BadFileException.class, () -> StrictJson.parse(file, text), text);
            assertEquals(1, refused.getMessage().lines().count());
        }
    }

    @Test
    void sixtyFourLevelsOfJsonAreRead() throws IOException {
        assertTrue(StrictJson.parse(Path.of("deep.json"), "[".repeat(64) + "]".repeat(64)).isArray());
    }
}
