package dev.glassbox.view;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the Experiments lens shows of a pair of runs; remembered while other lenses are open.
public final class ExperimentChoice {

    /// What the two columns show.
    public enum Maps {
        BOTH("A and B"), DIFFERENCE("B − A"), PIPES("gradients");

        private final String label;

        Maps(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// What the chart shows.
    public enum Chart {
        LOSS("Loss"), GRADIENTS("Gradient norm");

        private final String label;

        Chart(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final ObjectProperty<Maps> maps = new SimpleObjectProperty<>(this, "maps", Maps.BOTH);
    private final ObjectProperty<Chart> chart = new SimpleObjectProperty<>(this, "chart", Chart.LOSS);
    private final BooleanProperty catalogue = new SimpleBooleanProperty(this, "catalogue");
    private final BooleanProperty answer = new SimpleBooleanProperty(this, "answer", true);

    public ObjectProperty<Maps> maps() {
        return maps;
    }

    public ObjectProperty<Chart> chart() {
        return chart;
    }

    /// Whether the list of experiments lies over the two runs.
    public BooleanProperty catalogue() {
        return catalogue;
    }

    /// Whether a run B that reads to the right is shown at the head that reads the answer, instead of at the selected one.
    public BooleanProperty answer() {
        return answer;
    }
}
