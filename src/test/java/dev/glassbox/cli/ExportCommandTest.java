package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glassbox.cli.StartScript.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {

    @TempDir
    static Path folder;

    private static Path model;
    private final CommandRunner runner = new CommandRunner();

    @BeforeAll
    static void train() {
        model = folder.resolve("names");
        new CommandRunner().ok("train", "--input", "names", "--tokenizer", "char", "--context", 8, "--set", "n_layer=2", "n_head=2", "n_embd=16", "--steps", 12, "--out", model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"architecture", "attention", "loss", "embedding", "generation"})
    void everyViewIsWrittenAsSvgAndCsv(String view) throws Exception {
        Path svg = folder.resolve(view + ".svg");
        runner.ok("export", "--model", model, "--view", view, "--text", "anna", "--out", svg);
        assertTrue(Files.readString(svg).startsWith("<?xml") && Files.readString(svg).endsWith("</svg>\n"));
        String fingerprint = runner.ok("info", model).lines().filter(line -> line.startsWith("fingerprint")).findFirst().orElseThrow().substring(12);
        assertTrue(Files.readString(svg).contains(fingerprint), "the figure carries the fingerprint");
        Path csv = folder.resolve(view + ".csv");
        runner.ok("export", "--model", model, "--view", view, "--text", "anna", "--out", csv);
        List<String> rows = Files.readAllLines(csv);
        assertTrue(rows.size() > 4, rows.toString());
        int columns = rows.getFirst().split(",").length;
        assertTrue(rows.stream().filter(row -> !row.contains("\"")).allMatch(row -> row.split(",", -1).length == columns), rows.toString());
    }

    @Test
    void attentionRowsSumToOne() throws IOException {
        Path csv = folder.resolve("a.csv");
        runner.ok("export", "--model", model, "--view", "attention", "--ids", "1,2,3", "--layer", 1, "--head", 0, "--out", csv);
        double sum = Files.readAllLines(csv).stream().skip(1).map(row -> row.split(",")).filter(row -> row[2].equals("2"))
                .mapToDouble(row -> Double.parseDouble(row[6])).sum();
        assertEquals(1, sum, 1e-6);
        assertEquals(10, Files.readAllLines(csv).size());
    }

    /// A script compares them with `inspect`; who reads the figure compares it with the window.
    @Test
    void layersAndHeadsCountFromZeroAsTensorsDoAndTheFigureSaysWhichBlockThatIs() throws IOException {
        Path csv = folder.resolve("one.csv");
        Path json = folder.resolve("inspected.json");
        runner.ok("export", "--model", model, "--view", "attention", "--ids", "1,2,3", "--layer", 1, "--head", 1, "--out", csv);
        runner.ok("inspect", "--model", model, "--ids", "1,2,3", "--what", "attention", "--out", json);
        JsonNode tensor = new ObjectMapper().readTree(json.toFile()).findValue("attn.1");
        List<Float> inspected = new ArrayList<>();
        numbers(tensor, inspected);
        List<String[]> rows = Files.readAllLines(csv).stream().skip(1).map(row -> row.split(",")).toList();
        assertTrue(rows.stream().allMatch(row -> row[0].equals("1") && row[1].equals("1")), "the columns say what was asked for");
        List<Float> exported = rows.stream().map(row -> Float.parseFloat(row[6])).toList();
        assertEquals(inspected.subList(inspected.size() - 9, inspected.size()), exported);

        Path svg = folder.resolve("one.svg");
        runner.ok("export", "--model", model, "--view", "attention", "--ids", "1,2,3", "--layer", 1, "--head", 0, "--out", svg);
        assertTrue(Files.readString(svg).contains("Attention, block 2, head 1"), () -> "the window's numbers");
        String help = runner.ok("export", "--help").replaceAll("\\s+", " ");
        assertTrue(help.contains("0 is block 1 of the window") && help.contains("0 is head 1 of the window"), help);
    }

    private static void numbers(JsonNode node, List<Float> into) {
        if (node.isNumber()) {
            into.add(node.floatValue());
        } else if (node.isObject()) {
            numbers(node.get("data"), into);
        } else {
            node.forEach(part -> numbers(part, into));
        }
    }

    @Test
    void theLossIsThatOfEveryStep() throws IOException {
        Path csv = folder.resolve("l.csv");
        runner.ok("export", "--model", model, "--view", "loss", "--out", csv);
        assertEquals("step,loss", Files.readAllLines(csv).getFirst());
        assertTrue(Files.readAllLines(csv).getLast().startsWith("12,"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Path out = folder.resolve("x.svg");
        assertTrue(runner.refusal(2, "export", "--model", model, "--view", "attention", "--out", out).startsWith("--text: is missing"));
        assertTrue(runner.refusal(2, "export", "--model", model, "--view", "loss", "--out", folder.resolve("x.bmp")).startsWith("--out: "));
        assertTrue(runner.refusal(2, "export", "--model", model, "--view", "everything", "--out", out).startsWith("--view: "));
        assertTrue(runner.refusal(1, "export", "--model", model, "--view", "attention", "--text", "an", "--layer", 2, "--out", out).startsWith("--layer: 2 is not there"));
        assertTrue(runner.refusal(1, "export", "--model", model, "--view", "attention", "--text", "annaannaanna", "--out", out).contains("the limit of this model is 8"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pixelsNeedNoDisplay() throws Exception {
        StartScript glassbox = new StartScript();
        Path png = folder.resolve("a.png");
        Result result = glassbox.run(Map.of(), "export", "--model", model, "--view", "attention", "--text", "anna", "--width", 640, "--height", 400, "--out", png);
        assertEquals("", result.err());
        assertEquals(0, result.code());
        byte[] bytes = Files.readAllBytes(png);
        assertEquals(640, (bytes[18] & 0xFF) << 8 | bytes[19] & 0xFF);
        Path gif = folder.resolve("a.gif");
        assertEquals(0, glassbox.run(Map.of(), "export", "--model", model, "--view", "attention", "--text", "anna", "--width", 320, "--height", 200, "--out", gif).code());
        assertEquals("GIF89a", new String(Files.readAllBytes(gif), 0, 6, StandardCharsets.US_ASCII));
    }

    @Test
    void screenshotsAreDrawnByTheTour() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> asked = new java.util.ArrayList<>();
        int code = GlassboxCommand.run(List.of(new ScreenshotsCommand((path, engine, theme, width, height, steps, only) -> {
            asked.add(path + " " + theme + " " + width + " " + height);
            return List.of(path.resolve("live.png"));
        })), out, out, "screenshots", "--out", "shots", "--theme", "dark", "--width", "800", "--height", "600");
        assertEquals(0, code);
        assertEquals(List.of("shots dark 800 600"), asked);
        assertEquals("shots/live.png\n", out.toString(StandardCharsets.UTF_8));
    }
}
