package dev.glassbox.view;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// What a lens tells the rest of the window: the inspector's words and knobs. Every lens controller is one.
public interface Lens {

    /// The inspector's words; each string may carry the marks of [Prose].
    ///
    /// @param seeing what the stage shows, in the present tense, at most 60 words
    /// @param numbers the formula with the live numbers, one string a line
    /// @param note at most one remark; empty for none
    record Explanation(String seeing, List<String> numbers, String note) {
        public static final Explanation NONE = new Explanation("", List.of(), "");
    }

    ObservableValue<Explanation> explanation();

    /// The lens' own knobs, below those every lens has; may be empty.
    List<Node> knobs();

    /// Whether learning rate and batch size stand above its own knobs.
    default boolean trainingKnobs() {
        return true;
    }
}
