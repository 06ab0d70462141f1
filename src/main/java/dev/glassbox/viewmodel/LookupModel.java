package dev.glassbox.viewmodel;

import dev.glassbox.analysis.WeightHistogram;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.GradientRows;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// The table of embeddings itself: one-hot times the table, which rows learn in a step, how large its weights are.
public final class LookupModel {

    /// The row follows the selected token of the sentence.
    public static final int OF_THE_SENTENCE = -1;

    private static final int BINS = 60;
    private static final int MOST_ROWS = 2_048;

    /// @param table `[n, C]`, all rows, or of a large vocabulary so many at even distances that a screen can show them
    /// @param total V, how many rows the product runs over
    /// @param row `[C]`, the row the id picks
    /// @param product `[C]`, the sum over all rows of one-hot × row, in float as a matrix product computes it
    /// @param difference the largest one between the product and the row itself
    /// @param now its distribution, and `first` that before the first step where it is known
    public record Answer(LoadedSpec run, int step, int id, float[] table, int total, int width, float[] row, float[] product, double difference, double limit,
            WeightHistogram now, Optional<WeightHistogram> first) {}

    private final TraceViewModel trace;
    private final SelectionModel selection;
    private final EmbeddingsModel embeddings;
    private final Warmup warmup;
    private final Study<Answer> study;
    private final Study<GradientRows> gradients;
    private boolean active;
    private WeightSnapshot asked;
    private int askedId = -1;
    private WeightSnapshot gradientsFor;

    private final IntegerProperty chosen = new SimpleIntegerProperty(this, "chosen", OF_THE_SENTENCE);
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final ReadOnlyObjectWrapper<GradientRows> rows = new ReadOnlyObjectWrapper<>(this, "rows");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public LookupModel(Pulse pulse, TraceViewModel trace, SelectionModel selection, EmbeddingsModel embeddings, Worker studies, Warmup warmup) {
        this.trace = trace;
        this.selection = selection;
        this.embeddings = embeddings;
        this.warmup = warmup;
        study = new Study<>(studies);
        gradients = new Study<>(studies);
        selection.queryProperty().subscribe(now -> chosen.set(OF_THE_SENTENCE));
        trace.sentenceProperty().subscribe(now -> chosen.set(OF_THE_SENTENCE));
        pulse.add(_ -> refresh());
    }

    private void refresh() {
        Trace now = trace.getTrace().orElse(null);
        LoadedSpec run = now == null ? null : now.snapshot().run();
        study.answers().take().filter(a -> a.run() == run).ifPresent(answer::set);
        gradients.answers().take().filter(a -> a.run() == run).ifPresent(found -> {
            problem.set("");
            rows.set(found);
        });
        study.failures().take().ifPresent(problem::set);
        gradients.failures().take().ifPresent(problem::set);
        if (!active || now == null || now.tokens() == 0) {
            return;
        }
        int id = chosen.get() >= 0 && chosen.get() < now.config().vocabSize() ? chosen.get()
                : now.sentence().tokens().get(Math.clamp(selection.getQuery(), 0, now.tokens() - 1)).id();
        if (now.snapshot() != asked || id != askedId) {
            asked = now.snapshot();
            askedId = id;
            WeightSnapshot snapshot = asked;
            Optional<float[]> first = embeddings.history().map(EmbeddingHistory::moments).filter(all -> !all.isEmpty() && all.getFirst().step() == 0)
                    .map(all -> all.getFirst().rows());
            study.ask(() -> lookup(snapshot, id, first));
        }
        if (now.snapshot() != gradientsFor) {
            gradientsFor = now.snapshot();
            WeightSnapshot snapshot = gradientsFor;
            gradients.ask(() -> GradientRows.of(snapshot, warmup.kernels()));
        }
    }

    /// Multiplies a vector with a single 1 by the whole table.
    public static Answer lookup(WeightSnapshot snapshot, int id, Optional<float[]> first) {
        EmbeddingTable embedding = EmbeddingTable.of(snapshot);
        int width = embedding.width();
        int total = embedding.vocabulary();
        int shownRows = Math.min(total, MOST_ROWS);
        float[] table = new float[shownRows * width];
        float[] product = new float[width];
        for (int row = 0; row < total; row++) {
            float one = row == id ? 1 : 0;
            float[] numbers = embedding.row(Matrix.INPUT, row);
            for (int c = 0; c < width; c++) {
                product[c] += one * numbers[c];
            }
            System.arraycopy(numbers, 0, table, (int) ((long) row * shownRows / total) * width, width);
        }
        float[] looked = embedding.row(Matrix.INPUT, id);
        double difference = 0;
        for (int c = 0; c < width; c++) {
            difference = Math.max(difference, Math.abs(product[c] - looked[c]));
        }
        double limit = 1e-9;
        for (float value : table) {
            limit = Math.max(limit, Math.abs(value));
        }
        double reach = limit;
        for (float value : first.orElse(new float[0])) {
            reach = Math.max(reach, Math.abs(value));
        }
        double shown = reach;
        return new Answer(snapshot.run(), snapshot.step(), id, table, total, width, looked, product, difference, limit, WeightHistogram.of(table, shown, BINS),
                first.filter(values -> !Arrays.equals(values, table)).map(values -> WeightHistogram.of(values, shown, BINS)));
    }

    /// The id that is looked up; [#OF_THE_SENTENCE] for that of the selected token. Another selection takes it back.
    public IntegerProperty chosenProperty() {
        return chosen;
    }

    /// An id from what somebody typed: the number itself, or the token written as it is shown, with or without the dot for its space.
    ///
    /// @return one sentence when there is no such row; empty when it is looked up
    public String choose(String typed) {
        LoadedSpec run = trace.getTrace().map(now -> now.snapshot().run()).orElse(null);
        String wanted = typed.strip();
        if (run == null || wanted.isEmpty()) {
            return "";
        }
        Vocabulary vocabulary = run.tokenizer().vocabulary();
        int rows = run.config().vocabSize();
        if (wanted.matches("\\d+")) {
            int id = wanted.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(wanted);
            if (id >= rows) {
                return "There is no row " + wanted + "; the table has rows 0 to " + (rows - 1) + ".";
            }
            chosen.set(id);
            return "";
        }
        for (String form : List.of(wanted, "·" + wanted)) {
            for (int id = 0; id < vocabulary.size(); id++) {
                if (vocabulary.label(id).equals(form)) {
                    chosen.set(id);
                    return "";
                }
            }
        }
        return "“" + wanted + "” is not one token of this vocabulary; type an id from 0 to " + (rows - 1) + ".";
    }

    /// A hidden page asks for nothing.
    public void setActive(boolean now) {
        active = now;
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<GradientRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// Why there are no gradients, one sentence; empty when there are.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
