package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The loss over the steps, for the timeline: points to draw, the line of a random guess, the playhead.
public final class TimelineViewModel {

    private final RunViewModel run;
    private final ReadOnlyObjectWrapper<LossCurve.Points> points = new ReadOnlyObjectWrapper<>(this, "points", LossCurve.Points.NONE);
    private final ReadOnlyDoubleWrapper randomGuess = new ReadOnlyDoubleWrapper(this, "randomGuess", Double.NaN);
    private final ReadOnlyBooleanWrapper logSteps = new ReadOnlyBooleanWrapper(this, "logSteps", true);

    public TimelineViewModel(RunViewModel run) {
        this.run = run;
        run.logSizeProperty().addListener((_, _, _) -> points.set(
                run.curve().map(LossCurve::points).orElse(LossCurve.Points.NONE)));
        run.loadedProperty().addListener((_, _, now) -> randomGuess.set(guess(now)));
    }

    private static double guess(LoadedSpec loaded) {
        return loaded == null ? Double.NaN : loaded.randomGuess();
    }

    /// New with each frame of the run that brought new steps.
    public ReadOnlyObjectProperty<LossCurve.Points> pointsProperty() {
        return points.getReadOnlyProperty();
    }

    public LossCurve.Points getPoints() {
        return points.get();
    }

    /// `ln V` in nats.
    public ReadOnlyDoubleProperty randomGuessProperty() {
        return randomGuess.getReadOnlyProperty();
    }

    public double getRandomGuess() {
        return randomGuess.get();
    }

    /// Whether the step axis is logarithmic.
    public ReadOnlyBooleanProperty logStepsProperty() {
        return logSteps.getReadOnlyProperty();
    }

    public boolean isLogSteps() {
        return logSteps.get();
    }

    public void setLogSteps(boolean value) {
        logSteps.set(value);
    }

    public void toggleLogSteps() {
        logSteps.set(!logSteps.get());
    }

    /// The moment on screen: the newest step.
    public ReadOnlyIntegerProperty playheadProperty() {
        return run.stepProperty();
    }
}
