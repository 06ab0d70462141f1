package dev.glassbox.viewmodel;

import dev.glassbox.analysis.GenerationCost;
import dev.glassbox.analysis.QuadraticFit;
import dev.glassbox.session.CacheRace;
import dev.glassbox.session.ForwardTimes;
import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// What generating costs: the race with and without a cache, the time of a forward pass against n, and the sizes it is all counted from.
public final class CostModel {

    public static final int LONGEST_N = 131_072;
    public static final int LONGEST_TIMED = 4096;
    /// The lap that is always the newest token of the race.
    public static final int NEWEST = 0;
    private static final int LONGEST_RACE = 192;
    /// A large model computes every row again only so far.
    private static final int LONGEST_LARGE_RACE = 48;
    private static final long LARGE = 5_000_000;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final CacheRace race;
    private final ForwardTimes times;
    private final ReadOnlyObjectWrapper<CacheRace.News> raced = new ReadOnlyObjectWrapper<>(this, "raced");
    private final ReadOnlyObjectWrapper<ForwardTimes.News> timed = new ReadOnlyObjectWrapper<>(this, "timed");
    private final ReadOnlyBooleanWrapper racing = new ReadOnlyBooleanWrapper(this, "racing");
    private final ReadOnlyBooleanWrapper timing = new ReadOnlyBooleanWrapper(this, "timing");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final IntegerProperty lap = new SimpleIntegerProperty(this, "lap", NEWEST);
    private final IntegerProperty longest = new SimpleIntegerProperty(this, "longest", 1024);
    private final IntegerProperty n = new SimpleIntegerProperty(this, "n", 128_000);

    CostModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Worker worker, ShownDecoder decoder, Warmup warmup) {
        this.run = run;
        this.trace = trace;
        race = new CacheRace(worker, decoder, warmup);
        times = new ForwardTimes(worker, decoder, warmup);
        run.loadedProperty().subscribe((before, now) -> forget());
        pulse.add(now -> refresh());
    }

    private void forget() {
        stop();
        raced.set(null);
        lap.set(NEWEST);
        timed.set(null);
        problem.set("");
    }

    private void refresh() {
        race.news().take().filter(news -> news.moment().run() == run.getLoaded().orElse(null)).ifPresent(news -> {
            raced.set(news);
            racing.set(news.running() && racing.get());
        });
        times.news().take().ifPresent(news -> {
            timed.set(news);
            timing.set(news.running() && timing.get());
        });
        race.failures().take().ifPresent(why -> fail(racing, why));
        times.failures().take().ifPresent(why -> fail(timing, why));
    }

    private void fail(ReadOnlyBooleanWrapper busy, String why) {
        busy.set(false);
        problem.set(why);
    }

    /// Two generators continue the sentence's beginning until the context is full.
    public void race() {
        Optional<Trace> moment = moment();
        if (moment.isPresent()) {
            if (!moment.get().snapshot().run().config().causal()) {
                problem.set("This model is bidirectional: every new token changes all earlier ones, so their keys and values cannot be kept. There is nothing to race.");
                return;
            }
            int[] ids = moment.get().sentence().ids();
            int context = moment.get().config().contextLength();
            int[] prompt = Arrays.copyOf(ids, Math.max(1, Math.min(ids.length, context / 4)));
            problem.set("");
            racing.set(true);
            lap.set(NEWEST);
            race.start(moment.get().snapshot(), prompt, moment.get().snapshot().run().parameterCount() >= LARGE ? LONGEST_LARGE_RACE : LONGEST_RACE);
        }
    }

    /// Measures forward passes of 16, 32, … tokens, up to [#longestProperty()].
    public void time() {
        moment().ifPresent(now -> {
            problem.set("");
            timing.set(true);
            times.start(now.snapshot(), longest.get());
        });
    }

    /// Ends both; what was measured stays.
    public void stop() {
        race.stop();
        times.stop();
        racing.set(false);
        timing.set(false);
    }

    private Optional<Trace> moment() {
        return trace.getTrace().filter(t -> !trace.getSentence().isEmpty());
    }

    /// Of the shown model; empty before one is loaded.
    public Optional<GenerationCost> own() {
        return run.getLoaded().map(loaded -> GenerationCost.of("this model", loaded.config()));
    }

    /// Of the points measured; empty for fewer than two.
    public Optional<QuadraticFit> fit() {
        return Optional.ofNullable(timed.get()).filter(news -> news.points().size() >= 2).map(news -> QuadraticFit.of(
                news.points().stream().mapToDouble(ForwardTimes.Point::n).toArray(), news.points().stream().mapToDouble(point -> point.nanos() * 1e-9).toArray()));
    }

    /// Multiply-adds a second while reading many tokens at once; empty before it was measured.
    public Optional<Double> readingSpeed() {
        return Optional.ofNullable(timed.get()).filter(news -> !news.points().isEmpty()).map(news -> {
            ForwardTimes.Point point = news.points().getLast();
            return GenerationCost.of("", news.model()).withoutCache(point.n()) / (point.nanos() * 1e-9);
        });
    }

    /// Multiply-adds a second while writing token by token with the cache; empty before the race.
    public Optional<Double> writingSpeed() {
        return Optional.ofNullable(raced.get()).filter(news -> !news.steps().isEmpty()).map(news -> {
            GenerationCost cost = GenerationCost.of("", news.moment().run().config());
            double work = news.steps().stream().mapToDouble(step -> cost.withCache(step.length())).sum();
            return work / (news.steps().stream().mapToLong(CacheRace.Step::withCache).sum() * 1e-9);
        });
    }

    /// Null before the first race.
    public ReadOnlyObjectProperty<CacheRace.News> racedProperty() {
        return raced.getReadOnlyProperty();
    }

    /// Null before the first measurement.
    public ReadOnlyObjectProperty<ForwardTimes.News> timedProperty() {
        return timed.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty racingProperty() {
        return racing.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty timingProperty() {
        return timing.getReadOnlyProperty();
    }

    /// Why something could not be measured; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Which token of the race is shown, counted from 1; [#NEWEST] follows the race.
    public IntegerProperty lapProperty() {
        return lap;
    }

    /// The longest text to be timed, in tokens.
    public IntegerProperty longestProperty() {
        return longest;
    }

    /// Tokens of the calculations that need no measurement.
    public IntegerProperty nProperty() {
        return n;
    }
}
