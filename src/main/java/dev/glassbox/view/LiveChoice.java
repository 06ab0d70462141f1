package dev.glassbox.view;

import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.HeadChoice;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Live lens shows attention; stays as chosen while other lenses are open.
public final class LiveChoice {
    /// What becomes of the heads of a block.
    public enum Heads {
        MEAN("mean"), MAX("max"), ONE("one head");

        private final String label;

        Heads(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<FlowPicture.Mode> mode = new SimpleObjectProperty<>(this, "mode", FlowPicture.Mode.LINES);
    private final ObjectProperty<Heads> heads = new SimpleObjectProperty<>(this, "heads", Heads.MEAN);

    public ObjectProperty<FlowPicture.Mode> mode() {
        return mode;
    }

    ObjectProperty<Heads> heads() {
        return heads;
    }

    /// @param selected the head of the common selection
    HeadChoice choice(int selected) {
        return switch (heads.get()) {
            case MEAN -> HeadChoice.MEAN;
            case MAX -> HeadChoice.MAX;
            case ONE -> HeadChoice.one(selected);
        };
    }
}
