package dev.glassbox.session;

import dev.glassbox.train.GradientNorms;
import java.util.ArrayList;
import java.util.List;

/// Gradient, weight and update norms of each part of the model over the steps: one writer, any number of readers.
///
/// Measured in every step up to 100, then in every tenth, from 10,000 on in every hundredth: enough for a curve, and the
/// measuring costs nothing that could be felt.
public final class GradientLog {

    private final List<GradientNorms> rows = new ArrayList<>();
    private List<GradientNorms.Group> groups = List.of();

    static boolean due(int step) {
        return step <= 100 || (step <= 10_000 ? step % 10 == 0 : step % 100 == 0);
    }

    synchronized void begin(List<GradientNorms.Group> all) {
        groups = all;
    }

    synchronized void append(GradientNorms norms) {
        rows.add(norms);
    }

    /// Takes over the rows of another run up to a step.
    void takeOver(GradientLog other, int step) {
        List<GradientNorms> earlier = other.from(0);
        synchronized (this) {
            earlier.stream().filter(norms -> norms.step() <= step).forEach(rows::add);
        }
    }

    /// The parts, in the order of the data flow.
    public synchronized List<GradientNorms.Group> groups() {
        return groups;
    }

    public synchronized int size() {
        return rows.size();
    }

    public synchronized GradientNorms get(int row) {
        return rows.get(row);
    }

    /// The rows from one on, for a reader that keeps up.
    public synchronized List<GradientNorms> from(int row) {
        return List.copyOf(rows.subList(Math.min(row, rows.size()), rows.size()));
    }

    /// The newest row at or before a step; null when there is none.
    public synchronized GradientNorms at(int step) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).step() <= step) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : rows.get(low - 1);
    }
}
