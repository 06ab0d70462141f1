package dev.glassbox.view;

import dev.glassbox.analysis.Saturation;
import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.SaturationModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page about √d_head: random queries and keys, their scores and what a softmax makes of them, unscaled above, scaled below.
public final class SaturationController {
    private static final int BINS = 25;

    private final WindowModel models;
    private final SaturationModel lab;
    private final Exports exports;

    @FXML private ParameterSlider width;
    @FXML private ParameterSlider keys;
    @FXML private PictureView plainScores;
    @FXML private PictureView plainWeights;
    @FXML private Label plainFacts;
    @FXML private PictureView scaledScores;
    @FXML private PictureView scaledWeights;
    @FXML private Label scaledFacts;

    public SaturationController(WindowModel models, Exports exports) {
        this.models = models;
        this.lab = models.attention().saturation();
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        lab.widthProperty().subscribe(now -> width.setValue(now.doubleValue()));
        width.setOnWish(wish -> lab.widthProperty().set((int) wish));
        lab.keysProperty().subscribe(now -> keys.setValue(now.doubleValue()));
        keys.setOnWish(wish -> lab.keysProperty().set((int) wish));
        new Refresh(models.pulse(), plainScores, this::draw, lab.answerProperty());
        exports.add(new Figure("saturation-unscaled", "Unscaled scores", plainScores, plainFacts::getText));
        exports.add(new Figure("saturation-scaled", "Scaled scores", scaledScores, scaledFacts::getText));
    }

    @FXML
    private void again() {
        lab.drawAgain();
    }

    private void draw() {
        var pair = lab.answerProperty().get();
        if (pair == null) {
            return;
        }
        double limit = Math.max(1, 3 * pair.plain().deviation());
        show(pair.plain(), limit, plainScores, plainWeights, plainFacts);
        show(pair.scaled(), limit, scaledScores, scaledWeights, scaledFacts);
    }

    /// The mean with its standard error: other queries give another one.
    static String top(Saturation found) {
        return Numbers.format(found.top()) + " ± " + Numbers.fixed(found.topError(), 3);
    }

    /// Both histograms share one axis, so that the narrow one looks narrow.
    private static void show(Saturation found, double limit, PictureView scores, PictureView weights, Label facts) {
        int[] counts = new int[BINS];
        for (float score : found.scores()) {
            int bin = (int) Math.floor((score + limit) / (2 * limit) * BINS);
            counts[Math.clamp(bin, 0, BINS - 1)]++;
        }
        List<Bar> histogram = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double middle = -limit + (i + 0.5) * 2 * limit / BINS;
            boolean named = i == BINS / 2 || i == BINS - 2 && middle < 100;
            histogram.add(Bar.of(named ? Numbers.fixed(Math.abs(middle) < 1e-9 ? 0 : middle, 0) : "", (double) counts[i] / found.scores().length).text(""));
        }
        scores.setPicture(BarPicture.columns("Share of the scores, from " + Numbers.format(-limit) + " to " + Numbers.format(limit), histogram)
                .writing(true, false));
        List<Bar> row = new ArrayList<>();
        for (int i = 0; i < found.weights().length; i++) {
            row.add(Bar.of(Integer.toString(i + 1), found.weights()[i]).text(found.weights().length <= 20 ? Numbers.fixed(found.weights()[i], 2) : ""));
        }
        weights.setPicture(BarPicture.columns("Softmax of one query, largest first", row).between(0, 1).colors(InkColor.Q, InkColor.Q)
                .writing(found.weights().length <= 20, found.weights().length <= 20));
        facts.setText("std " + Numbers.format(found.deviation()) + "   top weight " + top(found) + "   entropy "
                + Numbers.format(found.entropy()) + " of " + Numbers.format(found.mostEntropy()) + " nats   gradient Σp(1−p) " + Numbers.format(found.gradient()));
    }
}
