package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.BlockDiagramPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.StoppedPicture;
import dev.glassbox.picture.StreamBarsPicture;
import dev.glassbox.session.StreamGradients;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BlockModel.Part;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page *Flow* with nothing opened: one block as a drawing, what every part added, and what the model would say after each block.
public final class BlockFlowController {
    private final WindowState state;
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final Exports exports;

    @FXML private Label title;
    @FXML private Label note;
    @FXML private Label barsNote;
    @FXML private PictureView diagram;
    @FXML private PictureView bars;
    @FXML private PictureView stopped;

    public BlockFlowController(WindowState state, WindowModel models, BlockChoice choice, Exports exports) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        block = models.block();
    }

    @FXML
    private void initialize() {
        SelectionModel selection = models.selection();
        var trace = models.trace().traceProperty();
        new Refresh(models.pulse(), diagram, this::draw, trace, models.trace().sentenceProperty(), selection.queryProperty(), selection.layerProperty(),
                block.gradientsProperty(), block.pullProperty(), block.problemProperty());
        new Refresh(models.pulse(), stopped, this::read, block.streamProperty(), models.trace().sentenceProperty(), selection.queryProperty());
        for (PictureView view : java.util.List.of(diagram, bars, stopped)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
            view.setOnOpen(this::pick);
            view.setOnPick(this::pick);
        }
        exports.add(new Figure("block", "One block", diagram, note::getText));
        exports.add(new Figure("added", "What each part added", bars, barsNote::getText));
        exports.add(new Figure("stopped", "If the model stopped here", stopped, () -> "most likely next token after each block"));
    }

    /// The moment on screen, if there is something to look at.
    static Optional<Trace> moment(WindowModel models) {
        return models.trace().getTrace().filter(trace -> !models.trace().getSentence().isEmpty() && BlockPictures.complete(trace));
    }

    private void draw() {
        Trace trace = moment(models).orElse(null);
        if (trace == null) {
            boolean empty = models.trace().getSentence().isEmpty() && models.run().getLoaded().isPresent();
            note.setText(empty ? "Type a sentence: the stream of one of its tokens is shown here." : "");
            diagram.setPicture(null);
            bars.setPicture(null);
            return;
        }
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        String label = trace.sentence().tokens().get(token).label();
        StreamGradients pull = block.gradientsProperty().get() ? block.pullProperty().get() : null;
        boolean gradients = pull != null && BlockPictures.complete(pull.trace()) && pull.trace().sentence() == trace.sentence();
        var picture = gradients ? new BlockDiagramPicture(BlockPictures.gradients(pull, layer, token), BlockDiagramPicture.Mode.GRADIENTS, null)
                : new BlockDiagramPicture(BlockPictures.diagram(trace, layer, token));
        String order = picture.block().norm().isEmpty() ? "no norms" : picture.block().pre() ? "pre-norm" : "post-norm";
        title.setText("Block " + (layer + 1) + " of " + trace.layers());
        note.setText(gradients ? "∂L/∂ each wire, length over all positions; the loss is that of this sentence"
                : block.gradientsProperty().get() && !block.problemProperty().get().isEmpty() ? block.problemProperty().get() : order + "; shapes are [positions, d_model]");
        diagram.setPicture(picture);
        barsNote.setText("length of the vector added to the stream at " + label + "; thin line: length of the stream after it");
        bars.setPicture(new StreamBarsPicture(BlockPictures.bars(trace, token), layer, label));
    }

    private void read() {
        Trace trace = moment(models).orElse(null);
        int token = trace == null ? 0 : Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        stopped.setPicture(trace == null ? null : block.getStream(token).map(reading -> BlockPictures.stopped(reading, token)).orElse(null));
    }

    private void pick(Hit hit) {
        switch (hit) {
            case BlockDiagramPicture.Place place -> open(place.part());
            case StreamBarsPicture.Piece piece when piece.bar().layer() >= 0 -> {
                models.selection().selectLayer(piece.bar().layer());
            }
            case StoppedPicture.Piece piece -> {
                models.selection().selectLayer(piece.stage().layer());
                block.partProperty().set(Part.LENS);
            }
            default -> { }
        }
    }

    private void open(BlockDiagramPicture.Part part) {
        switch (part) {
            case ATTENTION -> state.lens().set(Views.ATTENTION);
            case STREAM -> block.partProperty().set(Part.LENS);
            case NORM1 -> block.openNorm(false);
            case NORM2 -> block.openNorm(true);
            case MLP -> block.partProperty().set(Part.MLP);
            case ADD1, ADD2 -> { }
        }
    }
}
