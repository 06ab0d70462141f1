package dev.glassbox.train;

import dev.glassbox.nn.Keyed;

/// Which rule turns gradients into new weights; the rules themselves are in [Optimizer].
public enum OptimizerKind implements Keyed {
    SGD("sgd"), MOMENTUM("momentum"), RMSPROP("rmsprop"), ADAMW("adamw");

    private final String key;

    OptimizerKind(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
