package dev.glassbox.viewmodel;

import dev.glassbox.sample.Sampler;
import dev.glassbox.session.Diary;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// "What it writes": one line for each milestone of training, and the newest line, which follows the temperature.
public final class DiaryViewModel {

    /// A line costs a few dozen forward passes.
    private static final long PACE = 1_000_000_000;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final SamplingViewModel sampling;
    private final Diary diary;
    private final AtomicBoolean writing = new AtomicBoolean();
    private boolean active = true;
    private WeightSnapshot written;
    private Sampler.Config writtenWith;
    private long writtenAt;

    private final ObservableList<DiaryLine> archived = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<DiaryLine> newest = new ReadOnlyObjectWrapper<>(this, "newest");
    private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper(this, "prompt", "");

    public DiaryViewModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SamplingViewModel sampling, Diary diary) {
        this.run = run;
        this.trace = trace;
        this.sampling = sampling;
        this.diary = diary;
        run.loadedProperty().addListener((_, _, now) -> onRun(now));
        pulse.add(this::refresh);
    }

    private void onRun(LoadedSpec now) {
        archived.clear();
        newest.set(null);
        written = null;
        prompt.set(promptOf(now));
    }

    /// The first token of the corpus' own sentence: short, so that nearly all of the line is the model's.
    private static String promptOf(LoadedSpec loaded) {
        return loaded.tokenizer().decode(loaded.tokenizer().ids(loaded.prompt())[0]);
    }

    private void refresh(long now) {
        Run shown = run.shown().orElse(null);
        LoadedSpec loaded = run.getLoaded().orElse(null);
        if (shown == null || loaded == null) {
            return;
        }
        // What a model is doing comes before what it writes: of a large one a line takes a second, and both are computed on one thread.
        boolean seen = trace.getTrace().filter(last -> last.snapshot().run() == loaded).isPresent();
        for (WeightSnapshot milestone = seen ? shown.milestones().poll() : null; milestone != null; milestone = shown.milestones().poll()) {
            diary.archive(milestone, prompt.get(), new Sampler.Config(SamplingViewModel.DEFAULT_TEMPERATURE, 0, 1));
        }
        for (Diary.Written line = diary.archived().poll(); line != null; line = diary.archived().poll()) {
            if (line.run() == loaded) {
                archived.add(line.line());
            }
        }
        diary.newest().take().filter(line -> line.run() == loaded).ifPresent(line -> newest.set(line.line()));
        writeNewest(now);
    }

    /// A diary that is not on screen writes no newest line while training goes on: each costs what a few steps cost.
    public void setActive(boolean now) {
        active = now;
    }

    private void writeNewest(long now) {
        WeightSnapshot snapshot = trace.getTrace().map(Trace::snapshot).orElse(null);
        Sampler.Config config = new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP());
        boolean otherSettings = !config.equals(writtenWith);
        // A past moment stands still: its line is wanted at once.
        boolean wanted = active || run.getState() != RunState.RUNNING;
        boolean due = otherSettings || snapshot != written && (trace.isPinned() || wanted && now - writtenAt >= PACE);
        if (snapshot != null && due && writing.compareAndSet(false, true)) {
            written = snapshot;
            writtenWith = config;
            writtenAt = now;
            diary.write(snapshot, prompt.get(), config, () -> writing.set(false));
        }
    }

    /// Lines of the milestones, oldest first, all drawn at the same temperature.
    public ObservableList<DiaryLine> archived() {
        return FXCollections.unmodifiableObservableList(archived);
    }

    /// The line of this moment, drawn with the sampling settings; null before the first.
    public ReadOnlyObjectProperty<DiaryLine> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    public Optional<DiaryLine> getNewest() {
        return Optional.ofNullable(newest.get());
    }

    /// What every line begins with.
    public ReadOnlyStringProperty promptProperty() {
        return prompt.getReadOnlyProperty();
    }

    /// At most `count` lines to show: the first, evenly spread ones, and the newest last.
    public List<DiaryLine> lines(int count) {
        List<DiaryLine> older = new ArrayList<>(archived);
        DiaryLine last = newest.get();
        if (last != null) {
            older.removeIf(line -> line.step() >= last.step());
        }
        int room = count - (last == null ? 0 : 1);
        List<DiaryLine> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(room, older.size()); i++) {
            int at = older.size() <= room ? i : room == 1 ? 0 : (int) Math.round(i * (older.size() - 1.0) / (room - 1));
            shown.add(older.get(at));
        }
        if (last != null && count > 0) {
            shown.add(last);
        }
        return shown;
    }
}
