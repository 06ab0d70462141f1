package dev.glassbox.tensor;

import dev.glassbox.tensor.Slot.Keep;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// All activations of one forward pass and, for training, their gradients. Allocated once, overwritten by every pass, owned by one thread.
///
/// A pass may use any batch and time up to the sizes given here. A workspace for viewing has no gradients, and one array for the same
/// slot of all layers.
public final class Workspace {
    private static final float[] NOTHING = new float[0];

    private final WorkspaceLayout layout;
    private final int maxBatch;
    private final int maxTime;
    private final boolean training;
    private final float[][] values;
    private final float[][] grads;
    private final int[] ids;
    private final int[] targets;
    private final float[] tokenLosses;
    private int batch;
    private int time;
    private int past;
    private int counted;

    /// @throws IllegalArgumentException if one slot would not fit into an array
    public Workspace(WorkspaceLayout layout, int maxBatch, int maxTime, boolean training) {
        if (maxBatch < 1 || maxTime < 1) {
            throw new IllegalArgumentException("Workspace: batch " + maxBatch + " and time " + maxTime + " must be at least 1");
        }
        this.layout = layout;
        this.maxBatch = maxBatch;
        this.maxTime = maxTime;
        this.training = training;
        this.values = new float[layout.slots().size()][];
        this.grads = new float[layout.slots().size()][];
        Map<String, float[]> arrays = new HashMap<>();
        for (Slot slot : layout.slots()) {
            int size = Math.toIntExact(checkedSize(slot, maxBatch, maxTime));
            values[slot.index()] = array(arrays, "value " + slot.name(), slot, slot.values(), size);
            grads[slot.index()] = training ? array(arrays, "grad " + slot.gradGroup(), slot, slot.grads(), size) : NOTHING;
        }
        this.ids = new int[maxBatch * maxTime];
        this.targets = new int[maxBatch * maxTime];
        this.tokenLosses = new float[maxBatch * maxTime];
    }

    private float[] array(Map<String, float[]> arrays, String name, Slot slot, Keep keep, int size) {
        return switch (keep) {
            case NONE -> NOTHING;
            case STEP -> training ? new float[size] : arrays.computeIfAbsent(name, _ -> new float[size]);
            case SHARED -> arrays.computeIfAbsent(name, _ -> new float[size]);
        };
    }

    private static long checkedSize(Slot slot, int maxBatch, int maxTime) {
        long size = slot.square()
                ? (long) maxBatch * slot.width() * maxTime * WorkspaceLayout.padded(maxTime)
                : (long) maxBatch * maxTime * slot.stride();
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("Batch " + maxBatch + " with " + maxTime + " tokens needs " + size + " numbers for '"
                    + slot.name() + "', more than one array holds; make the batch or the context smaller");
        }
        return size;
    }

    /// Starts a pass over `ids` `[batch, time]`, which are copied.
    public void begin(int[] newIds, int newBatch, int newTime) {
        begin(newIds, 0, newBatch, newTime, 0);
    }

    /// Starts a pass over `ids` from index `from` on, which follow `newPast` tokens computed earlier.
    public void begin(int[] newIds, int from, int newBatch, int newTime, int newPast) {
        if (newBatch < 1 || newTime < 1 || newBatch > maxBatch || newTime > maxTime) {
            throw new IllegalArgumentException("A batch of " + newBatch + " sequences of " + newTime + " tokens does not fit this workspace of "
                    + maxBatch + " × " + maxTime);
        }
        if (newIds.length - from < newBatch * newTime) {
            throw new IllegalArgumentException(newIds.length - from + " ids given for " + newBatch + " sequences of " + newTime + " tokens");
        }
        this.batch = newBatch;
        this.time = newTime;
        this.past = newPast;
        System.arraycopy(newIds, from, ids, 0, newBatch * newTime);
    }

    /// Sets the targets `[batch, time]` of the current pass, which are copied; -1 = the position does not count.
    public void aim(int[] newTargets) {
        counted = 0;
        for (int row = 0; row < rows(); row++) {
            targets[row] = newTargets[row];
            counted += newTargets[row] >= 0 ? 1 : 0;
        }
    }

    /// N, the number of positions that count.
    public int counted() {
        return counted;
    }

    /// B, the number of sequences of the current pass.
    public int batch() {
        return batch;
    }

    /// T, the number of tokens of each sequence of the current pass.
    public int time() {
        return time;
    }

    /// B·T.
    public int rows() {
        return batch * time;
    }

    /// The position of a row's token in its sequence.
    public int position(int row) {
        return past + row % time;
    }

    public int maxBatch() {
        return maxBatch;
    }

    public int maxTime() {
        return maxTime;
    }

    public boolean training() {
        return training;
    }

    /// Token ids `[B, T]` of the current pass.
    public int[] ids() {
        return ids;
    }

    /// Targets `[B, T]`; -1 means that the position does not count.
    public int[] targets() {
        return targets;
    }

    /// Cross-entropy `[B, T]` of every position after the loss was computed, 0 where the target is -1.
    public float[] tokenLosses() {
        return tokenLosses;
    }

    /// Mean of [#tokenLosses] over the positions that count, 0 if none does.
    public double meanLoss() {
        double sum = 0;
        for (int row = 0; row < rows(); row++) {
            sum += tokenLosses[row];
        }
        return counted == 0 ? 0 : sum / counted;
    }

    public float[] values(Slot slot) {
        return values[slot.index()];
    }

    public float[] grads(Slot slot) {
        return grads[slot.index()];
    }

    /// The logits of the last forward pass: `[T, V]`, or `[B, T, V]` for a batch.
    public Tensor logits() {
        return tensor(layout.find("logits", -1), 'V');
    }

    /// Floats from one row of a square `[T, T]` to the next.
    public int squareStride() {
        return WorkspaceLayout.padded(time);
    }

    /// The values of a slot in the shape of the current pass: `[B, T, C]` or `[B, H, T, T]`, without the B axis for a single sequence.
    ///
    /// @param axis the letter of the last axis of rows
    public Tensor tensor(Slot slot, char axis) {
        return tensor(values(slot), slot, axis);
    }

    /// The gradients of a slot, in the same shape. Slots that share an array overwrite each other on the way down.
    public Tensor gradTensor(Slot slot, char axis) {
        return tensor(grads(slot), slot, axis);
    }

    private Tensor tensor(float[] data, Slot slot, char axis) {
        if (slot.square()) {
            int stride = squareStride();
            int head = time * stride;
            return batch == 1
                    ? new Tensor(data, 0, Shape.of("HTT", slot.width(), time, time), head, stride, 1)
                    : new Tensor(data, 0, Shape.of("BHTT", batch, slot.width(), time, time), slot.width() * head, head, stride, 1);
        }
        int stride = slot.stride();
        return batch == 1
                ? new Tensor(data, 0, Shape.of("T" + axis, time, slot.width()), stride, 1)
                : new Tensor(data, 0, Shape.of("BT" + axis, batch, time, slot.width()), time * stride, stride, 1);
    }

    /// The memory of all distinct arrays.
    public long bytes() {
        Map<float[], Boolean> seen = new IdentityHashMap<>();
        long bytes = 12L * ids.length;
        for (float[][] arrays : new float[][][] {values, grads}) {
            for (float[] array : arrays) {
                bytes += seen.put(array, true) == null ? 4L * array.length : 0;
            }
        }
        return bytes;
    }
}
