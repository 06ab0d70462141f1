package dev.glassbox.view;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the Prediction lens shows things; stays as chosen while other lenses are open.
public final class PredictionChoice {
    /// The pages of the lens.
    public enum Page {
        NEXT("Next token"), GENERATE("Generate"), COST("Cache and cost");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the upper card of *Next token* shows.
    public enum Upper {
        LINE("assembly line"), SOFTMAX("softmax"), COMPARE("two sentences");

        private final String label;

        Upper(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the lower card of *Next token* shows.
    public enum Lower {
        DRAW("draw"), LOSS("loss");

        private final String label;

        Lower(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the page *Generate* shows.
    public enum Writing {
        STEPS("steps"), TREE("tree"), TEACHER("teacher forcing"), POLL("poll"), COPIES("copy or create"), MEMORIZATION("memorization");

        private final String label;

        Writing(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What the page *Cache and cost* shows.
    public enum Cost {
        RACE("race"), TIMES("time against n"), MEMORY("memory"), FLASH("tiles"), SCALE("scale");

        private final String label;

        Cost(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Cost> cost = new SimpleObjectProperty<>(this, "cost", Cost.RACE);
    private final ObjectProperty<Writing> writing = new SimpleObjectProperty<>(this, "writing", Writing.STEPS);
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.NEXT);
    private final ObjectProperty<Upper> upper = new SimpleObjectProperty<>(this, "upper", Upper.LINE);
    private final ObjectProperty<Lower> lower = new SimpleObjectProperty<>(this, "lower", Lower.DRAW);
    private final IntegerProperty learner = new SimpleIntegerProperty(this, "learner", 0);
    private final DoubleProperty shift = new SimpleDoubleProperty(this, "shift", 0);
    private final DoubleProperty dragged = new SimpleDoubleProperty(this, "dragged", Double.NaN);

    public ObjectProperty<Page> page() {
        return page;
    }

    public ObjectProperty<Upper> upper() {
        return upper;
    }

    public ObjectProperty<Lower> lower() {
        return lower;
    }

    public ObjectProperty<Writing> writing() {
        return writing;
    }

    public ObjectProperty<Cost> cost() {
        return cost;
    }

    /// Which of the models of *memorization* is read, from the one of the shortest text.
    IntegerProperty learner() {
        return learner;
    }

    /// Added to all logits in the opened softmax.
    DoubleProperty shift() {
        return shift;
    }

    /// A probability dragged along the loss curve; not a number while the model's own is shown.
    DoubleProperty dragged() {
        return dragged;
    }
}
