package dev.glassbox.viewmodel;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// How a token is drawn from logits, for everything a window writes. View only: the engine is not involved.
public final class SamplingViewModel {

    public static final double MAX_TEMPERATURE = 3;
    /// Also the temperature in which the diary's older lines are kept.
    public static final double DEFAULT_TEMPERATURE = 0.80;

    private final ReadOnlyDoubleWrapper temperature = new ReadOnlyDoubleWrapper(this, "temperature", DEFAULT_TEMPERATURE);
    private final ReadOnlyIntegerWrapper topK = new ReadOnlyIntegerWrapper(this, "topK", 0);
    private final ReadOnlyDoubleWrapper topP = new ReadOnlyDoubleWrapper(this, "topP", 1);

    /// 0 is greedy: always the largest logit, no draw.
    public void setTemperature(double value) {
        temperature.set(Math.clamp(Double.isNaN(value) ? DEFAULT_TEMPERATURE : value, 0, MAX_TEMPERATURE));
    }

    /// Keeps only the k largest; 0 keeps all.
    public void setTopK(int value) {
        topK.set(Math.max(0, value));
    }

    /// Keeps the smallest set of tokens whose probabilities reach p; 1 keeps all.
    public void setTopP(double value) {
        topP.set(Math.clamp(Double.isNaN(value) ? 1 : value, 0, 1));
    }

    public ReadOnlyDoubleProperty temperatureProperty() {
        return temperature.getReadOnlyProperty();
    }

    public double getTemperature() {
        return temperature.get();
    }

    public ReadOnlyIntegerProperty topKProperty() {
        return topK.getReadOnlyProperty();
    }

    public int getTopK() {
        return topK.get();
    }

    public ReadOnlyDoubleProperty topPProperty() {
        return topP.getReadOnlyProperty();
    }

    public double getTopP() {
        return topP.get();
    }
}
