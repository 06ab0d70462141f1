package dev.glassbox.view;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Positions lens shows things; stays as chosen while other lenses are open.
public final class PositionsChoice {
    /// The pages of the lens.
    public enum Page {
        SCHEME("Schemes"), ORDER("Swap two tokens"), LENGTH("Longer texts");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.SCHEME);
    private final BooleanProperty waves = new SimpleBooleanProperty(this, "waves");

    public ObjectProperty<Page> page() {
        return page;
    }

    /// Waves over the positions instead of clock hands.
    BooleanProperty waves() {
        return waves;
    }
}
