package dev.glassbox.view;

import dev.glassbox.viewmodel.VocabularyIndex.Place;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A place of the corpus, the token in bold in the middle.
final class PlaceCell extends ListCell<Place> {
    private static final double HALF = 190;

    private final Label before = new Label();
    private final Label token = new Label();
    private final Label after = new Label();
    private final HBox row = new HBox(before, token, after);

    PlaceCell() {
        getStyleClass().add("token-cell");
        before.getStyleClass().addAll("number", "muted");
        token.getStyleClass().addAll("number", "place");
        after.getStyleClass().addAll("number", "muted");
        before.setMinWidth(HALF);
        before.setMaxWidth(HALF);
        before.setAlignment(Pos.CENTER_RIGHT);
        before.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
        token.setMinWidth(Region.USE_PREF_SIZE);
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(Place place, boolean empty) {
        super.updateItem(place, empty);
        if (empty || place == null) {
            setGraphic(null);
            return;
        }
        before.setText(place.before());
        token.setText(place.token().replace(' ', '·'));
        after.setText(place.after());
        setGraphic(row);
        setAccessibleText(place.before() + place.token() + place.after());
    }
}
