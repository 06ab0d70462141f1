package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {

    @TempDir
    Path folder;

    private final CommandRunner runner = new CommandRunner();

    private List<Object> tiny(Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "--input", "names", "--context", 8, "--batch-size", 4,
                "--set", "n_layer=1", "n_head=2", "n_embd=16"));
        args.addAll(Arrays.asList(more));
        return args;
    }

    private String train(Object... more) {
        return runner.ok(tiny(more).toArray());
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    @Test
    void theLastLineTellsStepLossValidationAndFingerprint() {
        String line = train("--steps", 3, "--out", at("m"));
        assertTrue(line.matches("step 3 loss \\d\\.\\d+ val \\d\\.\\d+ fingerprint [0-9A-F]{4}-[0-9A-F]{4}\n"), line);
    }

    @Test
    void aRunInTwoPartsIsTheSameAsARunInOne() throws IOException {
        String whole = train("--steps", 100, "--out", at("whole"));
        train("--steps", 60, "--out", at("part"));
        String rest = runner.ok("train", "--input", "names", "--from", at("part"), "--steps", 40, "--out", at("rest"));
        assertEquals(whole, rest);
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "config.json", "vocab.json", "training.json")) {
            boolean schedule = file.equals("training.json");
            String one = Files.readString(at("whole").resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
            String two = Files.readString(at("rest").resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertEquals(schedule ? one.replaceAll("\"steps\".*", "") : one, schedule ? two.replaceAll("\"steps\".*", "") : two, file);
        }
    }

    @Test
    void threadsAndKernelsChangeNoByte() throws IOException {
        train("--steps", 20, "--threads", 1, "--kernels", "scalar", "--out", at("one"));
        train("--steps", 20, "--threads", 2, "--out", at("two"));
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "training.json")) {
            assertArrayEquals(Files.readAllBytes(at("one").resolve(file)), Files.readAllBytes(at("two").resolve(file)), file);
        }
    }

    @Test
    void recordedBatchesReplayToTheSameWeights() {
        train("--steps", 0, "--out", at("start"));
        String direct = train("--steps", 7, "--schedule", "cosine", "--log-batches", at("b.json"), "--out", at("direct"));
        String replayed = runner.ok("train", "--from", at("start"), "--batches", at("b.json"), "--out", at("replayed"));
        assertEquals(direct.replaceAll("val \\S+", "val nan"), replayed);
    }

    @Test
    void theLogHasOneRowForEachStep() throws IOException {
        train("--steps", 5, "--log", at("log.csv"), "--out", at("m"));
        List<String> lines = Files.readAllLines(at("log.csv"));
        assertEquals("step,loss,grad_norm,lr,tokens_per_second", lines.getFirst());
        assertEquals(6, lines.size());
        assertTrue(lines.getLast().matches("5,\\d+\\.\\d+,\\d+\\.\\d+,0\\.001,\\d+"), lines.getLast());
    }

    @Test
    void zeroStepsCopyTheModel() throws IOException {
        train("--steps", 3, "--out", at("m"));
        String copied = runner.ok("train", "--from", at("m"), "--steps", 0, "--out", at("copy"));
        assertTrue(copied.startsWith("step 3 loss "), copied);
        for (String file : at("m").toFile().list()) {
            assertArrayEquals(Files.readAllBytes(at("m").resolve(file)), Files.readAllBytes(at("copy").resolve(file)), file);
        }
    }

    @Test
    void zeroStepsCopyTheModelAlsoWhenATextIsNamed() throws IOException {
        String trained = train("--steps", 2, "--out", at("m"));
        assertEquals(trained, runner.ok("train", "--input", "names", "--from", at("m"), "--steps", 0, "--out", at("copy")));
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "training.json")) {
            assertArrayEquals(Files.readAllBytes(at("m").resolve(file)), Files.readAllBytes(at("copy").resolve(file)), file);
        }
    }

    @Test
    void divergenceIsAFailureThatKeepsTheLastFiniteModel() throws IOException {
        String line = runner.refusal(1, tiny("--steps", 50, "--lr", "1e30", "--grad-clip", 0, "--log", at("log.csv"), "--out", at("m")).toArray());
        assertTrue(line.startsWith("--lr: training diverged in step "), line);
        assertEquals(List.of(), new ModelFolder(at("m")).open().warnings());
        assertTrue(Files.readAllLines(at("log.csv")).size() > 1);
    }

    @Test
    void savingInBetweenChangesNothingAndOtherFilesStay() throws IOException {
        Files.createDirectory(at("m"));
        Files.writeString(at("m").resolve("notes.md"), "mine");
        String saved = train("--steps", 6, "--save-every", 2, "--out", at("m"));
        assertEquals(saved, train("--steps", 6, "--out", at("plain")));
        assertEquals("mine", Files.readString(at("m").resolve("notes.md")));
        assertArrayEquals(Files.readAllBytes(at("plain").resolve("training.json")), Files.readAllBytes(at("m").resolve("training.json")));
    }

    @Test
    void anotherModelTrainsFromWeightsAlone() throws IOException {
        train("--steps", 0, "--out", at("start"));
        Files.delete(at("start").resolve("training.json"));
        Files.delete(at("start").resolve("optimizer.safetensors"));
        String line = runner.ok("train", "--input", "names", "--from", at("start"), "--batch-size", 4, "--steps", 3, "--out", at("m"));
        assertEquals(train("--steps", 3, "--out", at("direct")), line);
        String wrong = runner.refusal(2, "train", "--input", "names", "--from", at("start"), "--set", "n_layer=2", "--out", at("x"));
        assertTrue(wrong.startsWith("--set: does not fit the weights in --from (n_layer: 1"), wrong);
    }

    @Test
    void bpeIsLearnedFromTheText() throws IOException {
        Path text = Files.writeString(at("t.txt"), "the cat sat on the mat. ".repeat(50));
        runner.ok("train", "--input", text, "--tokenizer", "bpe:270", "--context", 8, "--set", "n_layer=1", "n_head=1", "n_embd=8", "--steps", 2, "--out", at("m"));
        assertTrue(Files.readString(at("m").resolve("merges.txt")).lines().count() > 5);
        assertTrue(new ModelFolder(at("m")).config().vocabSize() <= 270);
    }

    @Test
    void everyVariantOfTheModelTrains() {
        for (String variant : List.of("positions=rope", "positions=alibi n_kv_head=1", "norm=rmsnorm activation_function=swiglu bias=false",
                "norm_place=post tie_word_embeddings=false", "residual=false ffn=false attn_output_projection=false")) {
            List<Object> args = tiny("--steps", 1, "--out", at("v"));
            args.add("--set");
            args.addAll(List.of(variant.split(" ")));
            runner.ok(args.toArray());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --steps -1              | 2 | --steps: -1 is too small
            --set n_layers=2        | 2 | --set: there is no key 'n_layers'
            --set n_head=3          | 2 | --set: n_head: 3 heads do not divide
            --lr fast               | 2 | --lr: 'fast' is not a double
            --lr -1                 | 2 | --lr: -1.0 must be zero or a positive number
            --threads 0             | 2 | --threads: 0 is not from 1 to 1024
            --tokenizer bpe:10      | 2 | --tokenizer: a BPE vocabulary has 256
            --tokenizer nowhere     | 1 | --tokenizer: 'nowhere' is no folder
            --schedule steep        | 2 | --schedule: 'steep' is not known
            --warmup 3              | 2 | --warmup: has no effect with --schedule constant
            --from nowhere          | 1 | nowhere: does not exist
            --batches nowhere.json  | 1 | nowhere.json: does not exist
            --context 16            | 2 | --context: is given twice
            --set n_positions=2000000 | 2 | --set: n_positions: 2000000 is outside the limits
            --save-every 0          | 2 | --save-every: 0 is too small
            """)
    void wrongOptionsAreNamed(String options, int code, String start) {
        List<Object> args = tiny("--out", at("m"));
        args.addAll(List.of(options.split(" ")));
        String line = runner.refusal(code, args.toArray());
        assertTrue(line.startsWith(start), line);
        assertFalse(Files.exists(at("m")));
    }

    @Test
    void anotherKindOfFileInPlaceOfAnOutputStopsBeforeTraining() throws IOException {
        Path thesis = Files.writeString(at("thesis.csv"), "Dear reader,\n");
        String line = runner.refusal(1, tiny("--steps", 1, "--log", thesis, "--out", at("m")).toArray());
        assertTrue(line.endsWith("thesis.csv: exists and is not a CSV file with a header; choose another name or remove it first"), line);
        assertEquals("Dear reader,\n", Files.readString(thesis));
    }

    @Test
    void textThatIsTooShortIsRefused() throws IOException {
        Path text = Files.writeString(at("t.txt"), "short");
        String line = runner.refusal(1, "train", "--input", text, "--context", 8, "--out", at("m"));
        assertTrue(line.startsWith("--input: The text has 5 tokens"), line);
    }
}
