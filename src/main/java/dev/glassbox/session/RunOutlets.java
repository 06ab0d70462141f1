package dev.glassbox.session;

import dev.glassbox.train.TrainingState;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a run leaves for whoever looks: the newest of a kind in a one-slot mailbox, what it measured in logs, and its past. Written by
/// the run's thread, read by others, who never make it wait.
///
/// @param milestones weights at the steps named by [Diary#milestone], in order
record RunOutlets(Mailbox<RunFrame> frames, Mailbox<WeightSnapshot> snapshots, Mailbox<TrainingState> states, Queue<WeightSnapshot> milestones,
        MetricLog log, GradientLog gradients, TimeMachine past) {

    static RunOutlets of(MetricLog log, TimeMachine past) {
        return new RunOutlets(new Mailbox<>(), new Mailbox<>(), new Mailbox<>(), new ConcurrentLinkedQueue<>(), log, new GradientLog(), past);
    }
}
