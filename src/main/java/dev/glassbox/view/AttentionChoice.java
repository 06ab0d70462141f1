package dev.glassbox.view;

import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.Picture.Hit;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Attention lens shows things; stays as chosen while other lenses are open.
public final class AttentionChoice {
    /// The pages of the lens.
    public enum Page {
        MICROSCOPE("Microscope"), HEADS("Remove, paint"), PATCH("Patching"), CROSS("Cross"), MASKS("Masks"), SATURATION("Why √d");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// The formula softmax(q · kᵀ / √d_head + mask) · v · W_O as a walk.
    public enum Stage {
        QK("q, k", Optional.empty()), SCORES("q·k", Optional.of(ProbePoint.SCORES)), SCALED("÷ √d", Optional.of(ProbePoint.SCALED_SCORES)),
        MASKED("mask", Optional.of(ProbePoint.MASKED_SCORES)), PATTERN("softmax", Optional.of(ProbePoint.PATTERN)), MIX("× v", Optional.empty()),
        OUT("× W_O", Optional.empty());

        private final String label;
        private final Optional<ProbePoint> square;

        Stage(String label, Optional<ProbePoint> square) {
            this.label = label;
            this.square = square;
        }

        String label() {
            return label;
        }

        /// The point of a stage whose matrix is queries × keys.
        Optional<ProbePoint> square() {
            return square;
        }
    }

    /// How the heads of the wall are ordered.
    public enum Order {
        BLOCK("by block"), ENTROPY("by entropy"), DAMAGE("by damage");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What is laid out to be removed by a click.
    public enum Bench {
        HEADS("heads"), PARTS("layers, neurons"), CELLS("cells");

        private final String label;

        Bench(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// How weights are drawn.
    public enum Form {
        MAP("map"), LINES("lines");

        private final String label;

        Form(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.MICROSCOPE);
    private final ObjectProperty<Stage> stage = new SimpleObjectProperty<>(this, "stage", Stage.PATTERN);
    private final ObjectProperty<Form> form = new SimpleObjectProperty<>(this, "form", Form.MAP);
    private final ObjectProperty<Order> order = new SimpleObjectProperty<>(this, "order", Order.BLOCK);
    private final ObjectProperty<Bench> bench = new SimpleObjectProperty<>(this, "bench", Bench.HEADS);
    private final BooleanProperty numbers = new SimpleBooleanProperty(this, "numbers", true);
    private final ObjectProperty<Hit> pointed = new SimpleObjectProperty<>(this, "pointed", Hit.NONE);

    public ObjectProperty<Page> page() {
        return page;
    }

    public ObjectProperty<Stage> stage() {
        return stage;
    }

    public ObjectProperty<Bench> bench() {
        return bench;
    }

    ObjectProperty<Form> form() {
        return form;
    }

    ObjectProperty<Order> order() {
        return order;
    }

    /// Whether cells carry their numbers.
    BooleanProperty numbers() {
        return numbers;
    }

    /// The part of a picture under the mouse.
    ObjectProperty<Hit> pointed() {
        return pointed;
    }
}
