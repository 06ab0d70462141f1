package dev.glassbox.session;

import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.Trainer;
import java.util.List;

/// What a run has measured of itself so far, in nats; NaN where nothing was measured yet. Used by the run's thread only.
final class RunningLosses {

    private static final double MEMORY = 0.95;

    private final LossHistory before;
    private final LossHistory.Recorder history;
    private double train;
    private double smoothed = Double.NaN;
    private double validation;
    private int validationStep;

    /// @param ready what was known before the first step made here
    RunningLosses(RunStart.Ready ready) {
        before = ready.history();
        history = new LossHistory.Recorder(before);
        train = ready.loss();
        validation = ready.validationLoss();
    }

    /// A branch knows all its trunk measured.
    void takeOver(MetricLog log) {
        train = log.lastAt(Metric.LOSS, log.size() - 1);
        for (int row = 1; row < log.size(); row++) {
            if (Double.isFinite(log.get(Metric.LOSS, row))) {
                history.add(log.step(row), log.get(Metric.LOSS, row));
            }
        }
    }

    /// One row a step up to `step`; what was not kept of a run that goes on is not a number.
    void logBefore(MetricLog log, int step) {
        List<LossHistory.Point> points = before.points();
        int at = 0;
        for (int row = 0; row <= step; row++) {
            while (at < points.size() && points.get(at).step() < row) {
                at++;
            }
            double loss = at < points.size() && points.get(at).step() == row ? points.get(at).loss() : Double.NaN;
            log.append(row, loss, row == step ? validation : Double.NaN, Double.NaN, Double.NaN, 0, 0, Double.NaN);
        }
    }

    /// Of a step made here; its loss weighs a twentieth in the smoothed one, and more in the first steps.
    void stepped(Trainer.Step done) {
        train = done.loss();
        smoothed = Double.isNaN(smoothed) ? train : smoothed + Math.max(1 - MEMORY, 1 / (1 + (done.step() - 1) / 10.0)) * (train - smoothed);
        history.add(done.step(), done.loss());
    }

    void measure(Trainer trainer) {
        validation = trainer.validationLoss();
        validationStep = trainer.stepsDone();
    }

    /// When a validation loss is worth measuring: often while the loss falls fast, later about twice in a hundred steps, since it costs as
    /// much as a few steps.
    static boolean due(int step) {
        return step <= 100 ? step % 20 == 0 : step % 100 == 0;
    }

    /// As another program told them; the steps in between are not known.
    void told(Follower.Arrival arrival, MetricLog log) {
        while (log.size() < arrival.step()) {
            log.append(log.size(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, Double.NaN);
        }
        log.append(arrival.step(), arrival.loss(), arrival.validationLoss(), Double.NaN, Double.NaN, 0, 0, Double.NaN);
        train = arrival.loss();
        validation = arrival.validationLoss();
    }

    /// Of the newest batch.
    double train() {
        return train;
    }

    /// Average over about the last twenty batches.
    double smoothed() {
        return smoothed;
    }

    double validation() {
        return validation;
    }

    int validationStep() {
        return validationStep;
    }

    LossHistory upTo(int step) {
        return history.upTo(step);
    }
}
