package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.session.OrderStudy;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page *Swap two tokens*: the same tokens in another order, with and without positions and mask.
public final class PositionsOrderController {
    private final WindowModel models;
    private final Exports exports;
    private final PositionsModel positions;

    @FXML private PictureView picture;
    @FXML private Label texts;
    @FXML private Label bag;

    public PositionsOrderController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
        positions = models.positions();
    }

    @FXML
    private void initialize() {
        new Refresh(models.pulse(), picture, this::draw, positions.orderProperty());
        exports.add(new Figure("swap", "Tokens in another order", picture, texts::getText));
    }

    @FXML
    private void catAndMouse() {
        positions.catAndMouse();
    }

    @FXML
    private void shuffle() {
        positions.shuffle();
    }

    @FXML
    private void swap() {
        positions.swapTwo();
    }

    static List<String> labels(OrderStudy.Answer answer, int[] ids) {
        Vocabulary vocabulary = answer.run().tokenizer().vocabulary();
        return Arrays.stream(ids).mapToObj(vocabulary::label).toList();
    }

    private void draw() {
        OrderStudy.Answer answer = positions.getOrder().orElse(null);
        if (answer == null) {
            return;
        }
        List<String> labels = labels(answer, answer.ids());
        texts.setText(String.join(" ", labels) + "   ⇄   " + String.join(" ", labels(answer, answer.swapped())));
        bag.setText("The same " + labels.size() + " tokens in another order: the bag is the same.");
        picture.setPicture(picture(answer));
    }

    /// One row for each of the four models, one column for each token.
    static HeatmapPicture picture(OrderStudy.Answer answer) {
        List<String> labels = labels(answer, answer.ids());
        int n = labels.size();
        float[] values = new float[answer.rows().size() * n];
        for (int row = 0; row < answer.rows().size(); row++) {
            System.arraycopy(answer.rows().get(row).changes(), 0, values, row * n, n);
        }
        float largest = 1e-6f;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        Heatmap map = Heatmap.of(Heatmap.Side.labelled("the model has", List.of("both", "positions only", "mask only", "neither")),
                Heatmap.Side.labelled("the token, wherever it stands", labels), values, HeatScale.sequential(0, largest, "largest change of a number of its last vector"));
        return HeatmapPicture.of(map).looking(Look.FULL.stretched());
    }
}
