package dev.glassbox.viewmodel;

import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.MeaningStudy;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/// Why words are neighbours, and two vectors to move by hand.
public final class MeaningModel {

    private final RunViewModel run;
    private final EmbeddingsModel embeddings;
    private final MeaningStudy meaning = new MeaningStudy();
    private final Study<MeaningStudy.Answer> study;
    private final ReadOnlyObjectWrapper<MeaningStudy.Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private final DoubleProperty ax = new SimpleDoubleProperty(this, "ax", 0.8);
    private final DoubleProperty ay = new SimpleDoubleProperty(this, "ay", 0.2);
    private final DoubleProperty bx = new SimpleDoubleProperty(this, "bx", 0.3);
    private final DoubleProperty by = new SimpleDoubleProperty(this, "by", 0.7);
    private boolean active;
    private EmbeddingMap asked;
    private List<String> askedPicks = List.of();
    private List<String> picks = List.of();

    public MeaningModel(Pulse pulse, RunViewModel run, EmbeddingsModel embeddings, Worker studies) {
        this.run = run;
        this.embeddings = embeddings;
        study = new Study<>(studies);
        pulse.add(_ -> refresh());
    }

    private void refresh() {
        LoadedSpec loaded = run.getLoaded().orElse(null);
        study.answers().take().filter(found -> found.run() == loaded).ifPresent(answer::set);
        EmbeddingMap map = embeddings.getMap().orElse(null);
        if (!active || map == null || loaded == null || map.step() < 0 || map == asked && picks.equals(askedPicks)) {
            return;
        }
        asked = map;
        askedPicks = picks;
        String a = picks.isEmpty() ? "" : picks.getFirst();
        String b = picks.size() > 1 ? picks.get(1) : a.isEmpty() ? "" : MeaningStudy.nearest(map, a).orElse("");
        EmbeddingHistory history = embeddings.history().orElse(EmbeddingHistory.of(loaded));
        study.ask(() -> meaning.answer(loaded, map, history, a, b));
    }

    /// A hidden page asks for nothing.
    public void setActive(boolean now) {
        active = now;
    }

    /// The words to explain: the first and, when there is one, the second; else the nearest to the first.
    public void setPicks(List<String> labels) {
        picks = List.copyOf(labels);
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<MeaningStudy.Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    public Optional<MeaningStudy.Answer> getAnswer() {
        return Optional.ofNullable(answer.get());
    }

    /// The first vector moved by hand, −1 to 1.
    public DoubleProperty axProperty() {
        return ax;
    }

    public DoubleProperty ayProperty() {
        return ay;
    }

    /// The second one.
    public DoubleProperty bxProperty() {
        return bx;
    }

    public DoubleProperty byProperty() {
        return by;
    }
}
