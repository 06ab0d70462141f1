package dev.glassbox.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// Ties run B to run A, step for step: A leads, B follows, each waits for the other at step boundaries; nobody else waits for them.
///
/// A begins a step when B has finished the one before; B begins a step when A has begun it. So B plays, pauses and steps whenever A
/// does, and B is never a step ahead. A B that comes late catches up while A waits. When B ends, A goes on alone.
///
/// What changes A while it trains (learning rate, snapshots) reaches B at the boundary of the same step. While both train, each
/// computes on half of the threads: results do not depend on it, see [dev.glassbox.kernel.RowPool].
public final class LockStep implements AutoCloseable {

    private record Relayed(RunCommand command, int step) {}

    private final Run leader;
    private final Run follower;
    private final Predicate<RunCommand> shared;
    private final Deque<Relayed> relayed = new ArrayDeque<>();
    private int begun;
    private int led;
    private int followed = -1;
    private boolean followerOver;
    private boolean closed;

    private LockStep(Run leader, Run follower, Predicate<RunCommand> shared) {
        this.leader = leader;
        this.follower = follower;
        this.shared = shared;
    }

    /// @param leader as it is, running or not
    /// @param follower not yet started
    /// @param shared which commands to the leader are meant for the follower too
    public static LockStep tie(Run leader, Run follower, Predicate<RunCommand> shared) {
        LockStep both = new LockStep(leader, follower, shared);
        follower.setGate(both.new FollowerGate());
        leader.setGate(both.new LeaderGate());
        return both;
    }

    /// Steps the follower still has to make up for.
    public synchronized int behind() {
        return Math.max(0, led - Math.max(0, followed));
    }

    /// Both go on, or wait, without the other from here.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        leader.setGate(Gate.OPEN);
        follower.setGate(Gate.OPEN);
    }

    private synchronized boolean catchingUp() {
        return begun - followed > 1;
    }

    private final class LeaderGate implements Gate {

        @Override
        public boolean open(int done) {
            synchronized (LockStep.this) {
                return closed || followerOver || followed >= done;
            }
        }

        @Override
        public void begins(int done) {
            synchronized (LockStep.this) {
                begun = done + 1;
            }
            follower.wake();
        }

        @Override
        public void at(int done, boolean over) {
            synchronized (LockStep.this) {
                if (led == done && begun == done) {
                    return; // waking each other without news would never end
                }
                led = done;
                begun = done;
            }
            follower.wake();
        }

        @Override
        public void obeyed(RunCommand command, int done) {
            if (command instanceof RunCommand.TakeSnapshot || shared.test(command)) {
                synchronized (LockStep.this) {
                    if (command instanceof RunCommand.TakeSnapshot) {
                        relayed.removeIf(old -> old.command instanceof RunCommand.TakeSnapshot); // only the newest is looked at
                    }
                    relayed.add(new Relayed(command, done));
                }
                follower.wake();
            }
        }

        @Override
        public int threads(int all) {
            synchronized (LockStep.this) {
                return followerOver || closed ? all : Math.max(1, all / 2);
            }
        }
    }

    private final class FollowerGate implements Gate {

        @Override
        public boolean open(int done) {
            synchronized (LockStep.this) {
                return !closed && done < begun;
            }
        }

        @Override
        public void at(int done, boolean over) {
            synchronized (LockStep.this) {
                if (followed == done && followerOver == over) {
                    return;
                }
                followed = done;
                followerOver = over;
            }
            leader.wake();
        }

        @Override
        public List<RunCommand> due(int done) {
            synchronized (LockStep.this) {
                List<RunCommand> now = new ArrayList<>();
                while (!relayed.isEmpty() && relayed.peek().step <= done) {
                    now.add(relayed.poll().command);
                }
                return now;
            }
        }

        @Override
        public int threads(int all) {
            return catchingUp() ? all : Math.max(1, all / 2);
        }
    }
}
