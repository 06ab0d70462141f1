package dev.glassbox.viewmodel;

import dev.glassbox.analysis.BaseLines;
import dev.glassbox.session.BatchLosses;
import dev.glassbox.session.GradientLog;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MetricCsv;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Study;
import dev.glassbox.session.TableCsv;
import dev.glassbox.session.TimeMachine;
import dev.glassbox.session.TokenLossCsv;
import dev.glassbox.session.TokenLosses;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.train.GradientNorms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the Training lens shows of the run: its curves, what simpler models reach, gradients, and the text behind a loss.
public final class TrainingModel implements AutoCloseable {

    /// Which text is shown with the loss of its tokens.
    public enum Text { NEXT_BATCH, VALIDATION }

    /// A loss first reached.
    ///
    /// @param sentence "step 116: better than counting pairs"
    public record Crossing(int step, double loss, String sentence) {}

    /// Of [#sinceProperty]: the losses themselves are shown, not their change.
    public static final int NOTHING = -1;
    private static final long PACE = 1_000_000_000;

    /// Of one run.
    private record Measured(LoadedSpec run, BaseLines lines) {}

    /// @param since an earlier keyframe to compare with; −1 for none
    private record Question(WeightSnapshot weights, Text text, int since) {}

    /// The same text read twice.
    ///
    /// @param before with the weights of an earlier step; null when nothing is compared
    private record Answer(TokenLosses now, TokenLosses before) {}

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final BatchLosses losses;
    private final FilmModel film;
    private final Study<Measured> measuring;
    private final Study<Answer> reading;
    private final Study<String> saving;
    private final Map<MetricCurve.Kind, MetricCurve> curves = new EnumMap<>(MetricCurve.Kind.class);
    private MetricLog curvesOf;
    private boolean textWanted;
    private Question asked;
    private boolean waiting;
    private long askedAt;

    private final ReadOnlyObjectWrapper<BaseLines> baseLines = new ReadOnlyObjectWrapper<>(this, "baseLines");
    private final ReadOnlyObjectWrapper<TokenLosses> tokenLosses = new ReadOnlyObjectWrapper<>(this, "tokenLosses");
    private final ReadOnlyObjectWrapper<TokenLosses> earlierLosses = new ReadOnlyObjectWrapper<>(this, "earlierLosses");
    private final IntegerProperty since = new SimpleIntegerProperty(this, "since", NOTHING);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper(this, "saved", "");
    private final ObjectProperty<Text> text = new SimpleObjectProperty<>(this, "text", Text.NEXT_BATCH);

    public TrainingModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Worker studies, Warmup warmup) {
        this.run = run;
        this.trace = trace;
        losses = new BatchLosses(warmup);
        film = new FilmModel(pulse, run, trace, studies, warmup);
        measuring = new Study<>(studies);
        reading = new Study<>(studies);
        saving = new Study<>(studies);
        run.loadedProperty().addListener((_, _, now) -> onRun(now));
        pulse.add(this::refresh);
    }

    private void onRun(LoadedSpec now) {
        baseLines.set(null);
        tokenLosses.set(null);
        earlierLosses.set(null);
        since.set(NOTHING);
        asked = null;
        waiting = false;
        if (now.hasText()) {
            measuring.ask(() -> new Measured(now, BaseLines.of(now.tokens().train(), now.tokens().validation(), now.config().vocabSize())));
        }
    }

    /// The text is read only while somebody looks at it.
    public void setTextWanted(boolean wanted) {
        textWanted = wanted;
    }

    private void refresh(long now) {
        LoadedSpec loaded = run.getLoaded().orElse(null);
        measuring.answers().take().filter(answer -> answer.run() == loaded).ifPresent(answer -> baseLines.set(answer.lines()));
        reading.answers().take().ifPresent(answer -> {
            waiting = false;
            if (answer.now().of().run() == loaded) {
                earlierLosses.set(answer.before());
                tokenLosses.set(answer.now());
            }
        });
        reading.failures().take().ifPresent(why -> {
            waiting = false;
            problem.set(why);
        });
        saving.answers().take().ifPresent(saved::set);
        saving.failures().take().ifPresent(problem::set);
        if (textWanted && !waiting && loaded != null && loaded.hasText()) {
            ask(now);
        }
    }

    private void ask(long now) {
        WeightSnapshot weights = trace.getTrace().map(Trace::snapshot).orElse(null);
        if (weights == null || weights.run() != run.getLoaded().orElse(null)) {
            return;
        }
        TimeMachine past = run.shown().orElseThrow().past();
        int earlier = since.get() < 0 ? NOTHING : past.nearest(Math.min(since.get(), weights.step()));
        Question question = new Question(weights, text.get(), earlier);
        boolean otherText = asked == null || asked.text() != question.text() || asked.since() != question.since();
        boolean rested = otherText || trace.isPinned() || run.getState() != RunState.RUNNING || now - askedAt >= PACE;
        if (rested && !question.equals(asked)) {
            asked = question;
            askedAt = now;
            waiting = true;
            float[] values = past.weights(earlier).orElse(null);
            reading.ask(() -> new Answer(read(question.text(), weights, past, weights.step()), values == null ? null
                    : read(question.text(), new WeightSnapshot(weights.run(), earlier, values, Double.NaN), past, weights.step())));
        }
    }

    private TokenLosses read(Text wanted, WeightSnapshot weights, TimeMachine past, int stepsDone) {
        return wanted == Text.NEXT_BATCH ? losses.next(weights, past, stepsDone) : losses.text(weights);
    }

    /// One of the run's numbers over its steps, as far as [RunViewModel#logSizeProperty] tells.
    public CurvePoints curve(MetricCurve.Kind kind) {
        MetricLog log = run.logProperty().get();
        if (log != curvesOf) {
            curvesOf = log;
            curves.clear();
        }
        return curves.computeIfAbsent(kind, wanted -> new MetricCurve(log, wanted)).upTo(run.logSizeProperty().get());
    }

    /// Gradient and update norms of the shown run.
    public Optional<GradientLog> gradients() {
        return run.shown().map(Run::gradients).filter(log -> !log.groups().isEmpty());
    }

    /// Norms of each part at or before a step.
    public Optional<GradientNorms> normsAt(int step) {
        return gradients().map(log -> log.at(step));
    }

    /// Where the validation loss first fell below what counting reaches.
    public List<Crossing> crossings(LossCurve.Points points) {
        BaseLines lines = baseLines.get();
        List<Crossing> crossings = new ArrayList<>();
        if (lines != null) {
            cross(crossings, points, lines.tokenFrequencies(), "better than token frequencies");
            cross(crossings, points, lines.tokenPairs(), "better than counting pairs");
        }
        return crossings;
    }

    private static void cross(List<Crossing> crossings, LossCurve.Points points, double line, String what) {
        for (int i = 0; i < points.validation().length; i++) {
            if (points.validation()[i] < line) {
                int step = (int) points.validationSteps()[i];
                crossings.add(new Crossing(step, points.validation()[i], String.format(Locale.ROOT, "step %,d: %s", step, what)));
                return;
            }
        }
    }

    /// The smallest validation loss so far; empty before the first.
    public static Optional<Crossing> best(LossCurve.Points points) {
        int best = -1;
        for (int i = 0; i < points.validation().length; i++) {
            best = best < 0 || points.validation()[i] < points.validation()[best] ? i : best;
        }
        return best < 0 ? Optional.empty() : Optional.of(new Crossing((int) points.validationSteps()[best], points.validation()[best], "best so far"));
    }

    /// Writes everything that was measured; the answer arrives in [#savedProperty].
    public void saveCsv(Path file) {
        Run shown = run.shown().orElse(null);
        if (shown != null) {
            problem.set("");
            saved.set("");
            saving.ask(() -> {
                MetricCsv.write(file, shown.log(), shown.gradients());
                return String.format(Locale.ROOT, "Saved %,d steps to %s.", shown.log().size() - 1, file.getFileName());
            });
        }
    }

    /// Writes a table of one of the labs; the answer arrives in [#savedProperty].
    public void saveTable(Path file, TableCsv table) {
        problem.set("");
        saved.set("");
        saving.ask(() -> {
            table.write(file);
            return String.format(Locale.ROOT, "Saved %,d rows to %s.", table.rows().size(), file.getFileName());
        });
    }

    /// Writes the loss of every token of the text that is read now; the answer arrives in [#savedProperty].
    public void saveTokenCsv(Path file) {
        TokenLosses read = tokenLosses.get();
        Optional<TokenLosses> before = Optional.ofNullable(earlierLosses.get());
        if (read != null) {
            problem.set("");
            saved.set("");
            saving.ask(() -> {
                TokenLossCsv.write(file, read, before);
                return String.format(Locale.ROOT, "Saved the losses of %,d windows at step %,d to %s.", read.windows().size(), read.of().step(), file.getFileName());
            });
        }
    }

    /// The sentence at some moments of the run.
    public FilmModel film() {
        return film;
    }

    /// What simpler models reach on this corpus; null until it is counted.
    public ReadOnlyObjectProperty<BaseLines> baseLinesProperty() {
        return baseLines.getReadOnlyProperty();
    }

    /// The text of [#textProperty] with the loss of its tokens; null before the first.
    public ReadOnlyObjectProperty<TokenLosses> tokenLossesProperty() {
        return tokenLosses.getReadOnlyProperty();
    }

    public ObjectProperty<Text> textProperty() {
        return text;
    }

    /// The step whose losses those of the moment are compared with, or [#NOTHING]; the keyframe nearest to it is taken.
    public IntegerProperty sinceProperty() {
        return since;
    }

    /// The same text read with the weights of [#sinceProperty]; null when nothing is compared.
    public ReadOnlyObjectProperty<TokenLosses> earlierLossesProperty() {
        return earlierLosses.getReadOnlyProperty();
    }

    /// What went wrong in the background, one sentence; empty when nothing did.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What was saved last, one sentence.
    public ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    @Override
    public void close() {
        losses.close();
        film.close();
    }
}
