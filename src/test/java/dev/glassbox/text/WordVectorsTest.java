package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.file.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("vectors.txt"), text);
    }

    @Test
    void readsWhatWord2vecAndGloveWrite() throws IOException {
        String lines = "king 1 0.5 -2e-1\nman 1 0 0\n…queen .25 -.5 3.\r\nking 9 9 9\n";
        for (String text : List.of("4 3\n" + lines, lines)) {
            WordVectors vectors = WordVectors.read(file(text));
            assertEquals(List.of("king", "man", "…queen"), vectors.words());
            assertEquals(3, vectors.width());
            assertArrayEquals(new float[] {1, 0.5f, -0.2f, 1, 0, 0, 0.25f, -0.5f, 3}, vectors.rows());
            assertTrue(vectors.complete());
        }
    }

    @Test
    void readsTheMostFrequentWordsOfALongFile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WordVectors.MOST_WORDS + 5; i++) {
            text.append('w').append(i).append(" 1 ").append(i).append('\n');
        }
        WordVectors vectors = WordVectors.read(file(text.toString()));
        assertEquals(WordVectors.MOST_WORDS, vectors.words().size());
        assertFalse(vectors.complete());
        assertEquals(WordVectors.MOST_WORDS * 2, vectors.rows().length);
    }

    @Test
    void badFilesAreRefusedWithTheLine() throws IOException {
        assertProblem("line 2 has 1 numbers", "a 1 2\nb 1\nc 1 2\n");
        assertProblem("line 3 holds “x” where a number belongs", "a 1 2\nb 1 2\nc 1 x\n");
        assertProblem("line 1 holds “NaN”", "a NaN 2\nb 1 2\nc 1 3\n");
        assertProblem("line 2 holds “1e999”", "a 1 2\nb 1e999 2\nc 1 3\n");
        assertProblem("line 1 names 0 numbers", "hello\nworld\n");
        assertProblem("line 1 names 999999 numbers", "3 999999\n");
        assertProblem("holds 0 word vectors", "");
        assertProblem("holds 2 word vectors", "a 1 2\nb 3 4\n");
        assertProblem("longer than", "a " + "1 ".repeat(80_000));
        Files.write(folder.resolve("binary.bin"), new byte[] {'3', ' ', '2', '\n', 'a', ' ', (byte) 0xC3, (byte) 0x28, 0, 1});
        assertTrue(assertThrows(BadFileException.class, () -> WordVectors.read(folder.resolve("binary.bin"))).problem().contains("not UTF-8"));
        assertTrue(assertThrows(BadFileException.class, () -> WordVectors.read(folder.resolve("missing"))).problem().contains("does not exist"));
        assertTrue(assertThrows(BadFileException.class, () -> WordVectors.read(folder)).problem().contains("folder"));
    }

    private void assertProblem(String words, String text) throws IOException {
        Path file = Files.write(folder.resolve("bad.txt"), text.getBytes(StandardCharsets.UTF_8));
        String problem = assertThrows(BadFileException.class, () -> WordVectors.read(file)).problem();
        assertTrue(problem.contains(words), problem);
    }
}
