package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void skipsTheByteOrderMarkAndTurnsLineEnds() throws Exception {
        assertEquals("a\nb\n", Corpus.read(file("\uFEFFa\r\nb\n".getBytes(StandardCharsets.UTF_8))).text());
    }

    @Test
    void namesTheFirstBadByte() throws Exception {
        assertEquals("Could not read \"notes.txt\": not UTF-8 near byte 4. Save it as UTF-8 and open it again.", failure(new byte[] {'a', 'b', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, 'x'}));
        byte[] late = new byte[100_000];
        java.util.Arrays.fill(late, (byte) 'x');
        late[99_999] = (byte) 0xE2;
        assertTrue(failure(late).contains("near byte 99999."));
    }

    @Test
    void refusesWhatIsNoText() throws Exception {
        assertTrue(failure(new byte[0]).contains("the file is empty"));
        assertTrue(failure("\uFEFF".getBytes(StandardCharsets.UTF_8)).contains("the file is empty"));
        assertTrue(failure(new byte[] {'a', 0, 'b'}).contains("zero byte at byte 1"));
        assertTrue(assertThrows(CorpusException.class, () -> Corpus.read(folder)).getMessage().contains("is a folder"));
        assertTrue(assertThrows(CorpusException.class, () -> Corpus.read(folder.resolve("gone.txt"))).getMessage().contains("does not exist"));
    }

    @Test
    void refusesTooLargeAFileBeforeReadingIt() throws Exception {
        Path huge = folder.resolve("huge.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(TextFiles.LIMIT + 1);
        }
        assertTrue(assertThrows(CorpusException.class, () -> Corpus.read(huge)).getMessage().contains("256 MB"));
    }

    @Test
    void theLastTenthIsForValidation() throws Exception {
        int[] ids = java.util.stream.IntStream.range(0, 105).toArray();
        TokenSplit split = TokenSplit.of(ids);
        assertEquals(95, split.train().length);
        assertArrayEquals(java.util.stream.IntStream.range(95, 105).toArray(), split.validation());
        assertEquals(10, TokenSplit.of(ids, 9, "x").validation().length);
        assertTrue(assertThrows(CorpusException.class, () -> TokenSplit.of(ids, 10, "x")).getMessage().contains("105 tokens"));
    }

    @Test
    void everyBundledCorpusLoadsAndItsTokenizerReadsIt() {
        assertEquals("small-stories", Corpus.bundled().getFirst().key());
        for (Corpus.Bundled about : Corpus.bundled()) {
            Corpus corpus = Corpus.bundled(about.key());
            assertTrue(corpus.text().length() > 1000, about.key());
            Tokenizer tokenizer = about.tokenizer().build(corpus.text());
            assertEquals(about.prompt(), tokenizer.decode(tokenizer.ids(about.prompt())));
        }
        Corpus stories = Corpus.bundled("small-stories");
        assertTrue(stories.groups().get("men and boys").contains("king"));
        assertEquals(475, TokenizerSpec.parse("bpe:475").build(stories.text()).vocabulary().size());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Corpus.bundled("storys")).getMessage().contains("small-stories"));
    }

    private String failure(byte[] bytes) throws IOException {
        Path file = file(bytes);
        return assertThrows(CorpusException.class, () -> Corpus.read(file)).getMessage();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("notes.txt"), bytes);
    }
}
