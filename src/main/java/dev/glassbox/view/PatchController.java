package dev.glassbox.view;

import dev.glassbox.control.HeatmapView;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.PatchModel;
import dev.glassbox.viewmodel.PatchModel.Answer;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// The page about activation patching: one place of the shared sentence's stream at a time, put into a second sentence.
public final class PatchController {
    private final WindowModel models;
    private final PatchModel patch;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private TextField text;
    @FXML private Label shared;
    @FXML private Label caption;
    @FXML private Label problem;
    @FXML private HeatmapView grid;

    public PatchController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.patch = models.attention().patch();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        text.textProperty().bindBidirectional(patch.textProperty());
        shared.textProperty().bind(models.trace().textProperty());
        problem.textProperty().bind(patch.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        new Refresh(models.pulse(), grid, this::draw, patch.answerProperty());
        grid.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("patch", "Activation patching", grid, caption::getText));
    }

    private void draw() {
        Answer answer = patch.answerProperty().get();
        if (answer == null) {
            grid.setPicture(null);
            caption.setText("");
            return;
        }
        List<String> from = AttentionPictures.tokens(answer.from());
        List<String> into = AttentionPictures.tokens(answer.into());
        List<String> columns = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (int t = 0; t < from.size(); t++) {
            columns.add(into.get(t));
            if (!from.get(t).equals(into.get(t))) {
                differences.add(into.get(t) + " gets the stream of " + from.get(t));
            }
        }
        String axis = "position that is patched" + switch (differences.size()) {
            case 0 -> "";
            case 1, 2 -> ": " + String.join(", ", differences);
            default -> "; " + differences.size() + " tokens differ";
        };
        List<String> rows = IntStream.range(0, answer.from().layers()).mapToObj(layer -> "after block " + (layer + 1)).toList();
        float[] change = answer.grid().clone();
        boolean[] unknown = new boolean[change.length];
        for (int i = 0; i < change.length; i++) {
            unknown[i] = Float.isNaN(change[i]);
            change[i] = unknown[i] ? 0 : change[i] - answer.plain();
        }
        HeatScale scale = HeatScale.around("change of p(" + answer.token() + ") against the second sentence unpatched", change);
        Heatmap map = Heatmap.of(new Side("", rows.size(), rows, InkColor.FG), new Side(axis, columns.size(), columns, InkColor.K),
                change, scale);
        map = answer.complete() ? map : map.masked(unknown);
        grid.show(HeatmapPicture.of(map).looking(new Look(true, true, true, false, 96)));
        caption.setText("p(" + answer.token() + ") is " + Numbers.probability(answer.whole()) + " after the shared sentence, "
                + Numbers.probability(answer.plain()) + " after the second one"
                + (answer.complete() ? "" : "; " + answer.known() + " of " + answer.grid().length + " places tried"));
    }
}
