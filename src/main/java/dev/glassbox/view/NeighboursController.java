package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.SimilarityPicture;
import dev.glassbox.picture.SimilarityPicture.Bar;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/// The card *Neighbours*: what is nearest to a word, or to a − b + c, by all numbers of the vectors.
public final class NeighboursController {
    private final WindowModel models;
    private final EmbeddingsChoice choice;
    private final Exports exports;

    @FXML private PictureView picture;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private CheckBox leaveOut;
    @FXML private Label hint;

    public NeighboursController(WindowModel models, EmbeddingsChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        leaveOut.selectedProperty().bindBidirectional(choice.leaveInputsOut());
        new Refresh(models.pulse(), picture, this::draw, models.embeddings().mapProperty(), choice.picks(), choice.leaveInputsOut(), picture.heightProperty());
        picture.hoveredProperty().subscribe(hit -> choice.hovered().set(hit instanceof SimilarityPicture.Row row ? row.index() : -1));
        picture.setOnPick(hit -> {
            if (hit instanceof SimilarityPicture.Row row) {
                models.embeddings().getMap().ifPresent(map -> choice.pick(map.points().get(row.index()).label()));
            }
        });
        exports.add(new Figure("neighbours", "Neighbours", picture, caption::getText));
    }

    private void draw() {
        EmbeddingMap map = models.embeddings().getMap().orElse(null);
        if (map == null) {
            return;
        }
        List<Integer> picks = choice.picked(map);
        List<Bar> bars = AtlasScene.nearest(map, picks, SimilarityPicture.rows(picture.getHeight() / picture.ink().scale()), choice.leaveInputsOut().get()).stream()
                .map(near -> new Bar(near.row(), map.points().get(near.row()).label(), near.cosine(), picks.contains(near.row()))).toList();
        picture.setPicture(new SimilarityPicture(bars, "Choose a word on the map."));
        boolean sum = picks.size() == 3;
        title.setText(sum ? expression(map, picks) : "Neighbours");
        caption.setText(sum ? "" : picks.isEmpty() ? "" : "of " + map.points().get(picks.getFirst()).label() + ", cosine, all " + map.width() + " numbers");
        leaveOut.setVisible(sum);
        leaveOut.setManaged(sum);
        hint.setText(switch (picks.size()) {
            case 0, 1 -> "Click a second word to compare; a third gives a\u00A0−\u00A0b\u00A0+\u00A0c.";
            case 2 -> "Compared beside. A third word gives a − b + c.";
            default -> "Square: a − b + c. A fourth word begins anew.";
        });
    }

    static String expression(EmbeddingMap map, List<Integer> picks) {
        return map.points().get(picks.get(0)).label() + " − " + map.points().get(picks.get(1)).label() + " + " + map.points().get(picks.get(2)).label();
    }
}
