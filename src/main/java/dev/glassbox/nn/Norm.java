package dev.glassbox.nn;

import dev.glassbox.tensor.Slot;

/// Brings every token's vector to a common size before (or after) the layers work on it.
public sealed interface Norm permits LayerNorm, RmsNorm, NoNorm {

    /// Which norm a model uses.
    enum Kind implements Keyed {
        LAYERNORM("layernorm"), RMSNORM("rmsnorm"), NONE("none");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /// Where norms stand in a block.
    enum Place implements Keyed {
        /// `x + f(norm(x))`, and one norm before the head (GPT-2).
        PRE("pre"),
        /// `norm(x + f(x))` (Vaswani et al. 2017).
        POST("post");

        private final String key;

        Place(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /// What all norms of a model have in common.
    record Style(Kind kind, double epsilon, boolean gain, boolean bias) {

        /// A norm from slot x to slot y.
        public Norm create(Blueprint plan, String name, Slot x, Slot y) {
            return switch (kind) {
                case LAYERNORM -> LayerNorm.create(plan, name, this, x, y);
                case RMSNORM -> RmsNorm.create(plan, name, this, x, y);
                case NONE -> new NoNorm(x, y);
            };
        }
    }

    /// Computes rows `from … to−1` of y.
    void forward(Pass pass, int from, int to);

    /// Writes rows `from … to−1` of dx, or adds to them.
    void backward(Pass pass, int from, int to, boolean add);
}
