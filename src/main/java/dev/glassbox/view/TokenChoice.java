package dev.glassbox.view;

import dev.glassbox.picture.Picture.Hit;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How the Tokens lens shows things; stays as chosen while other lenses are open.
public final class TokenChoice {
    /// The pages of the lens.
    public enum Page {
        BENCH("Tokenizers"), VOCABULARY("Vocabulary"), SPECIAL("Special tokens"), LABELS("Ids are labels");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What a row of the bench shows.
    public enum Rows {
        PIECES("pieces"), NUMBERS("numbers"), VOCABULARIES("vocabularies"), COLUMNS("columns");

        private final String label;

        Rows(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the trainer's curve shows.
    public enum Curve {
        TOKENS("tokens"), RATIO("characters each");

        private final String label;

        Curve(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.BENCH);
    private final ObjectProperty<Rows> rows = new SimpleObjectProperty<>(this, "rows", Rows.PIECES);
    private final ObjectProperty<Curve> curve = new SimpleObjectProperty<>(this, "curve", Curve.TOKENS);
    private final BooleanProperty ids = new SimpleBooleanProperty(this, "ids", true);
    private final BooleanProperty bytes = new SimpleBooleanProperty(this, "bytes", true);
    private final StringProperty word = new SimpleStringProperty(this, "word", "led");
    private final ObjectProperty<Hit> pointed = new SimpleObjectProperty<>(this, "pointed", Hit.NONE);

    public ObjectProperty<Page> page() {
        return page;
    }

    public ObjectProperty<Rows> rows() {
        return rows;
    }

    ObjectProperty<Curve> curve() {
        return curve;
    }

    BooleanProperty ids() {
        return ids;
    }

    BooleanProperty bytes() {
        return bytes;
    }

    /// The word that both orders of an alphabet spell.
    StringProperty word() {
        return word;
    }

    /// The part of a picture under the mouse.
    ObjectProperty<Hit> pointed() {
        return pointed;
    }
}
