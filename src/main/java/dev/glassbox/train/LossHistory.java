package dev.glassbox.train;

import java.util.ArrayList;
import java.util.List;

/// The training loss over a run, thinned so that it stays small however long the run is.
///
/// Kept are the steps that are multiples of a stride, which doubles whenever there are too many. What is kept after n steps depends on n alone,
/// not on where a run was interrupted.
///
/// @param stride distance of the steps that are kept
public record LossHistory(int stride, List<Point> points) {

    /// The loss of one step.
    public record Point(int step, float loss) {}

    public static final LossHistory EMPTY = new LossHistory(1, List.of());

    /// The most points that are kept.
    public static final int LIMIT = 1024;

    public LossHistory {
        points = List.copyOf(points);
    }

    /// Collects a run step by step.
    public static final class Recorder {
        private final List<Point> points;
        private int stride;

        public Recorder(LossHistory before) {
            this.points = new ArrayList<>(before.points);
            this.stride = before.stride;
        }

        public void add(int step, double loss) {
            if (step % stride == 0) {
                points.add(new Point(step, (float) loss));
            }
            if (points.size() > LIMIT) {
                stride *= 2;
                points.removeIf(point -> point.step() % stride != 0);
            }
        }

        /// The history up to a step.
        public LossHistory upTo(int step) {
            return new LossHistory(stride, points.stream().filter(point -> point.step() <= step).toList());
        }
    }
}
