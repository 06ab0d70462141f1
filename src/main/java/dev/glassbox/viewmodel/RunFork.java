package dev.glassbox.viewmodel;

import dev.glassbox.session.Run;
import dev.glassbox.session.RunFrame;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where a branch left its trunk, and the one of the two that is not on screen: paused, with all it has.
public final class RunFork implements AutoCloseable {

    private final ReadOnlyObjectWrapper<LossCurve.Points> otherCurve = new ReadOnlyObjectWrapper<>(this, "otherCurve");
    private final ReadOnlyIntegerWrapper otherFirstStep = new ReadOnlyIntegerWrapper(this, "otherFirstStep");
    private final ReadOnlyIntegerWrapper firstStep = new ReadOnlyIntegerWrapper(this, "firstStep");
    private Side other;

    /// One of the two.
    ///
    /// @param frame its last news
    record Side(Run run, LossCurve curve, RunFrame frame) {}

    Optional<Side> other() {
        return Optional.ofNullable(other);
    }

    /// Leaves a run aside while another one is on screen.
    void leave(Side side) {
        other = side;
    }

    /// A run is on screen from now on.
    void shows(Run run) {
        otherFirstStep.set(other == null ? 0 : other.run().branchStep());
        firstStep.set(run.branchStep());
        otherCurve.set(other == null ? null : other.curve().points()); // last: who hears of it asks which of the two it is
    }

    /// The loss of the run a branch left (or of the branch); null when there is none.
    public ReadOnlyObjectProperty<LossCurve.Points> otherCurveProperty() {
        return otherCurve.getReadOnlyProperty();
    }

    /// Where the other run left this one; 0 when it is the trunk.
    public int getOtherFirstStep() {
        return otherFirstStep.get();
    }

    /// Where the shown run left its trunk; 0 when it is no branch.
    public ReadOnlyIntegerProperty firstStepProperty() {
        return firstStep.getReadOnlyProperty();
    }

    public int getFirstStep() {
        return firstStep.get();
    }

    /// Ends the run that is not on screen.
    @Override
    public void close() {
        if (other != null) {
            other.run().close();
            other = null;
        }
    }
}
