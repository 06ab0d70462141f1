package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.file.BadFileException;
import dev.glassbox.text.BpeTokenizer.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TokenizerFilesTest {
    private static final String CORPUS = "the cat sat on the mat. naïve 日本 😀\n\t\"quoted\" \\ back";

    @TempDir
    Path folder;

    @Test
    void learnedTokenizersComeBackAsTheyWere() throws Exception {
        for (Split split : Split.values()) {
            BpeTokenizer written = BpeTrainer.train(CORPUS, 320, split);
            TokenizerFiles.save(folder, written);
            BpeTokenizer read = (BpeTokenizer) TokenizerFiles.read(folder);
            assertEquals(written.merges(), read.merges());
            assertEquals(split, read.split());
            assertTrue(read.vocabulary().specials().isEmpty());
            assertArrayEquals(written.ids(CORPUS), read.ids(CORPUS));
        }
        for (CharTokenizer.Order order : CharTokenizer.Order.values()) {
            CharTokenizer written = CharTokenizer.of(CORPUS, order);
            TokenizerFiles.save(folder, written);
            assertFalse(Files.exists(folder.resolve("merges.txt")));
            assertArrayEquals(written.ids(CORPUS), TokenizerFiles.read(folder).ids(CORPUS));
        }
    }

    @Test
    void filesLookLikeThoseOfGpt2() throws Exception {
        TokenizerFiles.save(folder, BpeTrainer.train("a cat a cat", 260, Split.GPT2));
        List<String> merges = Files.readAllLines(folder.resolve("merges.txt"));
        assertEquals("#version: 0.2", merges.get(0));
        assertEquals("Ġ c", merges.get(1));
        String vocab = Files.readString(folder.resolve("vocab.json"));
        assertTrue(vocab.contains("\"Ġ\":32") && vocab.contains("\"Ċ\":10") && vocab.contains("\"Ġc\":256"), vocab);
        assertEquals("{\"tokenizer_type\":\"bpe\",\"split\":\"gpt2\"}\n", Files.readString(folder.resolve("tokenizer_config.json")));
    }

    /// The files of GPT-2, rebuilt from its published vocabulary: ids there follow the ranks, and a token's two parts are
    /// what the lower ranks make of its bytes.
    @Test
    void filesOfGpt2EncodeAsGpt2Does() throws Exception {
        Tokenizer published = PretrainedTokenizers.load("gpt2");
        writeGpt2(published.vocabulary());
        Tokenizer read = TokenizerFiles.read(folder);
        assertEquals(50_257, read.vocabulary().size());
        assertEquals("<|endoftext|>", read.vocabulary().specials().get(50_256));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(random.nextInt(3) == 0 ? Character.toString(random.nextInt(0x20, 0xD000))
                        : published.vocabulary().text(random.nextInt(50_257)));
            }
            assertArrayEquals(published.ids(text.toString()), read.ids(text.toString()), text.toString());
        }
        assertArrayEquals(new int[] {64, 50_256}, read.encodeWithSpecials("a<|endoftext|>").stream().mapToInt(Tokenizer.Span::id).toArray());
    }

    private void writeGpt2(Vocabulary vocabulary) throws IOException {
        ByteAlphabet alphabet = new ByteAlphabet();
        StringBuilder vocab = new StringBuilder("{");
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.special(id) ? vocabulary.text(id) : alphabet.write(vocabulary.bytes(id));
            vocab.append(id == 0 ? "" : ", ").append('"').append(token.replace("\\", "\\\\").replace("\"", "\\\"")).append("\": ").append(id);
            if (id >= 256 && !vocabulary.special(id)) {
                merges.append(parts(vocabulary, id, alphabet)).append('\n');
            }
        }
        Files.writeString(folder.resolve("vocab.json"), vocab.append("}"));
        Files.writeString(folder.resolve("merges.txt"), merges);
    }

    private static String parts(Vocabulary vocabulary, int id, ByteAlphabet alphabet) {
        List<byte[]> parts = new ArrayList<>();
        for (byte b : vocabulary.bytes(id)) {
            parts.add(new byte[] {b});
        }
        while (parts.size() > 2) {
            int best = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = vocabulary.id(BpeTokenizer.join(parts.get(i), parts.get(i + 1))).orElse(Integer.MAX_VALUE);
                if (rank < best) {
                    best = rank;
                    at = i;
                }
            }
            parts.set(at, BpeTokenizer.join(parts.get(at), parts.remove(at + 1)));
        }
        return alphabet.write(parts.get(0)) + " " + alphabet.write(parts.get(1));
    }

    @Test
    void damagedFilesAreNamedWithTheirFault() throws Exception {
        refuses("[]", null, "char", "is not a JSON object");
        refuses("{}", null, "char", "has no tokens");
        refuses("{\"a\":0,\"b\":0}", null, "char", "the id 0 to both");
        refuses("{\"a\":0,\"b\":2}", null, "char", "the id 2, but has only 2");
        refuses("{\"a\":0,\"a\":1}", null, "char", "not valid JSON");
        refuses("{\"a\":-1}", null, "char", "no id");
        refuses("{\"a\":0.5}", null, "char", "no id");
        refuses("{\"a\":99999999999}", null, "char", "no id");
        refuses("{\"a\":0", null, "char", "not valid JSON");
        refuses("{\"a\":0} x", null, "char", "");
        refuses("{\"ab\":0}", null, "char", "not one character");
        refuses("{\"\":0}", null, "char", "not one character");
        refuses("{\"\\ud800\":0}", null, "char", "");
        refuses("{\"a\":0}", null, "bpe", "merges.txt: does not exist");
        refuses("{\"a\":0}", "", "bpe", "no token for the byte 0x00");
        refuses("{\"a\":0}", null, "words", "tokenizer_type \"words\"");
        TokenizerFiles.save(folder, BpeTrainer.train("ab ab", 257, Split.GPT2));
        String vocab = Files.readString(folder.resolve("vocab.json"));
        refuses(vocab, "#version: 0.2\na b\na b\n", "bpe", "line 3 repeats line 2");
        refuses(vocab, "#version: 0.2\na\n", "bpe", "line 2 is not two tokens");
        refuses(vocab, "a c\n", "bpe", "line 1 needs the token \"ac\"");
        refuses(vocab, "a \u4E00\n", "bpe", "does not stand for bytes");
    }

    @Test
    void tooManyTokensAreRefused() throws Exception {
        StringBuilder vocab = new StringBuilder("{");
        for (int i = 0; i <= 200_000; i++) {
            vocab.append(i == 0 ? "" : ",").append('"').append(i).append("\":").append(i);
        }
        refuses(vocab + "}", null, "char", "limit of 200000");
    }

    @Test
    void noTwoMergesMakeTheSameBytes() {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i >= 0; i--) {
                text.append("ab ".charAt(random.nextInt(3)));
            }
            BpeTokenizer tokenizer = BpeTrainer.train(text.toString(), 400, Split.NONE);
            long distinct = java.util.stream.IntStream.range(0, tokenizer.vocabulary().size())
                    .mapToObj(id -> Arrays.toString(tokenizer.vocabulary().bytes(id))).distinct().count();
            assertEquals(tokenizer.vocabulary().size(), distinct, text.toString());
        }
    }

    private void refuses(String vocab, String merges, String type, String fault) throws IOException {
        Files.writeString(folder.resolve("vocab.json"), vocab);
        Files.deleteIfExists(folder.resolve("merges.txt"));
        if (merges != null) {
            Files.writeString(folder.resolve("merges.txt"), merges);
        }
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_type\":\"" + type + "\"}");
        String message = assertThrows(BadFileException.class, () -> TokenizerFiles.read(folder), vocab).getMessage();
        assertTrue(message.contains(fault), message);
    }
}
