package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.model.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// generate, info, project, check-gradients and bench on one small trained model.
class ModelCommandsTest {

    @TempDir
    static Path folder;

    private static Path model;
    private final CommandRunner runner = new CommandRunner();

    @BeforeAll
    static void train() {
        model = folder.resolve("names");
        new CommandRunner().ok("train", "--input", "names", "--tokenizer", "char", "--context", 8, "--set", "n_layer=1", "n_head=2", "n_embd=16", "--steps", 5, "--out", model);
    }

    @Test
    void generatedTextStartsWithThePromptAndFollowsTheSeed() {
        String one = runner.ok("generate", "--model", model, "--prompt", "an", "--tokens", 20, "--seed", 3);
        assertTrue(one.startsWith("an"), one);
        assertEquals(one, runner.ok("generate", "--model", model, "--prompt", "an", "--tokens", 20, "--seed", 3, "--threads", 1, "--kernels", "scalar"));
        assertNotEquals(one, runner.ok("generate", "--model", model, "--prompt", "an", "--tokens", 20, "--seed", 4));
    }

    @Test
    void jsonHoldsIdsTextAndProbabilities() throws IOException {
        JsonNode json = new ObjectMapper().readTree(runner.ok("generate", "--model", model, "--prompt", "an", "--tokens", 5, "--format", "json"));
        assertEquals(5, json.get("ids").size());
        assertEquals(5, json.get("tokens").size());
        assertEquals(2, json.get("prompt_ids").size());
        assertTrue(json.get("probabilities").get(0).asDouble() > 0);
        assertEquals("an", json.get("prompt").asText());
    }

    @Test
    void temperatureZeroTakesTheLargestLogit() throws IOException {
        Path logits = folder.resolve("logits.csv");
        Path samples = folder.resolve("samples.csv");
        runner.ok("generate", "--model", model, "--prompt", "an", "--temperature", 0, "--draws", 3, "--samples", samples, "--logits", logits);
        List<String> rows = Files.readAllLines(logits);
        assertEquals("token_id,logit", rows.getFirst());
        double[] values = rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row.split(",")[1])).toArray();
        int best = IntStream.range(0, values.length).reduce((a, b) -> values[b] > values[a] ? b : a).orElseThrow();
        assertEquals(List.of("token_id", "" + best, "" + best, "" + best), Files.readAllLines(samples));
    }

    @Test
    void manyDrawsFollowTheProbabilities() throws IOException {
        Path logits = folder.resolve("l.csv");
        Path samples = folder.resolve("s.csv");
        runner.ok("generate", "--model", model, "--prompt", "an", "--temperature", 0.7, "--top-k", 3, "--draws", 20_000, "--samples", samples, "--logits", logits);
        double[] values = Files.readAllLines(logits).stream().skip(1).mapToDouble(row -> Double.parseDouble(row.split(",")[1])).toArray();
        int[] largest = IntStream.range(0, values.length).boxed().sorted((a, b) -> Double.compare(values[b], values[a])).limit(3).mapToInt(i -> i).toArray();
        double total = 0;
        for (int id : largest) {
            total += Math.exp(values[id] / 0.7);
        }
        List<String> drawn = Files.readAllLines(samples);
        for (int id : largest) {
            double wanted = Math.exp(values[id] / 0.7) / total;
            long count = drawn.stream().filter(Integer.toString(id)::equals).count();
            assertEquals(wanted, count / 20_000.0, 0.02);
        }
    }

    @Test
    void infoTellsParametersConfigurationAndFingerprint() throws IOException {
        Golden golden = GoldenFolder.write("mixed-llama", folder.resolve("llama"));
        JsonNode json = new ObjectMapper().readTree(runner.ok("info", folder.resolve("llama"), "--format", "json"));
        assertEquals(golden.json().get("parameters").asLong(), json.get("parameters").asLong());
        assertEquals(golden.json().get("fingerprint").asText(), json.get("fingerprint").asText());
        assertEquals("rope", json.get("config").get("positions").asText());
        assertTrue(json.get("tokenizer").isNull());
        String text = runner.ok("info", model);
        assertTrue(text.contains("\n  n_embd 16\n") && text.contains("\n  step 5\n") && text.contains("\n  kind char\n"), text);
    }

    @Test
    void infoWarnsOfWeightsThatAreNotNumbers() throws IOException {
        Path broken = folder.resolve("nan");
        runner.ok("train", "--from", model, "--steps", 0, "--out", broken);
        byte[] bytes = Files.readAllBytes(broken.resolve("model.safetensors"));
        bytes[bytes.length - 1] = (byte) 0x7F;
        bytes[bytes.length - 2] = (byte) 0xC0;
        Files.write(broken.resolve("model.safetensors"), bytes);
        assertTrue(runner.ok("info", broken).contains("non_finite 1\n"));
        assertTrue(runner.err().startsWith("warning: "), runner.err());
        assertTrue(runner.run("generate", "--model", broken, "--prompt", "a") == 1);
    }

    @Test
    void projectionsHaveOneRowForEachToken() throws IOException {
        Path out = folder.resolve("p.csv");
        Path ratios = folder.resolve("r.csv");
        runner.ok("project", "--model", model, "--method", "pca", "--axes", 3, "--out", out, "--ratios", ratios);
        List<String> rows = Files.readAllLines(out);
        assertEquals("token_id,label,x,y,z", rows.getFirst());
        assertTrue(rows.get(1).startsWith("0,"), rows.get(1));
        List<String> shares = Files.readAllLines(ratios);
        assertEquals("explained_variance_ratio", shares.getFirst());
        assertEquals(4, shares.size());
        assertTrue(Double.parseDouble(shares.get(1)) >= Double.parseDouble(shares.get(2)));
        runner.ok("project", "--model", model, "--method", "tsne", "--rows", 5, "--perplexity", 1, "--out", out);
        assertEquals(6, Files.readAllLines(out).size());
        assertTrue(runner.refusal(1, "project", "--model", model, "--tensor", "ln_f.bias", "--out", out).contains("is no matrix"));
    }

    @Test
    void gradientsOfAllVariantsAgreeWithNumericOnes() {
        for (String variant : List.of("n_layer=2", "positions=rope norm=rmsnorm activation_function=swiglu bias=false n_kv_head=1",
                "norm_place=post tie_word_embeddings=false positions=alibi")) {
            String out = runner.ok(java.util.stream.Stream.concat(java.util.stream.Stream.of("check-gradients", "--samples", 2, "--set", "n_embd=16", "n_head=2", "n_layer=1"),
                    java.util.stream.Stream.of(("--set " + variant).split(" "))).toArray());
            assertTrue(out.lines().count() > 5, out);
            assertTrue(out.contains("\nworst 0.0"), out);
        }
    }

    @Test
    void benchPrintsTheKeysOfThePyTorchScript() throws IOException {
        String out = runner.ok("bench", "--config", "tiny", "--mode", "both", "--seconds", 0, "--warmup", 0);
        List<String> lines = out.lines().toList();
        JsonNode train = new ObjectMapper().readTree(lines.get(0));
        for (String key : List.of("kind", "config", "threads", "ms_best", "ms_median", "tokens_per_s", "gflops", "peak_gflops", "share_of_peak", "first_step_s")) {
            assertTrue(train.has(key), key);
        }
        // Whether the share is plausible depends on what else the machine does; that it is a share of the peak does not.
        double peak = train.get("peak_gflops").asDouble();
        assertEquals(train.get("gflops").asDouble() / peak, train.get("share_of_peak").asDouble(), 0.1 / peak + 0.01);
        JsonNode gen = new ObjectMapper().readTree(lines.get(1));
        for (String key : List.of("kind", "config", "threads", "kv_cache", "prompt", "new", "tokens_per_s", "prefill_ms")) {
            assertTrue(gen.has(key), key);
        }
        assertTrue(gen.get("kv_cache").asBoolean() && gen.get("prefill_ms").asDouble() > 0);
        assertTrue(!new ObjectMapper().readTree(lines.get(2)).get("kv_cache").asBoolean());
        assertTrue(runner.refusal(2, "bench", "--config", "huge").startsWith("--config: 'huge' is not one of tiny"));
    }
}
