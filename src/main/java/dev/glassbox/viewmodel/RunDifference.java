package dev.glassbox.viewmodel;

import dev.glassbox.session.Experiment;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Switch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// In what run B differs from run A: switches that are turned, of an experiment or freely, or a whole spec of one's own.
///
/// One switch is the rule; before a second one differs there is a question.
public final class RunDifference {

    /// A switch that would be the second one to differ.
    public record Doubt(Switch what, String choice) {}

    private final Supplier<Optional<RunSpec>> specA;
    private final ReadOnlyObjectWrapper<Experiment> experiment = new ReadOnlyObjectWrapper<>(this, "experiment");
    private final ReadOnlyObjectWrapper<Map<Switch, String>> changed = new ReadOnlyObjectWrapper<>(this, "changed", Map.of());
    private final ReadOnlyObjectWrapper<Doubt> doubt = new ReadOnlyObjectWrapper<>(this, "doubt");
    private final ReadOnlyObjectWrapper<RunSpec> specB = new ReadOnlyObjectWrapper<>(this, "specB");
    private RunSpec own; // a run B that is more than turned switches
    private Compared compared;

    /// Two specs and what differs: asked for at every picture, and found by reading what the corpora are called.
    private record Compared(RunSpec a, RunSpec b, List<String> settings) {}

    /// @param specA what run A is; empty before the first
    RunDifference(Supplier<Optional<RunSpec>> specA) {
        this.specA = specA;
    }

    /// The one switch of an experiment.
    void of(Experiment wanted, String choice) {
        own = null;
        experiment.set(wanted);
        doubt.set(null);
        changed.set(Map.of(wanted.what(), choice));
    }

    /// Everything in which a spec of one's own differs.
    void of(RunSpec wanted) {
        RunSpec a = specA.get().orElseThrow();
        Map<Switch, String> different = new LinkedHashMap<>();
        for (Switch each : Switch.values()) {
            if (!each.value(a).equals(each.value(wanted))) {
                different.put(each, each.value(wanted));
            }
        }
        experiment.set(null);
        doubt.set(null);
        own = wanted;
        changed.set(Collections.unmodifiableMap(different));
    }

    /// Gives B another position of a switch; the position A has takes the switch back.
    ///
    /// @return what B should be; empty when that is asked about first
    /// @throws IllegalArgumentException with one sentence when that makes no model; nothing is changed then
    Optional<RunSpec> turn(Switch what, String choice) {
        Map<Switch, String> wanted = new LinkedHashMap<>(changed.get());
        wanted.remove(what);
        if (!choice.equals(what.value(specA.get().orElseThrow()))) {
            wanted.put(what, choice);
        }
        if (wanted.size() > 1 && wanted.size() > changed.get().size() && changed.get().size() == 1) {
            doubt.set(new Doubt(what, choice));
            return Optional.empty();
        }
        return Optional.of(turned(wanted));
    }

    /// The switch asked about last, beside the one that differs already; empty when nothing was asked.
    Optional<RunSpec> turnBoth() {
        return asked().map(also -> {
            Map<Switch, String> wanted = new LinkedHashMap<>(changed.get());
            wanted.put(also.what, also.choice);
            return turned(wanted);
        });
    }

    /// The switch asked about last, instead of the one that differs already; empty when nothing was asked.
    Optional<RunSpec> turnOnlyThat() {
        return asked().map(only -> turned(Map.of(only.what, only.choice)));
    }

    private Optional<Doubt> asked() {
        return Optional.ofNullable(doubt.get());
    }

    private RunSpec turned(Map<Switch, String> wanted) {
        doubt.set(null);
        RunSpec a = specA.get().orElseThrow();
        RunSpec b = a;
        for (Map.Entry<Switch, String> each : wanted.entrySet()) {
            b = each.getKey().set(b, each.getValue());
        }
        Experiment now = experiment.get();
        if (now != null && !(wanted.size() == 1 && wanted.containsKey(now.what()) && a.equals(now.base()))) {
            experiment.set(null);
        }
        changed.set(Collections.unmodifiableMap(new LinkedHashMap<>(wanted)));
        return b;
    }

    /// A run B of one's own with a switch turned: everything else stays.
    Optional<RunSpec> own(Switch what, String choice) {
        return Optional.ofNullable(own).map(spec -> what.set(spec, choice));
    }

    /// Run B is being opened.
    void begins(RunSpec b) {
        specB.set(b);
    }

    /// Nothing differs, since there can be no run B.
    void takeBack() {
        changed.set(Map.of());
        own = null;
    }

    /// There is no run B any more.
    void clear() {
        takeBack();
        experiment.set(null);
        doubt.set(null);
        specB.set(null);
    }

    /// `Causal mask: off`; empty without a run B.
    public String label() {
        List<String> parts = new ArrayList<>();
        changed.get().forEach((what, choice) -> parts.add(what.title() + ": " + choice));
        return String.join(", ", own == null ? parts : settings(own));
    }

    /// Whether run B is a spec of one's own and not run A with switches turned.
    public boolean isOwn() {
        return own != null;
    }

    /// Every setting in which the runs differ, in the spelling of the files: the caption of the comparison.
    public List<String> settings() {
        return specB.get() == null ? List.of() : settings(specB.get());
    }

    private List<String> settings(RunSpec b) {
        RunSpec a = specA.get().orElse(null);
        if (a == null) {
            return List.of();
        }
        if (compared == null || compared.a != a || compared.b != b) {
            compared = new Compared(a, b, List.copyOf(a.differences(b)));
        }
        return compared.settings;
    }

    /// What the two have in common as far as it is so: `same seed, same batches`; empty when not even the seed.
    public String common() {
        RunSpec a = specA.get().orElse(null);
        RunSpec b = specB.get();
        if (a == null || b == null || a.seed() != b.seed()) {
            return "";
        }
        boolean batches = a.corpus().equals(b.corpus()) && a.tokenizer().equals(b.tokenizer()) && a.training().batchSize() == b.training().batchSize()
                && a.model().contextLength() == b.model().contextLength();
        return batches ? "same seed, same batches" : "same seed";
    }

    /// `same seed, same batches · B: causal: true → false`.
    public String caption() {
        String common = common();
        return (common.isEmpty() ? "" : common + " · ") + "B: " + String.join(", ", settings());
    }

    /// Null when run B differs by a switch of one's own.
    public ReadOnlyObjectProperty<Experiment> experimentProperty() {
        return experiment.getReadOnlyProperty();
    }

    /// Switches in which run B differs, with their positions.
    public ReadOnlyObjectProperty<Map<Switch, String>> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /// Asked when a second switch is about to differ; null otherwise.
    public ReadOnlyObjectProperty<Doubt> doubtProperty() {
        return doubt.getReadOnlyProperty();
    }

    /// Null without a run B.
    public ReadOnlyObjectProperty<RunSpec> specBProperty() {
        return specB.getReadOnlyProperty();
    }
}
