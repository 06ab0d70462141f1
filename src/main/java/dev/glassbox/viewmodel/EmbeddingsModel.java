package dev.glassbox.viewmodel;

import dev.glassbox.file.BadFileException;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.EmbeddingMaps;
import dev.glassbox.session.EmbeddingMaps.Question;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Run;
import dev.glassbox.session.Study;
import dev.glassbox.session.TimeMachine;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.text.WordVectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The large map of the vocabulary: which map is wanted, the newest answer, and the matrix at earlier steps.
///
/// Maps are made in the background from the weights of the moment on screen, and only while the lens is open.
public final class EmbeddingsModel {

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final EmbeddingMaps maps = new EmbeddingMaps();
    private final Study<Answer> study;
    private final Study<EmbeddingHistory> beginning;
    private boolean active;

    /// Late answers about a run or a file before are dropped.
    private record Answer(Object of, EmbeddingMap map) {}
    private WeightSnapshot asked;
    private boolean stale = true;

    private final ObjectProperty<Matrix> matrix = new SimpleObjectProperty<>(this, "matrix", Matrix.INPUT);
    private final BooleanProperty allTokens = new SimpleBooleanProperty(this, "allTokens");
    private final BooleanProperty positions = new SimpleBooleanProperty(this, "positions");
    private final IntegerProperty minCount = new SimpleIntegerProperty(this, "minCount", 0);
    private final ObjectProperty<Optional<List<String>>> chosen = new SimpleObjectProperty<>(this, "chosen", Optional.empty());
    private final ReadOnlyObjectWrapper<EmbeddingMap> map = new ReadOnlyObjectWrapper<>(this, "map");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<WordVectors> file = new ReadOnlyObjectWrapper<>(this, "file");
    private final Study<WordVectors> reading;
    private EmbeddingHistory history;
    private int recalled = -1;

    public EmbeddingsModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Worker studies) {
        this.run = run;
        this.trace = trace;
        study = new Study<>(studies);
        beginning = new Study<>(studies);
        reading = new Study<>(studies);
        List.of(matrix, allTokens, positions, minCount, chosen).forEach(wish -> wish.subscribe((before, now) -> stale = true));
        run.loadedProperty().subscribe(this::onRun);
        trace.traceProperty().subscribe(now -> remember(now));
        pulse.add(_ -> refresh());
    }

    private void onRun(LoadedSpec now) {
        history = now == null ? null : EmbeddingHistory.of(now);
        recalled = -1;
        file.set(null);
        map.set(null);
        study.answers().take();
        if (now != null) {
            matrix.set(Matrix.INPUT);
            chosen.set(Optional.empty());
            beginning.answers().take();
            EmbeddingHistory empty = history;
            beginning.ask(empty::withFirst);
        }
    }

    private void remember(Trace now) {
        if (now != null && history != null && now.snapshot().run() == history.run() && history.wants(now.step())) {
            history = history.with(now.snapshot());
        }
    }

    /// The run keeps weights of steps that were never on screen: they belong to the history too.
    private void recall() {
        TimeMachine past = run.shown().map(Run::past).orElse(null);
        if (past == null || history == null || past.version() == recalled) {
            return;
        }
        recalled = past.version();
        for (int step : past.steps()) {
            if (history.wants(step)) {
                past.weights(step).ifPresent(values -> history = history.with(new WeightSnapshot(history.run(), step, values, Double.NaN)));
            }
        }
    }

    private void refresh() {
        if (active) {
            recall();
        }
        beginning.answers().take().ifPresent(first -> {
            if (history != null && first.run() == history.run() && !first.moments().isEmpty() && history.wants(0)) {
                history = history.with(first.moments().getFirst());
            }
        });
        study.answers().take().ifPresent(answer -> {
            if (answer.of == source()) {
                problem.set("");
                map.set(answer.map);
            }
        });
        study.failures().take().ifPresent(problem::set);
        reading.answers().take().ifPresent(read -> {
            problem.set("");
            chosen.set(Optional.empty());
            file.set(read);
            stale = true;
        });
        reading.failures().take().ifPresent(problem::set);
        if (file.get() != null) {
            askFile();
            return;
        }
        Trace now = trace.getTrace().orElse(null);
        if (active && now != null && (stale || now.snapshot() != asked)) {
            stale = false;
            asked = now.snapshot();
            var question = new Question(asked, matrix.get(), allTokens.get(), positions.get(), minCount.get(), chosen.get());
            study.ask(() -> new Answer(question.snapshot().run(), maps.map(question)));
        }
    }

    private Object source() {
        return file.get() != null ? file.get() : history == null ? null : history.run();
    }

    private void askFile() {
        if (active && stale) {
            stale = false;
            WordVectors vectors = file.get();
            Optional<List<String>> axes = chosen.get();
            study.ask(() -> new Answer(vectors, EmbeddingMaps.of(vectors, axes)));
        }
    }

    /// Reads word vectors in the background and shows them instead of the run's; a file that cannot be read changes nothing and
    /// [#problemProperty] says why.
    public void open(Path path) {
        reading.ask(() -> {
            try {
                return WordVectors.read(path);
            } catch (BadFileException bad) {
                throw new IllegalArgumentException("Could not open " + path.getFileName() + ": it " + bad.problem() + ". The map stays; " + bad.remedy() + ".");
            }
        });
    }

    /// Shows word vectors instead of the run's.
    public void show(WordVectors vectors) {
        reading.ask(() -> vectors);
    }

    /// Back to the run's own embeddings.
    public void closeFile() {
        if (file.get() != null) {
            file.set(null);
            chosen.set(Optional.empty());
            asked = null;
            stale = true;
        }
    }

    /// The word vectors shown instead of the run's; null when there are none.
    public ReadOnlyObjectProperty<WordVectors> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /// A hidden lens asks for nothing.
    public void setActive(boolean now) {
        active = now;
    }

    /// The newest map; null before the first.
    public ReadOnlyObjectProperty<EmbeddingMap> mapProperty() {
        return map.getReadOnlyProperty();
    }

    public Optional<EmbeddingMap> getMap() {
        return Optional.ofNullable(map.get());
    }

    /// Why the last wish has no map, one sentence; empty when it has.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The input matrix at earlier steps; empty before a run is loaded, and while the map shows another matrix.
    public Optional<EmbeddingHistory> history() {
        return Optional.ofNullable(history).filter(_ -> matrix.get() == Matrix.INPUT && file.get() == null);
    }

    public ObjectProperty<Matrix> matrixProperty() {
        return matrix;
    }

    /// All tokens instead of the words of the corpus.
    public BooleanProperty allTokensProperty() {
        return allTokens;
    }

    public BooleanProperty positionsProperty() {
        return positions;
    }

    public IntegerProperty minCountProperty() {
        return minCount;
    }

    /// Labels a, b, c, d of the axes a − b and c − d; empty for the axes of largest variance.
    public ObjectProperty<Optional<List<String>>> chosenProperty() {
        return chosen;
    }
}
