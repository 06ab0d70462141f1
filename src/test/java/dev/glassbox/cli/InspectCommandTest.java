package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.model.Golden;
import dev.glassbox.model.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference numbers, seen through a model folder and the command line.
class InspectCommandTest {

    @TempDir
    Path folder;

    private final CommandRunner runner = new CommandRunner();

    /// Largest difference, relative to the largest reference value (at least 1e-3).
    private static double error(float[] expected, float[] actual) {
        double largest = 1e-3;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference / largest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "mixed-llama", "mixed-bloom", "mixed-transformer-2017", "mixed-broken"})
    void tensorsAreThoseOfTheReference(String name) throws IOException {
        Golden golden = GoldenFolder.write(name, folder.resolve("m"));
        Path out = folder.resolve("out.safetensors");
        runner.ok("inspect", "--model", folder.resolve("m"), "--ids", GoldenFolder.firstSequence(golden), "--out", out);
        try (Safetensors file = Safetensors.open(out)) {
            for (String tensor : tensors(golden)) {
                Safetensors.Entry entry = file.find(tensor).orElseThrow(() -> new AssertionError(tensor + " is missing"));
                float[] actual = new float[(int) entry.size()];
                file.read(entry, actual, 0);
                assertTrue(error(golden.floats(tensor), actual) < 1e-5, tensor); // the first sequence of the batch lies first
            }
            for (String weight : golden.json().get("weights").propertyStream().map(e -> e.getKey()).toList()) {
                assertTrue(file.find("grad." + weight).isPresent(), weight);
            }
        }
    }

    private static Set<String> tensors(Golden golden) {
        Set<String> names = new TreeSet<>(List.of("logits", "final"));
        for (int layer = 0; layer <= golden.config().nLayer(); layer++) {
            names.add("hidden." + layer);
        }
        for (int layer = 0; layer < golden.config().nLayer(); layer++) {
            names.add("attn." + layer);
        }
        return names;
    }

    @Test
    void gradientsAndLossAreThoseOfTheReferenceForItsOnlySequence() throws IOException {
        Golden golden = GoldenFolder.write("baseline", folder.resolve("m"));
        Path out = folder.resolve("out.json");
        runner.ok("inspect", "--model", folder.resolve("m"), "--ids", GoldenFolder.firstSequence(golden), "--what", "loss,gradients", "--out", out);
        JsonNode json = new ObjectMapper().readTree(out.toFile());
        assertEquals(0, json.get("tensors").get("loss").get("shape").size());
        assertEquals(golden.json().get("weights").size() + 1, json.get("tensors").size());
        float loss = (float) json.get("tensors").get("loss").get("data").get(0).asDouble();
        Path whole = folder.resolve("log.json");
        runner.ok("inspect", "--model", folder.resolve("m"), "--ids", GoldenFolder.firstSequence(golden), "--what", "logits", "--out", whole);
        JsonNode logits = new ObjectMapper().readTree(whole.toFile()).get("tensors").get("logits");
        int[] ids = golden.ints("ids");
        double sum = 0;
        for (int t = 0; t + 1 < golden.time(); t++) {
            double total = 0;
            for (int v = 0; v < 11; v++) {
                total += Math.exp(logits.get("data").get(t * 11 + v).asDouble());
            }
            sum += Math.log(total) - logits.get("data").get(t * 11 + ids[t + 1]).asDouble();
        }
        assertEquals(sum / (golden.time() - 1), loss, 1e-5);
    }

    @Test
    void aSingleTokenHasNeitherLossNorGradients() throws IOException {
        GoldenFolder.write("baseline", folder.resolve("m"));
        Path out = folder.resolve("out.safetensors");
        runner.ok("inspect", "--model", folder.resolve("m"), "--ids", "3", "--out", out);
        try (Safetensors file = Safetensors.open(out)) {
            assertTrue(file.find("loss").isEmpty());
            assertTrue(file.entries().stream().noneMatch(entry -> entry.name().startsWith("grad.")));
            assertEquals(List.of(1L, 11L), file.find("logits").orElseThrow().shape());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        GoldenFolder.write("baseline", folder.resolve("m"));
        Path model = folder.resolve("m");
        assertTrue(runner.refusal(1, "inspect", "--model", model, "--ids", "1,2,3,4,5,6,7,8,9", "--out", folder.resolve("o.json")).contains("the limit of this model is 8"));
        assertTrue(runner.refusal(1, "inspect", "--model", model, "--ids", "11", "--out", folder.resolve("o.json")).contains("outside the vocabulary of 11"));
        assertTrue(runner.refusal(1, "inspect", "--model", model, "--ids", "x", "--out", folder.resolve("o.json")).startsWith("--ids: 'x' is not a token id"));
        assertTrue(runner.refusal(1, "inspect", "--model", model, "--text", "hi", "--out", folder.resolve("o.json")).contains("has no tokenizer"));
        assertTrue(runner.refusal(2, "inspect", "--model", model, "--ids", "1", "--out", folder.resolve("o.csv")).startsWith("--out: "));
    }
}
