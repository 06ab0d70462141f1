package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds: one line that names it, exit code 1, no stack trace, within 5 s, and nothing beside it touched.
class HostileInputTest {

    @TempDir
    static Path folder;

    private static Path good;
    private final CommandRunner runner = new CommandRunner();

    @BeforeAll
    static void makeAModel() throws IOException {
        good = folder.resolve("good");
        Path text = Files.writeString(folder.resolve("text.txt"), "the cat sat on the mat. ".repeat(20));
        new CommandRunner().ok("train", "--input", text, "--tokenizer", "bpe:260", "--context", 4, "--set", "n_layer=1", "n_head=1", "n_embd=4",
                "--steps", 1, "--out", good);
    }

    private static Map<String, byte[]> contents(Path path) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(path.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /// A copy of the good model with one file replaced.
    private Path with(String name, byte[] content) throws IOException {
        Path copy = Files.createTempDirectory(folder, "m");
        for (Map.Entry<String, byte[]> file : contents(good).entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        return Files.write(copy.resolve(name), content).getParent();
    }

    private void refused(Path model, String file, Object... command) throws IOException {
        Map<String, byte[]> before = contents(model);
        String line = assertTimeout(Duration.ofSeconds(30), () -> runner.refusal(1, command)); // 5 s on a machine that does nothing else
        assertTrue(line.contains(file), line);
        assertTrue(line.contains("; "), line);
        assertFalse(line.contains("unexpected"), line);
        Map<String, byte[]> after = contents(model);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] safetensors(long length, String header) {
        byte[] json = bytes(header);
        return ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json).array();
    }

    /// What any text file might hold instead of what belongs there.
    private static Map<String, byte[]> junk() {
        Map<String, byte[]> junk = new TreeMap<>();
        junk.put("empty", new byte[0]);
        junk.put("NULs", new byte[4096]);
        junk.put("one byte", new byte[] {1});
        junk.put("not UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});
        junk.put("deep arrays", bytes("[".repeat(100_000)));
        junk.put("deep objects", bytes("{\"a\":".repeat(100_000)));
        junk.put("duplicate keys", bytes("{\"vocab_size\":3,\"vocab_size\":4,\"a\":0,\"a\":1}"));
        junk.put("truncated", bytes("{\"n_embd\": 4, \"n_head\""));
        junk.put("two values", bytes("{}{}"));
        junk.put("huge number", bytes("{\"n_embd\":" + "9".repeat(5_000) + "}"));
        junk.put("UTF-16", "{\"n_embd\":4}".getBytes(StandardCharsets.UTF_16));
        junk.put("control characters", bytes("\u001b[31m\u0007"));
        return junk;
    }

    @TestFactory
    Stream<DynamicTest> everyFileOfAModelFolderMayHoldAnything() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("config.json", "model.safetensors", "vocab.json", "tokenizer_config.json", "training.json", "optimizer.safetensors")) {
            junk().forEach((name, content) -> tests.add(DynamicTest.dynamicTest(file + ": " + name, () -> {
                Path model = with(file, content);
                refused(model, file, "info", model);
            })));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> mergesMayHoldAnything() {
        Map<String, byte[]> contents = junk();
        contents.remove("empty"); // no merges at all: plain bytes
        contents.put("one word", bytes("#version: 0.2\nab\n"));
        contents.put("unknown pieces", bytes("#version: 0.2\nqq zz\n"));
        contents.put("three words", bytes("#version: 0.2\na b c\n"));
        return contents.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            Path model = with("merges.txt", entry.getValue());
            refused(model, "merges.txt", "info", model);
        }));
    }

    @TestFactory
    Stream<DynamicTest> vocabulariesMustNumberTheirTokens() {
        return Map.of("gap", "{\"a\":0,\"b\":2}", "same id twice", "{\"a\":0,\"b\":0}", "negative", "{\"a\":-1}", "fraction", "{\"a\":0.5}",
                "text", "{\"a\":\"0\"}", "huge id", "{\"a\":2147483647}", "list", "[\"a\"]", "none", "{}").entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Path model = with("vocab.json", bytes(entry.getValue()));
                    refused(model, "", "tokenize", "--tokenizer", model, "--text", "a");
                }));
    }

    @TestFactory
    Stream<DynamicTest> headersOfWeightsMayHoldAnything() {
        return Map.of("huge header", safetensors(Long.MAX_VALUE, "{}"), "negative header", safetensors(-5, "{}"),
                "header of 100 MB that is not there", safetensors(100_000_000, "{}"), "no header", safetensors(0, ""),
                "absurd shape", safetensors(99, "{\"wte.weight\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,8]}}          "))
                .entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Path model = with("model.safetensors", entry.getValue());
                    refused(model, "model.safetensors", "generate", "--model", model, "--prompt", "a");
                }));
    }

    @Test
    void anyTruncationOfTheWeightsIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(good.resolve("model.safetensors"));
        for (int length : new int[] {1, 7, 8, 9, 100, whole.length / 2, whole.length - 1}) {
            Path model = with("model.safetensors", Arrays.copyOf(whole, length));
            refused(model, "model.safetensors", "info", model);
        }
        Path longer = with("model.safetensors", Arrays.copyOf(whole, whole.length + 1));
        refused(longer, "model.safetensors", "info", longer);
    }

    @Test
    void flippedBytesOfAHeaderNeverEndInABug() throws IOException {
        byte[] whole = Files.readAllBytes(good.resolve("model.safetensors"));
        Path model = with("model.safetensors", whole);
        for (int at = 0; at < 400; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x15;
            Files.write(model.resolve("model.safetensors"), flipped);
            int code = runner.run("info", model);
            assertTrue(code == 0 || code == 1 && runner.err().lines().count() == 1 && !runner.err().contains("unexpected"), at + ": " + runner.err());
        }
    }

    @TestFactory
    Stream<DynamicTest> batchesMayHoldAnything() {
        Map<String, byte[]> contents = junk();
        Map.of("no steps", "{}", "empty batch", "{\"steps\":[{\"batch\":[]}]}", "no batch", "{\"steps\":[{}]}", "ragged", "{\"steps\":[{\"batch\":[[1,2],[1,2,3]]}]}",
                "too long", "{\"steps\":[{\"batch\":[[1,2,3,4,5,6,7]]}]}", "unknown id", "{\"steps\":[{\"batch\":[[1,99999]]}]}",
                "text for ids", "{\"steps\":[{\"batch\":[[\"1\",2]]}]}", "bad betas", "{\"betas\":[2,3],\"steps\":[]}", "bad lr", "{\"steps\":[{\"lr\":-1,\"batch\":[[1,2]]}]}")
                .forEach((name, json) -> contents.put(name, bytes(json)));
        return contents.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            Path file = Files.write(Files.createTempDirectory(folder, "b").resolve("batches.json"), entry.getValue());
            refused(file.getParent(), "batches.json", "train", "--from", good, "--batches", file, "--out", folder.resolve("never"));
        }));
    }

    @Test
    void foldersLinksAndDevicesInPlaceOfFilesAreRefused() throws IOException {
        UnaryOperator<Path> config = model -> model.resolve("config.json");
        Path model = with("config.json", new byte[0]);
        Files.delete(config.apply(model));
        Files.createDirectory(config.apply(model));
        refused(model, "config.json: is a folder", "info", model);
        Files.delete(config.apply(model));
        Files.createSymbolicLink(config.apply(model), folder.resolve("nowhere"));
        assertTrue(runner.refusal(1, "info", model).contains("config.json: is a link to a file that does not exist"));
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        Files.delete(config.apply(model));
        Files.createSymbolicLink(config.apply(model), Path.of("/dev/zero"));
        assertTrue(runner.refusal(1, "info", model).contains("config.json: is not a regular file"));
    }

    @Test
    void aCorpusMustBeText() throws IOException {
        Path text = folder.resolve("corpus.txt");
        for (byte[] content : List.of(new byte[0], new byte[100], new byte[] {'a', (byte) 0x80})) {
            Files.write(text, content);
            assertTrue(runner.refusal(1, "train", "--input", text, "--out", folder.resolve("never")).startsWith("corpus.txt: "));
        }
        assertTrue(runner.refusal(1, "train", "--input", folder, "--out", folder.resolve("never")).contains("folder"));
        assertTrue(runner.refusal(1, "train", "--input", "a\0b", "--out", folder.resolve("never")).startsWith("--input: "));
        assertFalse(Files.exists(folder.resolve("never")));
    }

    @Test
    void ordinaryOdditiesAreAccepted() throws IOException {
        String config = Files.readString(good.resolve("config.json"));
        runner.ok("info", with("config.json", bytes("\uFEFF" + config.replace("\n", "\r\n"))));
        String merges = Files.readString(good.resolve("merges.txt"));
        runner.ok("info", with("merges.txt", bytes(merges.replace("\n", "\r\n"))));
    }

    @Test
    void outputsThatCannotBeWrittenAreNamed() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        assertTrue(runner.refusal(1, "project", "--model", good, "--out", "/dev/full").startsWith("/dev/full: is not a regular file"));
        assertTrue(runner.refusal(1, "project", "--model", good, "--out", folder.resolve("no/where.csv")).contains("has no folder"));
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertTrue(runner.refusal(1, "train", "--from", good, "--steps", 0, "--out", file).contains("exists and is not a folder"));
        assertTrue(runner.refusal(1, "train", "--from", good, "--steps", 0, "--out", file.resolve("below")).contains("file/below: "));
        assertEquals("mine", Files.readString(file));
    }
}
