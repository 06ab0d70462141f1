package dev.glassbox.view;

import dev.glassbox.analysis.ActivationCurve;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.ActivationPicture;
import dev.glassbox.picture.ContextsPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.NeuronStripPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.NeuronReport;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;

/// The feed-forward layer: its neurons at the selected token, its activation function, and what makes a neuron fire.
public final class BlockMlpController {
    private static final int POINTS = 241;
    private static final double REACH = 3;

    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final Exports exports;

    @FXML private Label stripTitle;
    @FXML private Label stripNote;
    @FXML private PictureView strip;
    @FXML private Label curveNote;
    @FXML private ComboBox<Activation> function;
    @FXML private PictureView curve;
    @FXML private SegmentedControl<Boolean> right;
    @FXML private ProgressBar progress;
    @FXML private PictureView contexts;
    @FXML private Label below;

    public BlockMlpController(WindowModel models, BlockChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        block = models.block();
    }

    @FXML
    private void initialize() {
        right.setNames(off -> off ? "without activation" : "what makes it fire");
        right.setAll(false, true);
        block.withoutActivationProperty().subscribe(right::setValue);
        right.setOnChoice(block.withoutActivationProperty()::set);
        Combos.fill(function, List.of(Activation.values()), this::name);
        block.functionProperty().subscribe(now -> function.setValue(now == null ? Activation.GELU_NEW : now));
        function.valueProperty().subscribe(now -> block.functionProperty().set(now));
        SelectionModel selection = models.selection();
        var trace = models.trace().traceProperty();
        var sentence = models.trace().sentenceProperty();
        new Refresh(models.pulse(), strip, this::draw, trace, sentence, selection.queryProperty(), selection.layerProperty(), block.neuronProperty(),
                block.functionProperty(), block.reportProperty());
        new Refresh(models.pulse(), contexts, this::drawRight, trace, sentence, selection.queryProperty(), selection.layerProperty(), block.neuronProperty(),
                block.reportProperty(), block.collapsedProperty(), block.withoutActivationProperty());
        for (PictureView view : List.of(strip, curve, contexts)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
            view.setOnPick(this::pick);
            view.setOnOpen(hit -> BlockPlaces.of(models, hit).ifPresent(models.provenance()::open));
        }
        exports.add(new Figure("neurons", "The neurons of one block", strip, stripNote::getText));
        exports.add(new Figure("activation", "The activation function and the neurons on it", curve, curveNote::getText));
        exports.add(new Figure("fires", "What makes a neuron fire", contexts, below::getText));
    }

    private String name(Activation activation) {
        boolean own = models.run().getLoaded().filter(run -> run.config().activation() == activation).isPresent();
        String name = activation == Activation.GELU_NEW ? "GELU (tanh)" : activation == Activation.SWIGLU ? "SwiGLU gate" : BlockPictures.activationName(activation);
        return own ? name + " · this model" : name;
    }

    private void pick(Hit hit) {
        switch (hit) {
            case NeuronStripPicture.Neuron neuron -> block.neuronProperty().set(neuron.index());
            case ActivationPicture.Dot dot -> block.neuronProperty().set(dot.neuron());
            default -> { }
        }
    }

    /// The neuron looked at: the chosen one, else the most active one.
    static int neuron(BlockModel block, float[] outputs) {
        int chosen = block.neuronProperty().get();
        if (chosen >= 0 && chosen < outputs.length) {
            return chosen;
        }
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    /// One token's row of a place in the feed-forward layer; empty where the model has none.
    static float[] neurons(Trace trace, ProbePoint point, int layer, int token) {
        int f = trace.config().dFf();
        return trace.get(point, layer).map(v -> Arrays.copyOfRange(v.values(), token * f, (token + 1) * f)).orElse(new float[0]);
    }

    private void draw() {
        Trace trace = BlockFlowController.moment(models).filter(t -> t.config().ffn()).orElse(null);
        if (trace == null) {
            stripNote.setText(models.trace().getSentence().isEmpty() ? "Type a sentence." : "");
            strip.setPicture(null);
            curve.setPicture(null);
            return;
        }
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        float[] pre = neurons(trace, ProbePoint.MLP_PRE, layer, token);
        float[] post = neurons(trace, ProbePoint.MLP_POST, layer, token);
        int neuron = neuron(block, post);
        String label = trace.sentence().tokens().get(token).label();
        stripTitle.setText(Numbers.integer(post.length) + " neurons of block " + (layer + 1));
        stripNote.setText("what each gives at " + label + "; " + dead(trace, layer));
        strip.setPicture(new NeuronStripPicture(post, neuron, label));
        Activation own = trace.config().activation();
        Activation shown = block.functionProperty().get() == null ? own : block.functionProperty().get();
        double reach = REACH;
        for (float input : pre) {
            reach = Float.isFinite(input) ? Math.max(reach, Math.min(12, Math.abs(input) * 1.05)) : reach;
        }
        ActivationCurve line = ActivationCurve.of(shown, -reach, reach, POINTS, Kernels.scalar());
        float[] outputs = ActivationCurve.values(shown, pre, Kernels.scalar());
        long zero = 0;
        for (float input : pre) {
            zero += input <= 0 ? 1 : 0;
        }
        curveNote.setText(shown == own ? zero + " inputs ≤ 0" : "formula only");
        curve.setPicture(new ActivationPicture(name(shown), line.x(), line.y(), line.slope(), pre, outputs, neuron));
    }

    private String dead(Trace trace, int layer) {
        NeuronReport report = block.reportProperty().get();
        if (report == null || report.validationTokens() == 0) {
            return "reading the corpus …";
        }
        int dead = report.dead(layer);
        String share = dead + " of " + report.neurons() + " (" + Numbers.percent((double) dead / report.neurons()) + ")";
        String where = " at any of " + Numbers.integer(report.validationTokens()) + " validation tokens";
        return trace.config().activation() == Activation.RELU ? "dead: " + share + ", never above zero" + where : "never above zero" + where + ": " + share;
    }

    private void drawRight() {
        Trace trace = BlockFlowController.moment(models).filter(t -> t.config().ffn()).orElse(null);
        boolean off = block.withoutActivationProperty().get();
        NeuronReport report = block.reportProperty().get();
        progress.setVisible(!off && report != null && !report.complete());
        progress.setProgress(report == null ? 0 : (double) report.windows() / Math.max(1, report.all()));
        if (trace == null) {
            contexts.setPicture(null);
            below.setText("");
        } else if (off) {
            collapsed(trace);
        } else {
            fires(trace, report);
        }
    }

    private void fires(Trace trace, NeuronReport report) {
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        int neuron = neuron(block, neurons(trace, ProbePoint.MLP_POST, layer, token));
        if (report == null) {
            contexts.setPicture(null);
            below.setText("reading the corpus …");
            return;
        }
        contexts.setPicture(new ContextsPicture(report.contexts(layer, neuron).stream()
                .map(c -> new ContextsPicture.Line(c.value(), c.tokens(), c.at(), c.validation())).toList()));
        below.setText("Neuron " + (neuron + 1) + ": input above zero at " + Numbers.percent(report.firing(layer, neuron)) + " of the validation tokens (v: never trained on). Step "
                + Numbers.integer(report.snapshot().step()) + ", " + report.windows() + " of " + report.all() + " windows read.");
    }

    private void collapsed(Trace trace) {
        if (trace.config().activation().gated()) {
            contexts.setPicture(null);
            below.setText("A gated layer multiplies two linear maps of its input. Even without its activation function it is not one matrix.");
            return;
        }
        BlockModel.Collapsed now = block.collapsedProperty().get();
        if (now == null) {
            contexts.setPicture(null);
            below.setText("multiplying …");
            return;
        }
        int c = trace.config().dModel();
        float[] product = now.collapse().product();
        contexts.setPicture(HeatmapPicture.of(Heatmap.of(Side.numbered("in", c), Side.numbered("out", c), product, HeatScale.around("weight", product))));
        below.setText("W_fc · W_proj = W [" + c + ", " + c + "]. Two layers and this one matrix give the same vector: the largest difference of " + c + " numbers is "
                + Numbers.format(now.collapse().difference()) + ", rounding. " + Numbers.integer(2L * c * trace.config().dFf()) + " weights do the work of "
                + Numbers.integer((long) c * c) + ".");
    }
}
