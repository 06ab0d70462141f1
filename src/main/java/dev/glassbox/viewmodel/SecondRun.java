package dev.glassbox.viewmodel;

import dev.glassbox.session.Diary;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.Inspector;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.LockStep;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.Replayer;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.sample.Sampler;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Optional;
import java.util.function.Predicate;

/// Run B of a comparison while it lives: tied to run A, read once a pulse. Belongs to the window's thread.
final class SecondRun implements AutoCloseable {

    /// Time to read a line; writing two of them costs what a dozen steps cost.
    private static final long SAMPLE_PACE = 2_000_000_000;
    /// Nothing is computed again while the play head is still being dragged.
    private static final long REST = 200_000_000;
    private static final int NOWHERE = -1;
    private static final long LONGEST_HELD = 250_000_000;

    private final Run run;
    private final LockStep lockStep;
    private final Inspector inspector;
    private final Diary diaryA;
    private final Diary diaryB;
    private final Replayer replayer;
    private final LossCurve curve;
    private final MetricSeries norms;
    private RunFrame frame;
    private boolean playing;
    private int readWith = NOWHERE;
    private long readAt;
    private int last;
    private int sought = NOWHERE;
    private long soughtAt;
    private long asked;
    private boolean waiting;
    private boolean snapshotAsked;
    private WeightSnapshot snapshot;
    private WeightSnapshot traced;
    private Sentence sentence = Sentence.EMPTY;
    private String sentenceText;
    private boolean traceAsked;
    private Trace trace;
    private DiaryLine lineA;
    private DiaryLine lineB;
    private Object written;
    private long writtenAt;

    /// What looks into run B and writes for both; it outlives each run B.
    record Tools(Inspector inspector, Diary diaryA, Diary diaryB, Replayer replayer) implements AutoCloseable {

        /// @param worker looks inside; `studies` answers what may take longer, `replays` computes past steps again
        Tools(Worker worker, Worker studies, Worker replays, Warmup warmup) {
            this(new Inspector(worker, warmup), new Diary(studies, warmup), new Diary(studies, warmup), new Replayer(replays, warmup));
        }

        @Override
        public void close() {
            inspector.close();
            diaryA.close();
            diaryB.close();
            replayer.close();
        }
    }

    SecondRun(Run leader, Run run, RunSpec a, RunSpec b, Tools tools) {
        this.run = run;
        inspector = tools.inspector;
        diaryA = tools.diaryA;
        diaryB = tools.diaryB;
        replayer = tools.replayer;
        replayer.forget();
        curve = new LossCurve(run.log());
        norms = new MetricSeries(run.log(), Metric.GRAD_NORM);
        inspector.traces().take(); // of the B before
        diaryA.newest().take();
        diaryB.newest().take();
        lockStep = LockStep.tie(leader, run, shared(a, b));
        run.start();
    }

    /// What reaches B when it is changed in A: not the setting in which they differ.
    private static Predicate<RunCommand> shared(RunSpec a, RunSpec b) {
        return command -> switch (command) {
            case RunCommand.SetLearningRate _ -> a.training().learningRate() == b.training().learningRate();
            case RunCommand.SetBatchSize _ -> a.training().batchSize() == b.training().batchSize();
            case RunCommand.SetWeightDecay _ -> a.training().weightDecay() == b.training().weightDecay();
            case RunCommand.SetGradClip _ -> a.training().gradClip() == b.training().gradClip();
            case RunCommand.SetDropout _ -> a.training().dropout() == b.training().dropout();
            default -> false;
        };
    }

    /// Takes the news; true when there was a frame.
    ///
    /// While both train they wait for run A's, a quarter of a second at most: both curves are then painted once.
    ///
    /// @param logOfA rows of run A's log that are on screen
    boolean read(int logOfA, boolean training, long now) {
        boolean held = training && logOfA == readWith && now - readAt < LONGEST_HELD;
        RunFrame news = held ? null : run.frames().take().orElse(null);
        if (news != null) {
            readWith = logOfA;
            readAt = now;
            frame = news;
            curve.readTo(news.logSize());
            if (!playing && news.state() == RunState.PAUSED) {
                playing = true;
                run.send(new RunCommand.Play()); // from here on run A decides when there is a step
            }
        }
        run.snapshots().take().ifPresent(copy -> {
            snapshotAsked = false;
            if (sought == NOWHERE) { // else the views stay in the past while training goes on
                snapshot = copy;
            }
        });
        return news != null;
    }

    /// Looks inside at the moment run A is shown at, the newest one or a past one.
    ///
    /// @return whether the trace or a sample is new
    boolean look(Trace shown, boolean live, Sampler.Config sampling, String prompt, long now) {
        LoadedSpec loaded = run.loaded().orElse(null);
        if (loaded == null || frame == null) {
            return false;
        }
        boolean stale = snapshot == null || snapshot.step() != shown.step();
        if (live) {
            sought = NOWHERE;
            if (stale && frame.step() == shown.step() && !snapshotAsked) {
                snapshotAsked = true;
                run.send(new RunCommand.TakeSnapshot());
            }
        } else if (shown.step() <= frame.step()) {
            seek(loaded, shown.step(), now);
        }
        boolean news = fetch(loaded);
        if (snapshot != null) {
            trace(loaded, shown.sentence().text());
            write(shown.snapshot(), sampling, prompt, now);
        }
        return news;
    }

    /// Run B has a past of its own: its nearest keyframe at once, then exactly that step, computed again.
    private void seek(LoadedSpec loaded, int step, long now) {
        if (sought != step) {
            sought = step;
            soughtAt = now;
            replayer.cancel();
            int keyframe = run.past().nearest(step);
            waiting = keyframe != step;
            if (keyframe >= 0) {
                run.past().weights(keyframe).ifPresent(values -> snapshot = then(loaded, keyframe, values));
            }
        } else if (waiting && now - soughtAt >= REST) {
            waiting = false;
            asked = replayer.request(loaded, run.past(), step);
        }
        replayer.failures().take();
        replayer.answers().take().filter(answer -> answer.request() == asked && answer.run() == loaded)
                .ifPresent(answer -> snapshot = then(loaded, answer.state().stepsDone(), answer.state().values()));
    }

    private WeightSnapshot then(LoadedSpec loaded, int step, float[] values) {
        return new WeightSnapshot(loaded, step, values, run.log().lastAt(Metric.VALIDATION_LOSS, run.log().row(step)));
    }

    private boolean fetch(LoadedSpec loaded) {
        boolean news = false;
        Trace arrived = inspector.traces().take().orElse(null);
        if (arrived != null) {
            traceAsked = false;
            if (arrived.snapshot().run() == loaded) {
                trace = arrived;
                news = true;
            }
        }
        if (inspector.failures().take().isPresent()) {
            traceAsked = false;
        }
        Diary.Written a = diaryA.newest().take().orElse(null);
        Diary.Written b = diaryB.newest().take().orElse(null);
        lineA = a == null ? lineA : a.line();
        lineB = b == null || b.run() != loaded ? lineB : b.line();
        return news || a != null || b != null;
    }

    private void trace(LoadedSpec loaded, String text) {
        boolean other = !text.equals(sentenceText);
        if (other) {
            sentenceText = text;
            try {
                sentence = Sentence.of(text, loaded.tokenizer(), loaded.config().contextLength());
            } catch (UnknownCharacterException unknown) {
                sentence = Sentence.EMPTY;
                trace = null;
            }
        }
        if (!traceAsked && !sentence.isEmpty() && (other || snapshot != traced)) {
            traceAsked = true;
            traced = snapshot;
            inspector.request(snapshot, sentence, Inspector.LIVE);
        }
    }

    private void write(WeightSnapshot snapshotA, Sampler.Config sampling, String prompt, long now) {
        record Moment(WeightSnapshot a, WeightSnapshot b, Sampler.Config sampling) {}
        Moment moment = new Moment(snapshotA, snapshot, sampling);
        boolean due = written == null || now - writtenAt >= SAMPLE_PACE;
        if (snapshotA.step() == snapshot.step() && due && !moment.equals(written)) {
            written = moment;
            writtenAt = now;
            diaryA.write(snapshotA, prompt, sampling, () -> {});
            diaryB.write(snapshot, prompt, sampling, () -> {});
        }
    }

    /// Goes on when run A has been lengthened.
    void lengthenTo(int step) {
        if (frame != null && frame.state() == RunState.FINISHED && step > Math.max(last, frame.applied().lastStep())) {
            last = step;
            run.send(new RunCommand.TrainMore(step - frame.applied().lastStep()));
        }
    }

    Run run() {
        return run;
    }

    Optional<RunFrame> frame() {
        return Optional.ofNullable(frame);
    }

    LossCurve.Points points() {
        return curve.points();
    }

    double smoothed() {
        return curve.newestSmoothed();
    }

    MetricSeries.Values norms() {
        return norms.read(frame == null ? 0 : frame.logSize());
    }

    int behind() {
        return lockStep.behind();
    }

    Trace trace() {
        return trace;
    }

    WeightSnapshot snapshot() {
        return snapshot;
    }

    DiaryLine lineA() {
        return lineA;
    }

    DiaryLine lineB() {
        return lineB;
    }

    @Override
    public void close() {
        replayer.forget();
        lockStep.close();
        run.close();
    }
}
