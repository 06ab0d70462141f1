package dev.glassbox.viewmodel;

import dev.glassbox.analysis.ChiSquare;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Sampler;
import dev.glassbox.sample.Sampler.Stages;
import java.util.Arrays;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// From the logits of the selected token to the next one: every stage, a seeded die, and a thousand rolls of it. Nothing here asks the
/// engine; each change costs one pass over the vocabulary.
public final class NextTokenModel {

    public static final int ROLLS = 1_000;
    private static final int NONE = -1;

    /// Everything about one draw.
    ///
    /// @param u    the random number, in [0, 1)
    /// @param drawn the token it falls on; the largest when T is 0
    /// @param counts of 1,000 rolls by token id; empty before they were asked for
    /// @param fit  whether the counts agree with the probabilities
    /// @param truth the token taken as the true one
    public record View(NextTokenRow row, Stages stages, double u, int drawn, Optional<long[]> counts, Optional<ChiSquare> fit, int truth) {
        /// Probability together kept by top-k.
        public double topKShare() {
            return share(stages.scaledProbabilities(), stages.afterTopK());
        }

        /// Of what top-k kept, the share that top-p keeps.
        public double topPShare() {
            return share(stages.topKProbabilities(), stages.keptCount());
        }

        private double share(double[] probabilities, int count) {
            double sum = 0;
            for (int rank = 0; rank < count; rank++) {
                sum += probabilities[stages.order()[rank]];
            }
            return sum;
        }
    }

    private final TraceViewModel trace;
    private final SelectionModel selection;
    private final SamplingViewModel sampling;
    private final Draws draws;
    private final ObjectProperty<LogitExample> example = new SimpleObjectProperty<>(this, "example");
    private final ReadOnlyObjectWrapper<View> view = new ReadOnlyObjectWrapper<>(this, "view");
    private NextTokenRow row;
    private boolean rowDue = true;
    private boolean viewDue = true;
    private boolean shown;
    private long roll;
    private long round = NONE;
    private int truth = NONE;

    NextTokenModel(Pulse pulse, TraceViewModel trace, SelectionModel selection, SamplingViewModel sampling, long seed) {
        this.trace = trace;
        this.selection = selection;
        this.sampling = sampling;
        draws = Draws.seeded(seed);
        trace.traceProperty().subscribe(() -> rowDue = true);
        selection.queryProperty().subscribe((before, now) -> forgetTruth());
        trace.sentenceProperty().subscribe((before, now) -> forgetTruth());
        example.subscribe((before, now) -> forgetTruth());
        sampling.temperatureProperty().subscribe(() -> viewDue = true);
        sampling.topKProperty().subscribe(() -> viewDue = true);
        sampling.topPProperty().subscribe(() -> viewDue = true);
        pulse.add(now -> refresh());
    }

    /// While hidden nothing is computed.
    public void setShown(boolean now) {
        shown = now;
    }

    private void forgetTruth() {
        truth = NONE;
        rowDue = true;
    }

    private void refresh() {
        if (!shown || !rowDue && !viewDue) {
            return;
        }
        if (rowDue) {
            Optional<NextTokenRow> found = example.get() != null ? Optional.of(example.get().row())
                    : trace.getTrace().filter(t -> !trace.getSentence().isEmpty()).map(t -> NextTokenRow.of(t, selection.getQuery()));
            row = found.orElse(null);
            rowDue = false;
        }
        viewDue = false;
        view.set(row == null ? null : look());
    }

    private View look() {
        int topK = sampling.getTopK() >= row.size() ? 0 : sampling.getTopK();
        Stages stages = Sampler.distribution(row.ranking(), new Sampler.Config(sampling.getTemperature(), topK, sampling.getTopP()));
        double[] ends = cumulative(stages);
        double u = draws.at(roll);
        int drawn = drawn(stages, ends, u);
        Optional<long[]> counts = round == NONE ? Optional.empty() : Optional.of(roll(stages, ends));
        Optional<ChiSquare> fit = counts.map(c -> ChiSquare.of(c, stages.probabilities()));
        int judged = truth != NONE && truth < row.size() ? truth : row.next() != NONE ? row.next() : drawn;
        return new View(row, stages, u, drawn, counts, fit, judged);
    }

    /// Ends of the stretches from 0 to 1, from the most probable down.
    private static double[] cumulative(Stages stages) {
        double[] ends = new double[stages.keptCount()];
        double sum = 0;
        for (int rank = 0; rank < ends.length; rank++) {
            sum += stages.probabilities()[stages.order()[rank]];
            ends[rank] = sum;
        }
        return ends;
    }

    /// As [Sampler#draw], but by halving.
    private static int drawn(Stages stages, double[] ends, double u) {
        int at = Arrays.binarySearch(ends, u);
        int rank = at >= 0 ? at + 1 : -at - 1;
        while (rank > 0 && rank >= ends.length || rank < ends.length && stages.probabilities()[stages.order()[rank]] == 0 && rank > 0) {
            rank--;
        }
        return stages.order()[rank];
    }

    /// The same thousand numbers at every setting: only the stretches move under them.
    private long[] roll(Stages stages, double[] ends) {
        long[] counts = new long[row.size()];
        for (int i = 0; i < ROLLS; i++) {
            counts[drawn(stages, ends, draws.at(ROLLS * (round + 1) + i))]++;
        }
        return counts;
    }

    /// Throws the die once more.
    public void rollOnce() {
        roll++;
        viewDue = true;
    }

    /// Throws it a thousand times, each time with other numbers.
    public void rollThousand() {
        round++;
        viewDue = true;
    }

    /// Whether [View#counts] are there.
    public boolean rolled() {
        return round != NONE;
    }

    /// Takes a token as the true next one.
    public void setTruth(int id) {
        truth = id;
        viewDue = true;
    }

    /// Cuts behind so many of the largest logits.
    public void keepLargest(int count) {
        sampling.setTopK(row == null || count >= row.size() ? 0 : Math.max(1, count));
    }

    /// Sets top-p so that it keeps so many tokens: half-way between the two values at which that number changes.
    public void keepTopP(int count) {
        View now = view.get();
        if (now == null) {
            return;
        }
        Stages stages = now.stages();
        if (count >= stages.afterTopK()) {
            sampling.setTopP(1);
            return;
        }
        double before = 0;
        for (int rank = 0; rank < count - 1; rank++) {
            before += stages.topKProbabilities()[stages.order()[rank]];
        }
        sampling.setTopP(count < 1 ? 0 : before + stages.topKProbabilities()[stages.order()[count - 1]] / 2);
    }

    /// Logits from a text book instead of the model's; null for the model's.
    public ObjectProperty<LogitExample> exampleProperty() {
        return example;
    }

    /// Shows an example at its temperature with nothing cut.
    public void show(LogitExample chosen) {
        example.set(chosen);
        if (chosen != null) {
            sampling.setTemperature(chosen.temperature());
            sampling.setTopK(0);
            sampling.setTopP(1);
        }
    }

    /// Null while there is nothing to sample from.
    public ReadOnlyObjectProperty<View> viewProperty() {
        return view.getReadOnlyProperty();
    }

    public Optional<View> getView() {
        return Optional.ofNullable(view.get());
    }
}
