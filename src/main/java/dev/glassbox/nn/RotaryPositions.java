package dev.glassbox.nn;

/// Rotary position embedding, RoPE (Su et al. 2021, arXiv:2104.09864): the angle between a query and a key depends on their distance only.
///
/// Channels a and b of pair i of a query or key at position t turn by the angle `φ = t · θ^(−2i/D)`:
/// `a' = a·cos φ − b·sin φ`, `b' = a·sin φ + b·cos φ`
///
/// Shapes: a query or key `[D]`, D even
public final class RotaryPositions implements PositionScheme {

    /// Which channels form pair i.
    public enum Pairs implements Keyed {
        /// i and i + D/2 (GPT-NeoX, Hugging Face Llama).
        HALF("half"),
        /// 2i and 2i + 1 (the paper).
        ADJACENT("adjacent");

        private final String key;

        Pairs(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    private final int half;
    private final int step;
    private final int partner;
    private final float[] cos;
    private final float[] sin;

    RotaryPositions(int contextLength, int dHead, Pairs pairs, double theta) {
        this.half = dHead / 2;
        this.step = pairs == Pairs.HALF ? 1 : 2;
        this.partner = pairs == Pairs.HALF ? half : 1;
        this.cos = new float[contextLength * half];
        this.sin = new float[contextLength * half];
        for (int i = 0; i < half; i++) {
            double speed = StrictMath.pow(theta, -2.0 * i / dHead);
            for (int t = 0; t < contextLength; t++) {
                cos[t * half + i] = (float) StrictMath.cos(t * speed);
                sin[t * half + i] = (float) StrictMath.sin(t * speed);
            }
        }
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void rotate(float[] vector, int offset, int position) {
        for (int i = 0; i < half; i++) {
            float c = cos[position * half + i];
            float s = sin[position * half + i];
            int at = offset + i * step;
            float a = vector[at];
            float b = vector[at + partner];
            // a' = a·cos φ − b·sin φ
            vector[at] = a * c - b * s;
            // b' = a·sin φ + b·cos φ
            vector[at + partner] = a * s + b * c;
        }
    }

    @Override
    public void rotateBack(float[] gradient, int offset, int position) {
        for (int i = 0; i < half; i++) {
            float c = cos[position * half + i];
            float s = sin[position * half + i];
            int at = offset + i * step;
            float da = gradient[at];
            float db = gradient[at + partner];
            // a' = a·cos φ − b·sin φ and b' = a·sin φ + b·cos φ, so da = da'·cos φ + db'·sin φ: a turn by −φ
            gradient[at] = da * c + db * s;
            gradient[at + partner] = db * c - da * s;
        }
    }
}
