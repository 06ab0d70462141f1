package dev.glassbox.train;

/// One batch of training data. The arrays are reused by the next batch and may be longer than needed.
///
/// @param ids     `[batch, time]` what the model reads
/// @param targets `[batch, time]` what it should guess; -1 = the position does not count
public record Batch(int[] ids, int[] targets, int batch, int time) {

    public Batch {
        if (ids.length < batch * time || targets.length < batch * time) {
            throw new IllegalArgumentException("A batch of " + batch + " × " + time + " needs " + batch * time + " ids and targets, not "
                    + ids.length + " and " + targets.length);
        }
    }

    /// One to be filled.
    public static Batch empty(int batch, int time) {
        return new Batch(new int[batch * time], new int[batch * time], batch, time);
    }

    /// A batch of windows for guessing the next token: `windows` is `[batch][time + 1]`.
    public static Batch ofWindows(int[][] windows) {
        int time = windows[0].length - 1;
        Batch batch = empty(windows.length, time);
        for (int b = 0; b < windows.length; b++) {
            if (windows[b].length != time + 1) {
                throw new IllegalArgumentException("Window " + b + " of the batch has " + windows[b].length + " ids, the first one has "
                        + (time + 1));
            }
            System.arraycopy(windows[b], 0, batch.ids, b * time, time);
            System.arraycopy(windows[b], 1, batch.targets, b * time, time);
        }
        return batch;
    }

    /// The opposite of [#ofWindows].
    public int[][] windows() {
        int[][] windows = new int[batch][time + 1];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(ids, b * time, windows[b], 0, time);
            windows[b][time] = targets[b * time + time - 1];
        }
        return windows;
    }
}
