package dev.glassbox.viewmodel;

import dev.glassbox.session.RunFrame;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The settings of the newest step: the fact beside each slider's wish. NaN, or 0, for a model that is not trained.
public final class AppliedSettings {

    private final ReadOnlyDoubleWrapper learningRate = new ReadOnlyDoubleWrapper(this, "learningRate", Double.NaN);
    private final ReadOnlyDoubleWrapper scheduledRate = new ReadOnlyDoubleWrapper(this, "scheduledRate", Double.NaN);
    private final ReadOnlyIntegerWrapper batchSize = new ReadOnlyIntegerWrapper(this, "batchSize");
    private final ReadOnlyDoubleWrapper weightDecay = new ReadOnlyDoubleWrapper(this, "weightDecay", Double.NaN);
    private final ReadOnlyDoubleWrapper gradClip = new ReadOnlyDoubleWrapper(this, "gradClip", Double.NaN);
    private final ReadOnlyDoubleWrapper dropout = new ReadOnlyDoubleWrapper(this, "dropout", Double.NaN);
    private final ReadOnlyIntegerWrapper lastStep = new ReadOnlyIntegerWrapper(this, "lastStep");

    void show(RunFrame.Settings applied) {
        learningRate.set(applied.learningRate());
        scheduledRate.set(applied.scheduledRate());
        batchSize.set(applied.batchSize());
        weightDecay.set(applied.weightDecay());
        gradClip.set(applied.gradClip());
        dropout.set(applied.dropout());
        lastStep.set(applied.lastStep());
    }

    /// The base rate.
    public ReadOnlyDoubleProperty learningRateProperty() {
        return learningRate.getReadOnlyProperty();
    }

    /// What warm-up and decay made of the base rate.
    public ReadOnlyDoubleProperty scheduledRateProperty() {
        return scheduledRate.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty batchSizeProperty() {
        return batchSize.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty weightDecayProperty() {
        return weightDecay.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty gradClipProperty() {
        return gradClip.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty dropoutProperty() {
        return dropout.getReadOnlyProperty();
    }

    /// Where the run ends.
    public ReadOnlyIntegerProperty lastStepProperty() {
        return lastStep.getReadOnlyProperty();
    }
}
