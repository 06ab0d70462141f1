package dev.glassbox.view;

import dev.glassbox.model.KnownModels;
import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.LoadedSpec;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/// How the Block lens shows things; stays as chosen while other lenses are open.
public final class BlockChoice {
    /// The pages of the lens.
    public enum Page {
        FLOW("Flow"), PARAMETERS("Parameters"), FAMILIES("Families");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.FLOW);
    private final ObjectProperty<KnownModels> counted = new SimpleObjectProperty<>(this, "counted");
    private final IntegerProperty family = new SimpleIntegerProperty(this, "family", 0);
    private final BooleanProperty otherHead = new SimpleBooleanProperty(this, "otherHead");
    private final ObjectProperty<Ledger.Part> ledgerPart = new SimpleObjectProperty<>(this, "ledgerPart");
    private final BooleanProperty quiz = new SimpleBooleanProperty(this, "quiz");
    private final ObservableSet<Ledger.Part> found = FXCollections.observableSet();
    private final ObjectProperty<Hit> pointed = new SimpleObjectProperty<>(this, "pointed", Hit.NONE);

    /// The architecture that is drawn: 0 for the one of the open model.
    public IntegerProperty family() {
        return family;
    }

    /// The published model whose weights are counted; null for the one that is open.
    ObjectProperty<KnownModels> counted() {
        return counted;
    }

    /// Whether the ledger counts the model with its head tied where it is free, and free where it is tied.
    BooleanProperty otherHead() {
        return otherHead;
    }

    /// The part of the ledger that is looked at; null for none.
    ObjectProperty<Ledger.Part> ledgerPart() {
        return ledgerPart;
    }

    /// Whether the ledger asks instead of telling.
    BooleanProperty quiz() {
        return quiz;
    }

    /// Parts whose count was found in the quiz.
    ObservableSet<Ledger.Part> found() {
        return found;
    }

    /// The model on the ledger; empty before a run is loaded.
    Optional<ModelConfig> onLedger(Optional<LoadedSpec> run) {
        Optional<ModelConfig> config = counted.get() == null ? run.map(LoadedSpec::config) : Optional.of(counted.get().config());
        return config.map(c -> otherHead.get() ? c.withTied(!c.tied()) : c);
    }

    public ObjectProperty<Page> page() {
        return page;
    }

    /// The part of a picture under the mouse.
    ObjectProperty<Hit> pointed() {
        return pointed;
    }
}
