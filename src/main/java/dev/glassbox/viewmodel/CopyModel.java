package dev.glassbox.viewmodel;

import dev.glassbox.analysis.CopyCheck;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import dev.glassbox.session.Written;
import dev.glassbox.text.TokenSplit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Did the model copy or create? The selected text against all training text, in the background.
public final class CopyModel {

    /// @param text what was looked at
    /// @param lines one for each line of it
    public record Report(Written text, List<CopyCheck.Line> lines) {
        public long copied() {
            return lines.stream().filter(CopyCheck.Line::copied).count();
        }
    }

    private final GenerateModel generate;
    private final Study<Report> study;
    private final ReadOnlyObjectWrapper<Report> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ConcurrentMap<LoadedSpec, CopyCheck> built = new ConcurrentHashMap<>();
    private boolean shown;
    private Written asked;

    CopyModel(Pulse pulse, GenerateModel generate, Worker worker) {
        this.generate = generate;
        study = new Study<>(worker);
        pulse.add(now -> refresh());
    }

    /// While hidden nothing is asked for.
    public void setShown(boolean now) {
        shown = now;
    }

    private void refresh() {
        study.answers().take().ifPresent(report::set);
        if (!shown) {
            return;
        }
        Optional<Written> text = generate.getSelected().map(Branch::text).filter(written -> !written.writing() && !written.steps().isEmpty());
        if (text.isPresent() && text.get() != asked) {
            asked = text.get();
            Written wanted = asked;
            study.ask(() -> look(wanted));
        }
    }

    private Report look(Written text) {
        LoadedSpec run = text.moment().run();
        built.keySet().retainAll(java.util.Set.of(run));
        CopyCheck check = built.computeIfAbsent(run, loaded -> new CopyCheck(training(loaded)));
        return new Report(text, check.check(run.tokenizer().decode(text.ids())));
    }

    /// The part of the corpus that training sees.
    private static String training(LoadedSpec run) {
        TokenSplit tokens = run.tokens();
        return run.tokenizer().decode(tokens.train());
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Report> reportProperty() {
        return report.getReadOnlyProperty();
    }
}
