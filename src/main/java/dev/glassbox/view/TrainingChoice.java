package dev.glassbox.view;

import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.viewmodel.MetricCurve;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Training lens shows things; stays as chosen while other lenses are open.
public final class TrainingChoice {

    /// What the heights of the loss chart mean.
    enum Height {
        LOSS("loss"), LOG("log"), PERPLEXITY("perplexity");

        private final String label;

        Height(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the second chart shows.
    public enum Second {
        RATE(MetricCurve.Kind.LEARNING_RATE, "learning rate", ""),
        UPDATE(MetricCurve.Kind.UPDATE_RATIO, "update / weight", ""),
        SPEED(MetricCurve.Kind.TOKENS_PER_SECOND, "tokens/s", ""),
        /// No curve: the sentence at some moments of the run.
        MOMENTS(null, "moments", "");

        private final MetricCurve.Kind kind;
        private final String label;
        private final String unit;

        Second(MetricCurve.Kind kind, String label, String unit) {
            this.kind = kind;
            this.label = label;
            this.unit = unit;
        }

        MetricCurve.Kind kind() {
            return kind;
        }

        String label() {
            return label;
        }

        String unit() {
            return unit;
        }
    }

    /// What the curves of the page *Gradients* show.
    enum Norm {
        GRADIENT("gradient norm"), RATIO("update / weight");

        private final String label;

        Norm(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<TrainingPage> page = new SimpleObjectProperty<>(this, "page", TrainingPage.LOSS);
    private final ObjectProperty<Height> height = new SimpleObjectProperty<>(this, "height", Height.LOSS);
    private final ObjectProperty<Second> second = new SimpleObjectProperty<>(this, "second", Second.RATE);
    private final ObjectProperty<Norm> norm = new SimpleObjectProperty<>(this, "norm", Norm.GRADIENT);
    private final ObjectProperty<Hit> pointed = new SimpleObjectProperty<>(this, "pointed", Hit.NONE);

    public ObjectProperty<TrainingPage> page() {
        return page;
    }

    ObjectProperty<Height> height() {
        return height;
    }

    public ObjectProperty<Second> second() {
        return second;
    }

    ObjectProperty<Norm> norm() {
        return norm;
    }

    /// The part of a picture under the mouse.
    ObjectProperty<Hit> pointed() {
        return pointed;
    }
}
