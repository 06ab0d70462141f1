package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.viewmodel.VocabularyModel.Listing;
import java.util.HexFormat;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A token in the list: id, text, bytes, and how often it occurs.
final class TokenCell extends ListCell<Integer> {
    private static final int MOST_BYTES = 8;
    private static final double FIRST = 72;

    private final Supplier<Listing> listing;
    private final Label id = new Label();
    private final Label text = new Label();
    private final Label bytes = new Label();
    private final Label count = new Label();
    private final HBox row = new HBox(id, text, bytes, count);

    TokenCell(Supplier<Listing> listing) {
        this.listing = listing;
        getStyleClass().add("token-cell");
        id.getStyleClass().addAll("number", "muted");
        text.getStyleClass().add("token-text");
        bytes.getStyleClass().addAll("number", "muted");
        count.getStyleClass().add("number");
        id.setMinWidth(FIRST);
        id.setAlignment(Pos.CENTER_RIGHT);
        count.setMinWidth(FIRST);
        count.setAlignment(Pos.CENTER_RIGHT);
        bytes.setMaxWidth(Double.MAX_VALUE);
        bytes.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(bytes, Priority.ALWAYS);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("token-row");
    }

    @Override
    protected void updateItem(Integer item, boolean empty) {
        super.updateItem(item, empty);
        Listing now = listing.get();
        if (empty || item == null || now == null || item >= now.index().size()) {
            setGraphic(null);
            return;
        }
        Vocabulary vocabulary = now.index().tokenizer().vocabulary();
        byte[] raw = vocabulary.bytes(item);
        id.setText(Numbers.integer(item));
        text.setText(vocabulary.label(item));
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(raw, 0, Math.min(MOST_BYTES, raw.length));
        bytes.setText(raw.length > MOST_BYTES ? hex + " …" : hex);
        count.setText(now.index().counted() ? Numbers.integer(now.index().count(item)) + "×" : "");
        setGraphic(row);
        setAccessibleText(text.getText() + ", id " + item);
    }
}
