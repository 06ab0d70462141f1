package dev.glassbox.view;

import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /// What its pictures need of every trace, beside the embeddings, patterns and logits that all views share.
    default Set<ProbePoint> points() {
        return Set.of();
    }

    /// The number that is meant now, for the trace drawer: the one under the mouse, else the pinned one.
    default Optional<Place> number() {
        return Optional.empty();
    }

    /// Told when it comes onto the stage and when it leaves it; a hidden lens asks for nothing.
    default void onStage(boolean now) {}

    /// Closes what is open inside the lens, as `Esc` does; false when nothing is.
    default boolean stepOut() {
        return false;
    }

    /// Whether learning rate and batch size stand above its own knobs.
    default boolean trainingKnobs() {
        return true;
    }
}
