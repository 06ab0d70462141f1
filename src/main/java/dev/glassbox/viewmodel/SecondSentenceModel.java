package dev.glassbox.viewmodel;

import dev.glassbox.session.Sentence;
import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Worker;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.text.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A second sentence, read by the same weights, to see how the context shifts the distribution.
public final class SecondSentenceModel {

    private static final int LINES_LOOKED_AT = 500;
    /// A suggested sentence has at most so many times the words of the shared one.
    private static final double LONGER = 1.4;

    private final TraceViewModel trace;
    private final ShownDecoder decoder;
    private final Study<NextTokenRow> study;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<NextTokenRow> row = new ReadOnlyObjectWrapper<>(this, "row");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private boolean due = true;
    private boolean shown;

    SecondSentenceModel(Pulse pulse, TraceViewModel trace, Worker worker, ShownDecoder decoder) {
        this.trace = trace;
        this.decoder = decoder;
        study = new Study<>(worker);
        text.subscribe(() -> due = true);
        trace.traceProperty().subscribe(() -> due = true);
        pulse.add(now -> refresh());
    }

    /// While hidden nothing is asked for.
    public void setShown(boolean now) {
        shown = now;
    }

    private void refresh() {
        study.answers().take().ifPresent(answer -> {
            row.set(answer);
            problem.set("");
        });
        study.failures().take().ifPresent(problem::set);
        if (due && shown && trace.getTrace().isPresent()) {
            due = false;
            ask(trace.getTrace().get());
        }
    }

    private void ask(Trace moment) {
        if (text.get().isBlank()) {
            text.set(suggestion(moment));
            due = false;
        }
        try {
            Sentence sentence = Sentence.of(text.get(), moment.snapshot().run().tokenizer(), moment.config().contextLength());
            if (sentence.isEmpty()) {
                row.set(null);
                return;
            }
            Vocabulary vocabulary = moment.snapshot().run().tokenizer().vocabulary();
            String last = sentence.tokens().getLast().label();
            study.ask(() -> NextTokenRow.of(last, decoder.reader(moment.snapshot()).after(sentence.ids()), vocabulary::label, -1, Optional.of(moment.snapshot())));
        } catch (UnknownCharacterException unknown) {
            problem.set(unknown.getMessage());
        }
    }

    /// A beginning of a line of the training text with the fewest words in common: up to the word with which the shared sentence ends, so that only what stands
    /// before it differs; where no line has that word, about as long as the shared sentence.
    private static String suggestion(Trace moment) {
        List<String> shared = List.of(moment.sentence().text().strip().split("\\s+"));
        List<List<String>> lines = moment.snapshot().run().corpus().text().lines().map(String::strip).filter(line -> !line.isEmpty()).limit(LINES_LOOKED_AT)
                .map(line -> List.of(line.split("\\s+"))).toList();
        return lines.stream().filter(words -> words.lastIndexOf(shared.getLast()) > 0 && words.lastIndexOf(shared.getLast()) < LONGER * shared.size()).map(words -> words.subList(0, words.lastIndexOf(shared.getLast()) + 1))
                .min(fewestOf(shared)).or(() -> lines.stream().map(words -> words.subList(0, Math.min(words.size(), shared.size()))).min(fewestOf(shared)))
                .map(words -> String.join(" ", words).replaceFirst("[^\\p{L}\\p{N}]+$", "")).orElse("");
    }

    private static Comparator<List<String>> fewestOf(List<String> shared) {
        return Comparator.comparingLong(words -> 2 * words.stream().filter(shared::contains).count() - words.size());
    }

    /// Set at will; a blank one becomes a line of the training text.
    public StringProperty textProperty() {
        return text;
    }

    /// Null before the first answer.
    public ReadOnlyObjectProperty<NextTokenRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    /// Why the sentence cannot be read; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
