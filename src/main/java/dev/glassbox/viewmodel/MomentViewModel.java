package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.Replayer;
import dev.glassbox.session.Run;
import dev.glassbox.session.Study;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TimeMachine;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Which moment of the run is on screen: the newest one, or a past one while training may go on behind it.
///
/// A past step shows its weights at once where a keyframe has them, else those of the nearest keyframe, and after a short rest it
/// is computed again, exactly. Every lens follows, because the shared trace does.
public final class MomentViewModel {

    /// Nothing is replayed while the play head is still being dragged.
    private static final long REST = 200_000_000;
    /// Between two keyframes when the past is played.
    private static final long FILM = 120_000_000;
    private static final int[] NO_STEPS = {};

    /// Weights with their code.
    private record Coded(WeightSnapshot snapshot, String code) {}

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final Replayer replayer;
    private final Study<Coded> codes;
    private WeightSnapshot shown;
    private boolean wanting;
    private int marked;
    private long movedAt;
    private long asked;
    private boolean branching;
    private boolean replaying;
    private int direction;
    private long filmedAt;
    private int version = -1;
    private TimeMachine versionOf;

    private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper(this, "live", true);
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(this, "step");
    private final ReadOnlyBooleanWrapper exact = new ReadOnlyBooleanWrapper(this, "exact", true);
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper(this, "doing", "");
    private final ReadOnlyStringWrapper fingerprint = new ReadOnlyStringWrapper(this, "fingerprint", "");
    private final ReadOnlyLongWrapper budget = new ReadOnlyLongWrapper(this, "budget", TimeMachine.DEFAULT_BUDGET);
    private final ReadOnlyObjectWrapper<int[]> keyframes = new ReadOnlyObjectWrapper<>(this, "keyframes", NO_STEPS);
    private final ReadOnlyObjectWrapper<int[]> bookmarks = new ReadOnlyObjectWrapper<>(this, "bookmarks", NO_STEPS);

    /// @param studies where fingerprints are computed
    public MomentViewModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Replayer replayer, Worker studies) {
        this.run = run;
        this.trace = trace;
        this.replayer = replayer;
        codes = new Study<>(studies);
        run.loadedProperty().addListener((_, _, _) -> onRun());
        run.stepProperty().addListener((_, _, now) -> {
            if (isLive()) {
                step.set(now.intValue());
            }
        });
        pulse.add(this::refresh);
    }

    private void onRun() {
        applyBudget();
        replayer.forget();
        backToLive();
    }

    private Optional<TimeMachine> past() {
        return run.shown().map(Run::past);
    }

    /// Puts every view at a step; at the newest one or beyond, the views follow training again.
    public void view(int wanted) {
        direction = 0;
        go(wanted);
    }

    private void go(int wanted) {
        TimeMachine past = past().orElse(null);
        if (past == null || run.getLoaded().isEmpty() || past.beginning() >= run.getStep()) {
            return;
        }
        if (wanted >= run.getStep()) {
            backToLive();
            return;
        }
        int target = Math.max(past.beginning(), wanted);
        live.set(false);
        step.set(target);
        branching = false;
        replaying = false;
        replayer.cancel();
        int keyframe = past.nearest(target);
        if (shown != null && shown.step() == target) {
            arrived(shown);
            return;
        }
        if (keyframe >= 0) {
            past.weights(keyframe).ifPresent(values -> show(snapshot(keyframe, values)));
        }
        if (keyframe == target) {
            arrived(shown);
        } else {
            exact.set(false);
            wanting = true;
            movedAt = 0;
            fingerprint.set("");
            doing.set(keyframe < 0 ? "Computing step " + number(target) + " again …"
                    : "Nearest keyframe: step " + number(keyframe) + ". Step " + number(target) + " follows.");
        }
    }

    private void arrived(WeightSnapshot snapshot) {
        wanting = false;
        exact.set(true);
        doing.set("");
        fingerprint.set("");
        codes.ask(() -> new Coded(snapshot, snapshot.parameters().fingerprint()));
    }

    private void show(WeightSnapshot snapshot) {
        shown = snapshot;
        trace.pin(snapshot);
    }

    private WeightSnapshot snapshot(int at, float[] values) {
        MetricLog log = run.logProperty().get();
        return new WeightSnapshot(run.getLoaded().orElseThrow(), at, values, log.lastAt(Metric.VALIDATION_LOSS, log.row(at)));
    }

    /// Every view follows training again.
    public void backToLive() {
        direction = 0;
        replayer.cancel();
        wanting = false;
        branching = false;
        replaying = false;
        shown = null;
        doing.set("");
        exact.set(true);
        fingerprint.set("");
        live.set(true);
        step.set(run.getStep());
        trace.unpin();
    }

    /// One or more steps on or back.
    public void walk(int steps) {
        view(getStep() + steps);
    }

    public void previousKeyframe() {
        direction = 0;
        keyframe(-1);
    }

    public void nextKeyframe() {
        direction = 0;
        keyframe(1);
    }

    /// @return whether there is another one in that direction
    private boolean keyframe(int way) {
        int[] steps = past().map(TimeMachine::steps).orElse(NO_STEPS);
        int at = Arrays.binarySearch(steps, getStep());
        int next = way < 0 ? (at >= 0 ? at : -at - 1) - 1 : at >= 0 ? at + 1 : -at - 1;
        if (next < 0 || next >= steps.length) {
            if (way > 0) {
                backToLive();
            }
            return false;
        }
        go(steps[next]);
        return !isLive() && (way > 0 || next > 0);
    }

    /// Walks through the keyframes like a film: backwards, and forwards from step 0; a second call stops it.
    public void playPast() {
        direction = direction != 0 ? 0 : getStep() == 0 ? 1 : -1;
    }

    /// Keeps this step, or gives it back.
    public void toggleBookmark() {
        TimeMachine past = past().orElse(null);
        WeightSnapshot now = isLive() ? trace.getTrace().map(t -> t.snapshot()).orElse(null) : isExact() ? shown : null;
        if (past == null || now == null || now.run() != run.getLoaded().orElse(null)) {
            return;
        }
        if (Arrays.stream(past.bookmarks()).anyMatch(bookmark -> bookmark == now.step())) {
            past.removeBookmark(now.step());
        } else {
            past.bookmark(now.step(), now.values());
        }
    }

    /// Starts a branch at the shown step: computed again to its full state first, then a new run goes on from there.
    public void continueFromHere() {
        if (isLive() || past().isEmpty()) {
            return;
        }
        int from = past().get().fullAtOrBefore(getStep()).map(state -> state.stepsDone()).orElse(0);
        wanting = false;
        branching = true;
        replaying = true;
        asked = replayer.request(run.getLoaded().orElseThrow(), past().get(), getStep());
        doing.set(String.format(Locale.ROOT, "Replaying %,d steps from the full state at step %,d to continue exactly from step %,d.",
                getStep() - from, from, getStep()));
    }

    /// Gives up what is being replayed; what is shown stays.
    ///
    /// @return whether there was something
    public boolean cancel() {
        boolean busy = !isLive() && (wanting || replaying || direction != 0);
        if (busy) {
            replaying = false;
            replayer.cancel();
            wanting = false;
            branching = false;
            direction = 0;
            doing.set(shown != null && shown.step() != getStep() ? "Shown: step " + number(shown.step()) + ", the nearest keyframe." : "");
        }
        return busy;
    }

    private void refresh(long now) {
        past().ifPresent(this::readSteps);
        if (wanting) {
            if (movedAt == 0) {
                movedAt = now;
            } else if (now - movedAt >= REST) {
                wanting = false;
                replaying = true;
                asked = replayer.request(run.getLoaded().orElseThrow(), past().orElseThrow(), getStep());
            }
        }
        replayer.progress().take().filter(p -> p.request() == asked && !branching && !isLive()).ifPresent(p -> doing.set(String.format(Locale.ROOT,
                "Replaying steps %,d to %,d: at %,d.%s", p.from(), p.to(), p.at(), shown == null ? "" : " Shown meanwhile: step " + number(shown.step()) + ".")));
        replayer.answers().take().filter(answer -> answer.request() == asked && answer.run() == run.getLoaded().orElse(null)).ifPresent(this::take);
        replayer.failures().take().filter(_ -> !isLive()).ifPresent(why -> {
            replaying = false;
            doing.set(why);
        });
        codes.answers().take().filter(coded -> coded.snapshot() == shown && isExact()).ifPresent(coded -> fingerprint.set(coded.code()));
        film(now);
    }

    private void take(Replayer.Replayed answer) {
        replaying = false;
        if (branching) {
            branching = false;
            doing.set("");
            run.openBranch(answer.state());
        } else if (!isLive() && answer.state().stepsDone() == getStep()) {
            show(snapshot(answer.state().stepsDone(), answer.state().values()));
            exact.set(true);
            doing.set("");
            fingerprint.set(answer.fingerprint());
        }
    }

    private void film(long now) {
        boolean caughtUp = isLive() || trace.getTrace().filter(t -> shown != null && t.snapshot() == shown).isPresent();
        if (direction != 0 && caughtUp && now - filmedAt >= FILM) {
            filmedAt = now;
            int way = direction;
            direction = keyframe(way) ? way : 0;
        }
    }

    private void readSteps(TimeMachine past) {
        // Young runs keep every step; their marks move with the step that is shown, not sixty times a second.
        boolean told = run.getState() != RunState.RUNNING || run.getStep() != marked;
        if (past != versionOf || told && past.version() != version) {
            marked = run.getStep();
            versionOf = past;
            version = past.version();
            keyframes.set(past.steps());
            bookmarks.set(past.bookmarks());
        }
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// Whether the views follow training.
    public ReadOnlyBooleanProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    public boolean isLive() {
        return live.get();
    }

    /// Where the play head stands: the newest step while [#isLive], else the step wished for.
    public ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    public int getStep() {
        return step.get();
    }

    /// Whether the views show exactly [#getStep], and not a keyframe near it.
    public ReadOnlyBooleanProperty exactProperty() {
        return exact.getReadOnlyProperty();
    }

    public boolean isExact() {
        return exact.get();
    }

    /// What is being computed again, one sentence; empty when nothing is.
    public ReadOnlyStringProperty doingProperty() {
        return doing.getReadOnlyProperty();
    }

    /// Code of the weights of a past step; empty while it is unknown and while [#isLive].
    public ReadOnlyStringProperty fingerprintProperty() {
        return fingerprint.getReadOnlyProperty();
    }

    /// Steps whose weights are at hand, ascending; never written again.
    public ReadOnlyObjectProperty<int[]> keyframesProperty() {
        return keyframes.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<int[]> bookmarksProperty() {
        return bookmarks.getReadOnlyProperty();
    }

    /// How many bytes the keyframes of a run may take; a run and its branch share them.
    public ReadOnlyLongProperty budgetProperty() {
        return budget.getReadOnlyProperty();
    }

    /// For the run on screen and those that follow.
    public void setBudget(long bytes) {
        budget.set(bytes);
        applyBudget();
    }

    private void applyBudget() {
        long own = run.fork().otherCurveProperty().get() == null ? budget.get() : budget.get() / 2;
        past().filter(past -> past.budget() != own).ifPresent(past -> past.setBudget(own));
    }

    /// What the memory for the past holds, one sentence; empty before the first keyframe.
    public String memory() {
        TimeMachine past = past().orElse(null);
        if (past == null || past.steps().length == 0) {
            return "";
        }
        return past.stride() == 1
                ? String.format(Locale.ROOT, "Keyframes: %,d, in %,d of the %,d MB for the past.", past.steps().length, past.bytes() >> 20, past.budget() >> 20)
                : String.format(Locale.ROOT, "Keyframes every %,d steps: the %,d MB for the past were full. First, last and bookmarks stay.", past.stride(), past.budget() >> 20);
    }

    /// Empty while live; else what every lens should say about the moment.
    public String sentence() {
        return isLive() ? "" : String.format(Locale.ROOT, "You are looking at step %,d; the run is at step %,d. Every lens shows the model as it was then.",
                getStep(), run.getStep());
    }
}
