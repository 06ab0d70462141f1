package dev.glassbox.viewmodel;

import dev.glassbox.analysis.CopyCheck;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Study;
import dev.glassbox.session.Worker;
import dev.glassbox.session.Written;
import dev.glassbox.text.TokenSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Did the model copy or create? Every text written so far against all training text, in the background; the selected one first.
public final class CopyModel {

    /// @param text the selected one when this was asked
    /// @param lines of it, then of all others; what several say stands once
    public record Report(Written text, List<Found> lines) {
        public long copied() {
            return lines.stream().filter(found -> found.line().copied()).count();
        }

        public long samples() {
            return lines.stream().map(Found::sample).distinct().count();
        }
    }

    /// @param sample which text: "drawn 1", "beam 2"
    public record Found(String sample, CopyCheck.Line line) {}

    private record Sample(String name, Written text) {}

    private final GenerateModel generate;
    private final Study<Report> study;
    private final ReadOnlyObjectWrapper<Report> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ConcurrentMap<LoadedSpec, CopyCheck> built = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CopyCheck.Line> known = new ConcurrentHashMap<>();
    private boolean shown;
    private List<Sample> asked = List.of();

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
        if (!shown || generate.writingProperty().get()) {
            return;
        }
        List<Sample> samples = samples();
        if (!samples.isEmpty() && !samples.equals(asked) && samples.getFirst().text().moment().run().hasText()) {
            asked = samples;
            study.ask(() -> look(samples));
        }
    }

    /// Those that have text, the selected one first.
    private List<Sample> samples() {
        List<Branch> branches = generate.getBranches();
        List<Integer> order = new ArrayList<>();
        order.add(generate.selectedProperty().get());
        IntStream.range(0, branches.size()).filter(i -> i != order.getFirst()).forEach(order::add);
        return order.stream().filter(i -> i >= 0 && i < branches.size() && !branches.get(i).text().steps().isEmpty()).map(i -> {
            String name = branches.get(i).name();
            return new Sample(Character.isDigit(name.charAt(name.length() - 1)) ? name : name + " " + (i + 1), branches.get(i).text());
        }).toList();
    }

    private Report look(List<Sample> samples) {
        LoadedSpec run = samples.getFirst().text().moment().run();
        if (!built.containsKey(run)) {
            known.clear();
        }
        built.keySet().retainAll(Set.of(run));
        CopyCheck check = built.computeIfAbsent(run, loaded -> new CopyCheck(training(loaded)));
        Map<String, Found> lines = new LinkedHashMap<>();
        for (Sample sample : samples) {
            for (String line : CopyCheck.lines(run.tokenizer().decode(sample.text().ids()))) {
                lines.computeIfAbsent(line, text -> new Found(sample.name(), known.computeIfAbsent(text, check::line)));
            }
        }
        return new Report(samples.getFirst().text(), List.copyOf(lines.values()));
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
