package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeCommandTest {

    @TempDir
    Path folder;

    private final CommandRunner runner = new CommandRunner();

    /// A tokenizer of plain bytes: "A" is 65.
    private Path bytes() throws IOException {
        Path text = Files.writeString(folder.resolve("any.txt"), "any");
        runner.ok("train-tokenizer", "--input", text, "--merges", 0, "--out", folder.resolve("bytes"));
        return folder.resolve("bytes");
    }

    @Test
    void publishedTokenizersAreKnownByName() {
        assertEquals("15496 995\n", runner.ok("tokenize", "--tokenizer", "gpt2", "--text", "Hello world"));
        assertEquals("9906 1917\n", runner.ok("tokenize", "--tokenizer=cl100k", "--text=Hello world"));
        assertEquals("13225 2375\n", runner.ok("tokenize", "--tokenizer", "o200k", "--text", "Hello world"));
    }

    @Test
    void specialTokensAreTextUnlessAskedFor() {
        assertTrue(runner.ok("tokenize", "--tokenizer", "gpt2", "--text", "<|endoftext|>").strip().contains(" "));
        assertEquals("50256\n", runner.ok("tokenize", "--tokenizer", "gpt2", "--special", "--text", "<|endoftext|>"));
    }

    @Test
    void idsGoBackToText() throws IOException {
        assertEquals("Hi\n", runner.ok("tokenize", "--tokenizer", bytes(), "--decode", "--text", "72, 105"));
    }

    @Test
    void everyJsonLineGivesAnObject() throws IOException {
        Path lines = Files.writeString(folder.resolve("l.jsonl"), "\uFEFF\"Hi\"\r\n\"\\ud800\"\n\"\"\n");
        String[] out = runner.ok("tokenize", "--tokenizer", bytes(), "--jsonl", lines).split("\n");
        assertEquals("{\"ids\":[72,105],\"tokens\":[\"H\",\"i\"],\"text\":\"Hi\"}", out[0]);
        assertTrue(out[1].endsWith("\"text\":\"\uFFFD\"}"), out[1]);
        assertEquals("{\"ids\":[],\"tokens\":[],\"text\":\"\"}", out[2]);
        assertEquals(3, out.length);
    }

    @Test
    void controlCharactersAreNeverPrintedRaw() throws IOException {
        Path tokenizer = bytes();
        Path lines = Files.writeString(folder.resolve("l.jsonl"), "\"\\u001b[31m\\u007f\\u0085\\u202e\"\n");
        String json = runner.ok("tokenize", "--tokenizer", tokenizer, "--jsonl", lines);
        assertTrue(json.contains("\\u001B[31m\\u007f\\u0085\\u202e"), json);
        String ids = runner.ok("tokenize", "--tokenizer", tokenizer, "--text", "\u001b[31m\ttab").strip();
        assertEquals("\\u001b[31m\ttab\n", runner.ok("tokenize", "--tokenizer", tokenizer, "--decode", "--text", ids));
        String csv = runner.ok("tokenize", "--tokenizer", tokenizer, "--format", "csv", "--text", "\u001b,");
        assertEquals("token_id,label\n27,1B\n44,\",\"\n", csv);
    }

    @Test
    void brokenInputNamesFileLineAndOffset() throws IOException {
        Path tokenizer = bytes();
        Path text = Files.write(folder.resolve("t.txt"), new byte[] {'a', 'b', (byte) 0xFF});
        assertTrue(runner.refusal(1, "tokenize", "--tokenizer", tokenizer, "--input", text).endsWith("t.txt: is not UTF-8: byte 0xFF at offset 2; save it as UTF-8"));
        Path lines = Files.writeString(folder.resolve("l.jsonl"), "\"a\"\n{\n");
        assertTrue(runner.refusal(1, "tokenize", "--tokenizer", tokenizer, "--jsonl", lines).contains("l.jsonl line 2: is not valid JSON"));
        assertTrue(runner.refusal(1, "tokenize", "--tokenizer", tokenizer, "--decode", "--text", "256").startsWith("--text: token id 256 is outside"));
        String missing = runner.refusal(2, "tokenize", "--tokenizer", tokenizer);
        assertTrue(missing.startsWith("--text, --input, --jsonl: one of them is missing"), missing);
        String both = runner.refusal(2, "tokenize", "--tokenizer", tokenizer, "--text", "a", "--input", text);
        assertTrue(both.startsWith("--text, --input: only one of them can be given; "), both);
    }

    @Test
    void aLearnedTokenizerIsSavedAndUsed() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "aaabdaaabac");
        assertEquals("bpe 259 tokens, 3 merges\n", runner.ok("train-tokenizer", "--input", text, "--kind", "bpe", "--split", "none", "--merges", 3, "--out", folder.resolve("bpe")));
        assertEquals("258 100 258 97 99\n", runner.ok("tokenize", "--tokenizer", folder.resolve("bpe"), "--input", text));
        assertEquals("char 4 tokens\n", runner.ok("train-tokenizer", "--input", text, "--kind", "char", "--out", folder.resolve("char")));
        assertEquals("0 3\n", runner.ok("tokenize", "--tokenizer", folder.resolve("char"), "--text", "ad"));
        assertTrue(runner.refusal(1, "tokenize", "--tokenizer", folder.resolve("char"), "--text", "ax").contains("'x' (U+0078) at position 1"));
        assertTrue(runner.refusal(1, "train-tokenizer", "--input", text, "--merges", 200_000, "--out", folder.resolve("big")).contains("limit of 199744"));
        assertTrue(runner.refusal(1, "train-tokenizer", "--input", "no-such-name", "--out", folder.resolve("x")).contains("bundled are "));
    }
}
