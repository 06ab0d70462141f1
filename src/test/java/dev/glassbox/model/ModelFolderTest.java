package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.tensor.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFolderTest {

    @TempDir
    Path parent;

    private Path path;
    private ModelFolder folder;
    private Golden golden;

    @BeforeEach
    void prepare() throws IOException {
        path = Files.createDirectory(parent.resolve("model"));
        folder = new ModelFolder(path);
        golden = Golden.read("baseline");
    }

    static List<String> cases() {
        return Golden.modelCases();
    }

    /// Writes a model the way another program would: config.json as it stands in the case, tensors in its own way.
    private void write(Golden source, ForeignSafetensors tensors) throws IOException {
        Files.writeString(path.resolve("config.json"), source.json().get("config").toString());
        tensors.write(path.resolve("model.safetensors"));
    }

    private String refusal() {
        return assertThrows(BadFileException.class, folder::open).problem();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyVariantOpensAndIsWrittenBackWithTheSameFingerprint(String name) throws IOException {
        Golden source = Golden.read(name);
        write(source, ForeignSafetensors.of(source, "F32", ""));
        ModelFolder.Opened opened = folder.open();
        assertEquals(source.json().get("fingerprint").asText(), opened.parameters().fingerprint());
        assertEquals(List.of(), opened.warnings());

        ModelFolder copy = new ModelFolder(parent.resolve("copy"));
        copy.draft(opened.config(), opened.parameters().values()).save();
        ModelFolder.Opened again = copy.open();
        assertEquals(opened.config(), again.config());
        assertArrayEquals(opened.parameters().values(), again.parameters().values());
    }

    @ParameterizedTest
    @CsvSource({"F32,''", "F16,''", "BF16,transformer.", "F32,transformer."})
    void typesPrefixesAndMaskBuffersOfOtherProgramsAreAccepted(String type, String prefix) throws IOException {
        ForeignSafetensors tensors = ForeignSafetensors.of(golden, type, prefix);
        tensors.raw(prefix + "h.0.attn.bias", "BOOL", new int[] {1, 1, 8, 8}, new byte[64]);
        tensors.raw(prefix + "h.1.attn.masked_bias", "F32", new int[0], new byte[4]);
        write(golden, tensors);
        float[] read = folder.open().parameters().values();
        float[] exact = golden.parameters(new Transformer(golden.config())).values();
        float tolerance = type.equals("F32") ? 0 : type.equals("F16") ? 1e-3f : 1e-2f;
        assertArrayEquals(exact, read, tolerance);
    }

    @Test
    void aCopyOfATiedHeadIsDroppedAndAnotherHeadIsRefused() throws IOException {
        JsonNode tokens = golden.json().get("weights").get("wte.weight");
        write(golden, ForeignSafetensors.of(golden, "F32", "transformer.").floats("lm_head.weight", tokens));
        assertEquals(golden.json().get("fingerprint").asText(), folder.open().parameters().fingerprint());

        ForeignSafetensors other = ForeignSafetensors.of(golden, "F32", "");
        other.raw("lm_head.weight", "F32", new int[] {11, 8}, new byte[4 * 88]);
        write(golden, other);
        assertTrue(refusal().contains("differs from wte.weight"));
    }

    @Test
    void missingUnknownAndMisshapenTensorsAreNamed() throws IOException {
        write(golden, ForeignSafetensors.of(golden, "F32", "").without("ln_f.bias"));
        assertEquals("lacks 'ln_f.bias'", refusal());

        ForeignSafetensors more = ForeignSafetensors.of(golden, "F32", "");
        more.raw("h.2.extra", "F32", new int[] {1}, new byte[4]);
        write(golden, more);
        assertEquals("holds 'h.2.extra', which the model in config.json does not have", refusal());

        ForeignSafetensors shape = ForeignSafetensors.of(golden, "F32", "").without("ln_f.bias");
        shape.raw("ln_f.bias", "F32", new int[] {2, 4}, new byte[32]);
        write(golden, shape);
        assertEquals("holds 'ln_f.bias' with shape [2, 4], config.json asks for [8]", refusal());

        ForeignSafetensors type = ForeignSafetensors.of(golden, "F32", "").without("ln_f.bias");
        type.raw("ln_f.bias", "F64", new int[] {8}, new byte[64]);
        write(golden, type);
        assertEquals("holds 'ln_f.bias' as F64", refusal());

        ForeignSafetensors twice = ForeignSafetensors.of(golden, "F32", "");
        twice.raw("transformer.ln_f.bias", "F32", new int[] {8}, new byte[32]);
        write(golden, twice);
        assertTrue(refusal().startsWith("holds 'ln_f.bias' twice"));
    }

    @Test
    void weightsThatAreNotNumbersOpenWithAWarning() throws IOException {
        ForeignSafetensors tensors = ForeignSafetensors.of(golden, "F32", "").without("ln_f.bias");
        tensors.raw("ln_f.bias", "F32", new int[] {8}, ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(Float.NaN).putFloat(Float.POSITIVE_INFINITY).array());
        write(golden, tensors);
        List<String> warnings = folder.open().warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("2 of "), warnings.getFirst());
    }

    @Test
    void aModelThatDoesNotFitIntoMemoryIsRefusedBeforeMemoryIsTaken() throws IOException {
        write(golden, ForeignSafetensors.of(golden, "F32", ""));
        Files.writeString(path.resolve("config.json"), "{\"n_embd\":65536,\"n_head\":16,\"n_layer\":1024,\"vocab_size\":200000}");
        assertTrue(refusal().contains("Java may use"), refusal());
    }

    @Test
    void aFolderWithoutAModelIsRefused() {
        assertEquals("does not exist", refusal());
        folder = new ModelFolder(parent.resolve("nowhere"));
        assertEquals("does not exist", refusal());
    }

    @Test
    void theOptimizersAveragesComeBackUnderTheirNames() throws IOException {
        Parameters parameters = golden.parameters(new Transformer(golden.config()));
        float[] v = parameters.values().clone();
        v[0] = 7;
        folder.draft(golden.config(), parameters.values()).withMoments(List.of("m", "v"), List.of(parameters.values(), v)).save();
        try (Safetensors file = Safetensors.open(path.resolve("optimizer.safetensors"))) {
            assertTrue(file.find("m.h.0.attn.c_attn.weight").isPresent());
        }
        List<float[]> read = folder.moments(golden.config(), List.of("m", "v"));
        assertArrayEquals(parameters.values(), read.get(0));
        assertArrayEquals(v, read.get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"n_embd":0}                     | n_embd: 0 is outside the limits
            {"n_embd":1e9}                   | n_embd: 1.0E9 is not a whole number
            {"n_layer":99999999999999999999} | n_layer: 99999999999999999999 is outside the limits
            {"vocab_size":200001}            | vocab_size: 200001 is outside the limits
            {"n_head":5}                     | n_head: 5 heads do not divide n_embd 768 evenly
            {"n_head":"12"}                  | n_head: "12" is not a whole number
            {"norm":"batchnorm"}             | norm: 'batchnorm' is not known
            {"bias":1}                       | bias: 1 is not a switch
            {"layer_norm_epsilon":"tiny"}    | layer_norm_epsilon: "tiny" is not a number
            []                               | is not a JSON object
            {"n_embd":8,"n_embd":8}          | is not valid JSON in line 1, column 21
            """)
    void configurationsThatMakeNoSenseAreRefused(String json, String start) throws IOException {
        Files.writeString(path.resolve("config.json"), json);
        assertTrue(refusal().startsWith(start), refusal());
    }

    @Test
    void absentKeysHaveGpt2sValueAndUnknownOnesAreIgnored() throws IOException {
        Files.writeString(path.resolve("config.json"), "\uFEFF{\"architectures\":[\"GPT2LMHeadModel\"],\"n_inner\":null,\"attn_pdrop\":0.1}\r\n");
        assertEquals(ModelConfig.gpt2(), folder.config());
        assertEquals(124_439_808, folder.config().parameterCount());
    }

    @Test
    void aConfigurationAboveOneMegabyteIsRefused() throws IOException {
        Files.writeString(path.resolve("config.json"), "{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
        assertTrue(refusal().contains("the limit is 1 MB"), refusal());
    }

    @Test
    void savingReplacesTheOldStateWithAllItsFiles() throws IOException {
        Parameters parameters = golden.parameters(new Transformer(golden.config()));
        folder.draft(golden.config(), parameters.values()).withMoments(List.of("m"), List.of(parameters.values()))
                .with("training.json", out -> out.write("{}".getBytes(StandardCharsets.UTF_8))).save();
        assertTrue(folder.training().isPresent());
        folder.draft(golden.config(), parameters.values()).save();
        assertTrue(folder.training().isEmpty());
        assertEquals(Map.of("config.json", 1, "model.safetensors", 1).keySet(), java.util.Set.of(path.toFile().list()));
    }
}
