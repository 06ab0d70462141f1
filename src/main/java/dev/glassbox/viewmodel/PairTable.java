package dev.glassbox.viewmodel;

import dev.glassbox.session.MetricCsv;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Writes what two runs measured into one CSV table, beside whatever else is going on.
final class PairTable {

    private final Study<String> saving;
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper(this, "saved", "");

    PairTable(Worker studies) {
        saving = new Study<>(studies);
    }

    /// @param label in what B differs
    void save(Path file, MetricLog a, MetricLog b, String label) {
        SequencedMap<String, MetricLog> logs = new LinkedHashMap<>();
        logs.put("A", a);
        logs.put("B: " + label, b);
        saved.set("");
        saving.ask(() -> {
            MetricCsv.write(file, logs);
            return "Saved both runs to " + file.getFileName() + ".";
        });
    }

    void refresh() {
        saving.answers().take().ifPresent(saved::set);
        saving.failures().take().ifPresent(saved::set);
    }

    ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }
}
