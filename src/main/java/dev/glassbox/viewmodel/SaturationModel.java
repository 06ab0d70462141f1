package dev.glassbox.viewmodel;

import dev.glassbox.analysis.Saturation;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// Random queries and keys of a width that is tried out, with and without the scaling.
public final class SaturationModel {

    private static final int QUERIES = 2000;

    private final Study<Pair> study;
    private final IntegerProperty width = new SimpleIntegerProperty(this, "width", 64);
    private final IntegerProperty keys = new SimpleIntegerProperty(this, "keys", 16);
    private final ReadOnlyObjectWrapper<Pair> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private boolean active;
    private boolean due = true;
    private long seed = 1;

    /// The same numbers twice.
    public record Pair(Saturation plain, Saturation scaled) {
    }

    public SaturationModel(Pulse pulse, Worker studies) {
        study = new Study<>(studies);
        width.subscribe(now -> due = true);
        keys.subscribe(now -> due = true);
        pulse.add(now -> refresh());
    }

    /// Only while its page is on the stage is anything computed.
    public void setActive(boolean now) {
        active = now;
    }

    /// Other random numbers.
    public void drawAgain() {
        seed++;
        due = true;
    }

    private void refresh() {
        study.answers().take().ifPresent(answer::set);
        study.failures().take();
        if (active && due) {
            due = false;
            int d = width.get();
            int n = keys.get();
            long of = seed;
            study.ask(() -> new Pair(Saturation.of(d, n, QUERIES, false, of), Saturation.of(d, n, QUERIES, true, of)));
        }
    }

    /// d_head.
    public IntegerProperty widthProperty() {
        return width;
    }

    /// Keys of each query.
    public IntegerProperty keysProperty() {
        return keys;
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Pair> answerProperty() {
        return answer.getReadOnlyProperty();
    }
}
