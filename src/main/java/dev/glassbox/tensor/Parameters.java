package dev.glassbox.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Objects;

/// All numbers of one model: the weights, and when it is trained their gradients, each in one array in file order.
///
/// A snapshot is a copy of `values()`; viewing an old state is handing an old array to the same model.
public final class Parameters {
    private static final float[] NO_GRADS = new float[0];

    private final ParameterLayout layout;
    private final float[] values;
    private final float[] grads;

    private Parameters(ParameterLayout layout, float[] values, float[] grads) {
        this.layout = Objects.requireNonNull(layout);
        this.values = values;
        this.grads = grads;
        if (values.length != layout.size()) {
            throw new IllegalArgumentException("The layout has " + layout.size() + " weights but " + values.length + " were given");
        }
    }

    /// For training: zero weights with room for gradients.
    public Parameters(ParameterLayout layout) {
        this(layout, new float[layout.size()], new float[layout.size()]);
    }

    /// For viewing: the given weights, not copied, and no gradients.
    public Parameters(ParameterLayout layout, float[] values) {
        this(layout, values, NO_GRADS);
    }

    /// The given weights, not copied, with room for gradients.
    public static Parameters trainable(ParameterLayout layout, float[] values) {
        return new Parameters(layout, values, new float[layout.size()]);
    }

    public ParameterLayout layout() {
        return layout;
    }

    /// The live weights, in file order.
    public float[] values() {
        return values;
    }

    /// The live gradients, in file order.
    ///
    /// @throws IllegalStateException if these parameters are only for viewing
    public float[] grads() {
        if (!hasGrads()) {
            throw new IllegalStateException("These parameters have no gradients; use Parameters.trainable to compute them");
        }
        return grads;
    }

    public boolean hasGrads() {
        return grads != NO_GRADS;
    }

    public Tensor tensor(Parameter parameter) {
        return new Tensor(values, parameter.offset(), parameter.shape());
    }

    public Tensor tensor(String name) {
        return tensor(layout.get(name));
    }

    public Tensor gradient(Parameter parameter) {
        return new Tensor(grads(), parameter.offset(), parameter.shape());
    }

    /// How many weights are NaN or infinite.
    public int nonFinite() {
        int count = 0;
        for (float value : values) {
            count += Float.isFinite(value) ? 0 : 1;
        }
        return count;
    }

    /// The first 32 bits of the SHA-256 over all weights in file order as little-endian F32, written like `7F3A-91C2`.
    public String fingerprint() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        // In bulk: converting float by float took several times as long as the hash itself.
        byte[] bytes = new byte[4 * 4096];
        FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int from = 0; from < values.length; from += 4096) {
            int count = Math.min(4096, values.length - from);
            floats.put(0, values, from, count);
            digest.update(bytes, 0, 4 * count);
        }
        byte[] hash = digest.digest();
        return String.format(Locale.ROOT, "%02X%02X-%02X%02X", hash[0], hash[1], hash[2], hash[3]);
    }
}
