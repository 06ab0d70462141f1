package dev.glassbox.view;

import dev.glassbox.picture.Picture.Hit;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Block lens shows things; stays as chosen while other lenses are open.
public final class BlockChoice {
    /// The pages of the lens.
    public enum Page {
        FLOW("Flow");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.FLOW);
    private final ObjectProperty<Hit> pointed = new SimpleObjectProperty<>(this, "pointed", Hit.NONE);

    ObjectProperty<Page> page() {
        return page;
    }

    /// The part of a picture under the mouse.
    ObjectProperty<Hit> pointed() {
        return pointed;
    }
}
