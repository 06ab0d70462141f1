package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.LogitLensPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.StreamReading;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/// The logit lens: what the model would say at every stage and position.
public final class BlockLensController {
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final Exports exports;
    private StreamReading shown;
    private StreamReading before;

    @FXML private Label note;
    @FXML private CheckBox between;
    @FXML private PictureView grid;

    public BlockLensController(WindowModel models, BlockChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        block = models.block();
    }

    @FXML
    private void initialize() {
        between.selectedProperty().bindBidirectional(block.betweenProperty());
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), grid, this::draw, block.streamProperty(), models.trace().sentenceProperty(), selection.queryProperty(), selection.layerProperty());
        grid.hoveredProperty().subscribe(hit -> {
            choice.pointed().set(hit);
            selection.hover(hit instanceof LogitLensPicture.Place place ? place.position() : SelectionModel.NONE);
        });
        grid.setOnPick(this::pick);
        grid.setOnOpen(hit -> BlockPlaces.of(models, hit).ifPresent(models.provenance()::open));
        exports.add(new Figure("logit_lens", "The most likely next token at every stage", grid, note::getText));
    }

    private void draw() {
        StreamReading now = block.streamProperty().get();
        Trace trace = BlockFlowController.moment(models).orElse(null);
        if (now == null || trace == null || now.tokens() != now.trace().tokens() || now.trace().sentence() != models.trace().getSentence()) {
            grid.setPicture(null);
            note.setText(models.trace().getSentence().isEmpty() ? "Type a sentence." : "reading the stream …");
            return;
        }
        if (now != shown) {
            before = shown;
            shown = now;
        }
        var picture = BlockPictures.grid(now, before, models.selection().getQuery(), models.selection().getLayer());
        grid.setPicture(picture);
        double mean = picture.decided().stream().mapToInt(Integer::intValue).average().orElse(0);
        note.setText("step " + dev.glassbox.picture.Numbers.integer(now.trace().step()) + "; on average the answer stands after stage "
                + dev.glassbox.picture.Numbers.fixed(mean, 1) + " of " + (now.stages().size() - 1));
    }

    private void pick(Hit hit) {
        if (hit instanceof LogitLensPicture.Place place) {
            models.selection().selectQuery(place.position());
            int layer = shown.stages().get(place.stage()).layer();
            models.selection().selectLayer(Math.max(0, layer));
        }
    }
}
