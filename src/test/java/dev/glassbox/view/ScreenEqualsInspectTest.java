package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static dev.glassbox.view.OnFx.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.glassbox.cli.Commands;
import dev.glassbox.cli.GlassboxCommand;
import dev.glassbox.control.PictureView;
import dev.glassbox.model.Safetensors;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.LogitLensPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.StreamBarsPicture;
import dev.glassbox.session.Place;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// A trained model, opened from its folder: what the Attention and the Block lens show are the numbers that `inspect` writes, to the last digit shown.
class ScreenEqualsInspectTest {
    private static final String TEXT = "annabella";
    private static final int LAYERS = 2;
    private static final int HEADS = 2;
    private static final int WIDTH = 16;
    private static final int QUERY = 5;

    @TempDir
    private static Path folder;

    private static Stage stage;
    private static WindowFixture window;
    private static WindowModel models;
    private static Safetensors file;
    private static int time;

    @BeforeAll
    static void openAModelAndInspectIt() throws Exception {
        Path model = folder.resolve("model");
        Path out = folder.resolve("out.safetensors");
        run("train", "--input", "names", "--tokenizer", "char", "--context", "16", "--set", "n_layer=" + LAYERS, "--set", "n_head=" + HEADS, "--set", "n_embd=" + WIDTH,
                "--steps", "30", "--batch-size", "8", "--out", model.toString());
        run("inspect", "--model", model.toString(), "--text", TEXT, "--out", out.toString());
        file = Safetensors.open(out);
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, TinyRuns.spec(10));
            return null;
        });
        models = window.wiring.models();
        until(() -> models.trace().getTrace().isPresent());
        on(() -> {
            models.files().open(model);
            return null;
        });
        until(() -> models.run().getLoaded().filter(loaded -> loaded.config().dModel() == WIDTH && loaded.config().nLayer() == LAYERS).isPresent());
        on(() -> {
            models.trace().setSentence(TEXT);
            return null;
        });
        time = (int) (long) file.find("logits").orElseThrow().shape().getFirst();
        until(() -> models.trace().getTrace().filter(trace -> trace.tokens() == time && trace.config().dModel() == WIDTH).isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
        file.close();
    }

    private static void run(String... args) {
        assertEquals(0, GlassboxCommand.run(Commands.all(), args), String.join(" ", args));
    }

    private static float[] inspected(String name) throws Exception {
        Safetensors.Entry entry = file.find(name).orElseThrow(() -> new AssertionError(name + " was not written"));
        float[] values = new float[(int) entry.size()];
        file.read(entry, values, 0);
        return values;
    }

    private static PictureView view(String selector) throws Exception {
        return on(() -> (PictureView) stage.getScene().getRoot().lookupAll(selector).stream().filter(OnStage::is).findFirst().orElseThrow());
    }

    private static void lens(Views wanted, int layer, int head) throws Exception {
        on(() -> {
            window.wiring.state().lens().set(wanted);
            models.selection().selectLayer(layer);
            models.selection().selectHead(head);
            models.selection().selectQuery(QUERY);
            models.selection().selectKey(2);
            return null;
        });
    }

    @Test
    void everyWeightOfEveryHead() throws Exception {
        for (int layer = 0; layer < LAYERS; layer++) {
            float[] expected = inspected("attn." + layer);
            for (int head = 0; head < HEADS; head++) {
                int from = head * time * time;
                lens(Views.ATTENTION, layer, head);
                String title = "Block " + (layer + 1) + " · head " + (head + 1);
                until(() -> stage.getScene().lookup(".matrix-card .card-title") instanceof Label label && label.getText().equals(title));
                PictureView matrix = view(".matrix-row > .picture-view");
                until(() -> matrix.getPicture() instanceof HeatmapPicture map && map.map().rows().size() == time && map.map().scale().isShares()
                        && map.map().value(time - 1, 0) == expected[from + (time - 1) * time]);
                HeatmapPicture shown = (HeatmapPicture) on(matrix::getPicture);
                double size = 900;
                for (int query = 0; query < time; query++) {
                    for (int key = 0; key < time; key++) {
                        float number = expected[from + query * time + key];
                        assertEquals(number, shown.map().value(query, key), title);
                        String text = shown.cellHit(query, key, matrix.ink(), size, size).text();
                        assertTrue(text.endsWith(": " + (key > query ? "masked" : Numbers.probability(number))), text);
                    }
                }
                BarPicture row = (BarPicture) on(view(".row-part .picture-view")::getPicture);
                for (int key = 0; key <= QUERY; key++) {
                    assertEquals(Numbers.probability(expected[from + QUERY * time + key]), row.bars().get(key).text());
                }
            }
        }
    }

    @Test
    void theDrawersNumbersAndGradients() throws Exception {
        lens(Views.ATTENTION, 1, 1);
        float[] pattern = inspected("attn.1");
        float[] last = inspected("hidden." + LAYERS);
        float[] logits = inspected("logits");
        int vocabulary = logits.length / time;
        drawer(Place.cell(ProbePoint.PATTERN, 1, 1, QUERY, 2), false, pattern[(time + QUERY) * time + 2]);
        drawer(Place.cell(ProbePoint.RESID_POST, LAYERS - 1, QUERY, 3), false, last[QUERY * WIDTH + 3]);
        drawer(Place.cell(ProbePoint.FINAL_NORM, -1, QUERY, 3), false, inspected("final")[QUERY * WIDTH + 3]);
        drawer(Place.cell(ProbePoint.LOGITS, -1, QUERY, 4), false, logits[QUERY * vocabulary + 4]);
        drawer(Place.weight("h.1.attn.c_proj.weight", 3, 5), true, inspected("grad.h.1.attn.c_proj.weight")[3 * WIDTH + 5]);
        drawer(Place.weight("h.0.mlp.c_fc.weight", 2, 7), true, inspected("grad.h.0.mlp.c_fc.weight")[2 * 4 * WIDTH + 7]);
        on(() -> {
            window.wiring.state().tracing().set(false);
            return null;
        });
    }

    private static void drawer(Place place, boolean gradient, float expected) throws Exception {
        on(() -> {
            models.provenance().gradientProperty().set(gradient);
            models.provenance().open(place);
            return null;
        });
        until(() -> models.provenance().answerProperty().get() != null && models.provenance().answerProperty().get().place().equals(place)
                && models.provenance().answerProperty().get().gradient() == gradient);
        until(() -> stage.getScene().lookup(".trace-drawer #value") instanceof Label label && label.getText().equals(Numbers.format(expected)));
    }

    @Test
    void theStreamTheGuessesAndTheLoss() throws Exception {
        lens(Views.BLOCK, 0, 0);
        PictureView bars = view(".block-view #bars");
        until(() -> bars.getPicture() instanceof StreamBarsPicture now && now.bars().size() == 1 + 2 * LAYERS);
        List<StreamBarsPicture.Bar> shown = ((StreamBarsPicture) on(bars::getPicture)).bars();
        for (int layer = 0; layer <= LAYERS; layer++) {
            float[] hidden = inspected("hidden." + layer);
            double squares = 0;
            for (int c = 0; c < WIDTH; c++) {
                squares += (double) hidden[QUERY * WIDTH + c] * hidden[QUERY * WIDTH + c];
            }
            assertEquals(Numbers.format(Math.sqrt(squares)), Numbers.format(shown.get(2 * layer).sum()), "after " + shown.get(2 * layer).name());
        }
        on(() -> {
            models.block().partProperty().set(BlockModel.Part.LENS);
            return null;
        });
        PictureView grid = view(".block-view #grid");
        until(() -> grid.getPicture() instanceof LogitLensPicture now && now.tokens().size() == time);
        LogitLensPicture lens = (LogitLensPicture) on(grid::getPicture);
        float[] logits = inspected("logits");
        int vocabulary = logits.length / time;
        for (int t = 0; t < time; t++) {
            double sum = 0;
            float best = Float.NEGATIVE_INFINITY;
            for (int v = 0; v < vocabulary; v++) {
                best = Math.max(best, logits[t * vocabulary + v]);
            }
            for (int v = 0; v < vocabulary; v++) {
                sum += Math.exp(logits[t * vocabulary + v] - best);
            }
            assertEquals(Numbers.probability(1 / sum), Numbers.probability(lens.stages().getLast().cells().get(t).probabilities().getFirst()));
        }
        on(() -> {
            models.block().partProperty().set(BlockModel.Part.BLOCK);
            window.wiring.state().lens().set(Views.ATTENTION);
            window.wiring.attention().page().set(AttentionChoice.Page.HEADS);
            return null;
        });
        String loss = Numbers.format(inspected("loss")[0]);
        until(() -> stage.getScene().lookup("#sentenceBefore") instanceof Label label && label.getText().equals(loss));
        on(() -> {
            window.wiring.attention().page().set(AttentionChoice.Page.MICROSCOPE);
            return null;
        });
    }
}
