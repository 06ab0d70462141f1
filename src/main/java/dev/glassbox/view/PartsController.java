package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.picture.NeuronStripPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.RemovalModel;
import dev.glassbox.viewmodel.RemovalModel.Part;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// One block laid out to be taken apart: a click takes a layer, a residual connection, the whole block or one neuron out.
public final class PartsController {
    private final WindowModel models;
    private final RemovalModel removal;
    private final AttentionChoice choice;

    @FXML private Label title;
    @FXML private PictureView diagram;
    @FXML private Label neurons;
    @FXML private PictureView strip;

    public PartsController(WindowModel models, AttentionChoice choice) {
        this.models = models;
        this.removal = models.attention().removal();
        this.choice = choice;
    }

    @FXML
    private void initialize() {
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), diagram, this::draw, models.attention().shownProperty(), selection.layerProperty(), selection.queryProperty(),
                removal.partProperty(), removal.neuronProperty());
        for (PictureView view : List.of(diagram, strip)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
            view.setOnPick(this::takeOut);
            view.setOnOpen(this::takeOut);
        }
    }

    private void draw() {
        Trace trace = models.attention().getShown().filter(shown -> shown.get(ProbePoint.RESID_POST, 0).isPresent()).orElse(null);
        if (trace == null) {
            diagram.setPicture(null);
            strip.setPicture(null);
            return;
        }
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        String label = trace.sentence().tokens().get(token).label();
        title.setText("Block " + (layer + 1) + " of " + trace.layers() + ": [ and ] go to the next one");
        diagram.setPicture(new BlockDiagramPicture(BlockPictures.diagram(trace, layer, token), BlockDiagramPicture.Mode.BENCH, removed()));
        float[] outputs = trace.config().ffn() ? BlockMlpController.neurons(trace, ProbePoint.MLP_POST, layer, token) : new float[0];
        neurons.setText(outputs.length == 0 ? "no feed-forward layer" : outputs.length + " neurons, what each gives at " + label);
        strip.setPicture(outputs.length == 0 ? null
                : new NeuronStripPicture(outputs, removal.partProperty().get() == Part.NEURON ? removal.neuronProperty().get() : SelectionModel.NONE, label));
    }

    private BlockDiagramPicture.Part removed() {
        return switch (removal.partProperty().get()) {
            case ATTENTION -> BlockDiagramPicture.Part.ATTENTION;
            case FEED_FORWARD -> BlockDiagramPicture.Part.MLP;
            case BLOCK -> BlockDiagramPicture.Part.STREAM;
            case RESIDUAL_ATTENTION -> BlockDiagramPicture.Part.ADD1;
            case RESIDUAL_MLP -> BlockDiagramPicture.Part.ADD2;
            case HEAD, EDGE, NEURON, PAINTED -> null;
        };
    }

    private void takeOut(Hit hit) {
        switch (hit) {
            case BlockDiagramPicture.Place place -> part(place.part());
            case NeuronStripPicture.Neuron neuron -> {
                removal.neuronProperty().set(neuron.index());
                removal.partProperty().set(Part.NEURON);
            }
            default -> { }
        }
    }

    private void part(BlockDiagramPicture.Part part) {
        switch (part) {
            case ATTENTION -> removal.partProperty().set(Part.ATTENTION);
            case MLP -> removal.partProperty().set(Part.FEED_FORWARD);
            case ADD1 -> removal.partProperty().set(Part.RESIDUAL_ATTENTION);
            case ADD2 -> removal.partProperty().set(Part.RESIDUAL_MLP);
            case STREAM -> removal.partProperty().set(Part.BLOCK);
            case NORM1, NORM2 -> { }
        }
    }
}
