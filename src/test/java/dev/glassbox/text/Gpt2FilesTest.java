package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files beside the published GPT-2 give the tokens of GPT-2.
class Gpt2FilesTest {
    @TempDir
    private Path folder;

    @Test
    void theTokenizerOfAGpt2FolderIsGpt2s() throws Exception {
        Gpt2TokenizerFiles.write(folder);
        Tokenizer read = TokenizerFiles.read(folder);
        Tokenizer published = PretrainedTokenizers.load("gpt2");
        assertEquals(50_257, read.vocabulary().size());
        for (String text : new String[] {"The cat sat on the mat.", "  don't  \n\n\tstop ", "naïve 漢字 👩‍👩‍👧 \u0301e\u0301", "مرحبا \u0085 12345,67",
            "<|endoftext|>", "x".repeat(300), " ".repeat(70) + "y"}) {
            assertArrayEquals(published.ids(text), read.ids(text), text);
            assertEquals(text, read.decode(read.ids(text)));
        }
    }
}
