package dev.glassbox.model;

import dev.glassbox.nn.Pass;
import dev.glassbox.tensor.Workspace;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// A part of a pass in which no piece waits for another one. A pass is a list of stages, and there are two ways through it: stage by stage
/// over the whole batch, or sequence by sequence through all stages, since no sequence needs another one. Both give the same bits.
sealed interface Stage {
    Consumer<Pass> UNSEEN = _ -> { };

    /// Computes the whole batch; the threads share its pieces.
    void batch(Pass pass);

    /// Computes sequences `from … to−1` on the calling thread.
    void sequences(Pass pass, int from, int to);

    /// Shows the probe of the pass what was computed.
    void observe(Pass pass);

    /// What is done for each row (b, t) alone.
    record Rows(Work work, Consumer<Pass> observer) implements Stage {

        /// One that nobody looks at.
        Rows(Work work) {
            this(work, UNSEEN);
        }

        @Override
        public void batch(Pass pass) {
            Chunks chunks = Chunks.of(pass.work().rows(), 1);
            pass.pool().run(chunks.count(), chunk -> work.accept(pass, chunks.fromRow(chunk), chunks.toRow(chunk)));
        }

        @Override
        public void sequences(Pass pass, int from, int to) {
            rowsOf(pass, from, to, work);
        }

        @Override
        public void observe(Pass pass) {
            observer.accept(pass);
        }
    }

    /// What is done for each pair (b, head).
    ///
    /// @param pairs how many there are in the batch
    record Pairs(ToIntFunction<Workspace> pairs, PairWork work, Consumer<Pass> observer) implements Stage {

        /// Those that nobody looks at.
        Pairs(ToIntFunction<Workspace> pairs, PairWork work) {
            this(pairs, work, UNSEEN);
        }

        @Override
        public void batch(Pass pass) {
            pass.pool().run(pairs.applyAsInt(pass.work()), pair -> work.accept(pass, pair));
        }

        @Override
        public void sequences(Pass pass, int from, int to) {
            int heads = pairs.applyAsInt(pass.work()) / pass.work().batch();
            for (int pair = from * heads; pair < to * heads; pair++) {
                work.accept(pass, pair);
            }
        }

        @Override
        public void observe(Pass pass) {
            observer.accept(pass);
        }
    }

    /// What is done for each row and column alone: the head, whose table may have more columns than there are rows.
    record Table(int columns, TableWork work, Consumer<Pass> observer) implements Stage {

        @Override
        public void batch(Pass pass) {
            Chunks chunks = Chunks.of(pass.work().rows(), columns);
            pass.pool().run(chunks.count(), chunk -> work.accept(pass, chunks.fromRow(chunk), chunks.toRow(chunk), chunks.fromColumn(chunk),
                    chunks.toColumn(chunk)));
        }

        @Override
        public void sequences(Pass pass, int from, int to) {
            rowsOf(pass, from, to, (_, fromRow, toRow) -> work.accept(pass, fromRow, toRow, 0, columns));
        }

        @Override
        public void observe(Pass pass) {
            observer.accept(pass);
        }
    }

    private static void rowsOf(Pass pass, int from, int to, Work work) {
        int time = pass.work().time();
        Chunks chunks = Chunks.ofCore((to - from) * time);
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            work.accept(pass, from * time + chunks.fromRow(chunk), from * time + chunks.toRow(chunk));
        }
    }

    /// Computes rows `from … to−1`.
    interface Work {
        void accept(Pass pass, int from, int to);
    }

    /// Computes columns `fromColumn … toColumn−1` of these rows.
    interface TableWork {
        void accept(Pass pass, int from, int to, int fromColumn, int toColumn);
    }

    /// Computes one pair.
    interface PairWork {
        void accept(Pass pass, int pair);
    }
}
