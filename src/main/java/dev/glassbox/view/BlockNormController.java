package dev.glassbox.view;

import dev.glassbox.analysis.NormSteps;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.nn.Norm;
import dev.glassbox.picture.NormDialPicture;
import dev.glassbox.picture.NormStepsPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// A norm taken apart: the real vector of the selected token, and a vector of two numbers to drag.
public final class BlockNormController {
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final Exports exports;

    @FXML private Label title;
    @FXML private Label note;
    @FXML private SegmentedControl<Boolean> which;
    @FXML private PictureView steps;
    @FXML private PictureView dial;

    public BlockNormController(WindowModel models, BlockChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        block = models.block();
    }

    @FXML
    private void initialize() {
        which.setAll(false, true);
        models.run().loadedProperty().subscribe(loaded -> {
            boolean post = loaded != null && loaded.config().normPlace() == Norm.Place.POST;
            which.setNames(second -> (post ? "after " : "before ") + (second ? "the MLP" : "attention"));
            which.setVisible(loaded != null && loaded.config().ffn());
            if (loaded != null && !loaded.config().ffn()) {
                block.secondNormProperty().set(false);
            }
        });
        block.secondNormProperty().subscribe(which::setValue);
        which.setOnChoice(block.secondNormProperty()::set);
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), steps, this::draw, models.trace().traceProperty(), models.trace().sentenceProperty(), selection.queryProperty(),
                selection.layerProperty(), block.secondNormProperty());
        new Refresh(models.pulse(), dial, this::turn, block.dialXProperty(), block.dialYProperty());
        steps.hoveredProperty().subscribe(choice.pointed()::set);
        dial.hoveredProperty().subscribe(choice.pointed()::set);
        steps.setOnOpen(hit -> BlockPlaces.of(models, hit).ifPresent(models.provenance()::open));
        dial.setOnDrag(this::drag);
        dial.setOnPick(this::drag);
        exports.add(new Figure("norm", "A norm taken apart", steps, note::getText));
        exports.add(new Figure("norm_dial", "Two numbers through two norms", dial, () -> "layer norm against RMS norm"));
    }

    private void drag(Hit hit) {
        if (hit instanceof NormDialPicture.Spot spot) {
            block.dialXProperty().set(spot.x());
            block.dialYProperty().set(spot.y());
        }
    }

    private void draw() {
        Trace trace = BlockFlowController.moment(models).orElse(null);
        if (trace == null) {
            steps.setPicture(null);
            note.setText(models.trace().getSentence().isEmpty() ? "Type a sentence." : "");
            return;
        }
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        BlockNorm norm = BlockNorm.of(trace, layer, token, block.secondNormProperty().get() && trace.config().ffn());
        title.setText(trace.config().norm() == Norm.Kind.NONE ? "No norm" : BlockPictures.normName(trace.config().norm()));
        note.setText("at " + trace.sentence().tokens().get(token).label() + "; the layer's own output differs by " + Numbers.format(norm.difference()) + " at most");
        steps.setPicture(picture(norm));
    }

    private static NormStepsPicture picture(BlockNorm norm) {
        NormSteps now = norm.steps();
        List<NormStepsPicture.Step> rows = new ArrayList<>();
        rows.add(step("x", "the stream", now.x()));
        switch (now.kind()) {
            case LAYERNORM -> {
                rows.add(step("x − μ", "μ = " + Numbers.format(now.mean()), now.centred()));
                rows.add(step("÷ √(σ² + ε)", "√ = " + Numbers.format(now.divisor()), now.normalized()));
            }
            case RMSNORM -> rows.add(step("x ÷ √(⟨x²⟩ + ε)", "√ = " + Numbers.format(now.divisor()), now.normalized()));
            case NONE -> { }
        }
        if (norm.gained()) {
            rows.add(step("· γ", "learned gain", now.scaled()));
        }
        if (norm.biased()) {
            rows.add(step("+ β", "learned bias", now.y()));
        }
        return new NormStepsPicture(rows);
    }

    private static NormStepsPicture.Step step(String name, String remark, float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double length = NormSteps.length(values, 0, values.length);
        return new NormStepsPicture.Step(name, remark, values, mean, length * length / values.length);
    }

    private void turn() {
        float[] x = {(float) block.dialXProperty().get(), (float) block.dialYProperty().get()};
        NormSteps layer = NormSteps.of(Norm.Kind.LAYERNORM, x, 1e-5, new float[0], new float[0]);
        NormSteps rms = NormSteps.of(Norm.Kind.RMSNORM, x, 1e-5, new float[0], new float[0]);
        dial.setPicture(new NormDialPicture(pair(x), pair(layer.y()), pair(rms.y()), List.of(
                "○ x = " + text(x),
                "mean μ = " + Numbers.fixed(layer.mean(), 2) + ", variance σ² = " + Numbers.fixed(layer.variance(), 2),
                "mean square ⟨x²⟩ = " + Numbers.fixed(rms.meanSquare(), 2),
                "",
                "■ LayerNorm (x − μ)/√(σ² + ε) = " + text(layer.y()),
                "  mean " + Numbers.fixed(layer.meanAfter(), 2) + ", mean square " + Numbers.fixed(layer.meanSquareAfter(), 2),
                "● RMSNorm   x/√(⟨x²⟩ + ε)    = " + text(rms.y()),
                "  mean " + Numbers.fixed(rms.meanAfter(), 2) + ", mean square " + Numbers.fixed(rms.meanSquareAfter(), 2),
                "",
                "Of two numbers layer norm keeps one bit:",
                "which is larger. RMS norm keeps the direction."))); 
    }

    private static List<Double> pair(float[] v) {
        return List.of((double) v[0], (double) v[1]);
    }

    private static String text(float[] v) {
        return "(" + Numbers.fixed(v[0], 2) + ", " + Numbers.fixed(v[1], 2) + ")";
    }
}
