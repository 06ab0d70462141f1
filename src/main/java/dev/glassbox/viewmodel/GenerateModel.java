package dev.glassbox.viewmodel;

import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.session.Writer;
import dev.glassbox.session.Written;
import dev.glassbox.session.Written.End;
import dev.glassbox.session.Written.Step;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;

/// Text after the shared sentence, token by token, as a tree of continuations. All of them come from the weights of the moment at which the
/// first was begun; a new beginning takes the moment on screen.
public final class GenerateModel {

    public static final int MOST_TOKENS = 500;
    public static final int MOST_BEAMS = 8;
    private static final int MOST_BRANCHES = 40;
    private static final String BEAM = "beam ";

    private final TraceViewModel trace;
    private final SamplingViewModel sampling;
    private final Writer writer;
    private final long seed;
    private long round;
    private int growing = -1;
    private boolean searching;
    private WeightSnapshot moment;
    private int[] prompt = {};
    private final ReadOnlyObjectWrapper<List<Branch>> branches = new ReadOnlyObjectWrapper<>(this, "branches", List.of());
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(this, "selected", -1);
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper(this, "writing");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final IntegerProperty limit = new SimpleIntegerProperty(this, "limit", 60);
    private final IntegerProperty width = new SimpleIntegerProperty(this, "width", 4);
    private final BooleanProperty lineEnds = new SimpleBooleanProperty(this, "lineEnds", false);

    GenerateModel(Pulse pulse, TraceViewModel trace, SamplingViewModel sampling, Worker worker, ShownDecoder decoder, long seed) {
        this.trace = trace;
        this.sampling = sampling;
        this.seed = seed;
        writer = new Writer(worker, decoder);
        trace.sentenceProperty().subscribe((before, now) -> clear());
        pulse.add(now -> refresh());
    }

    private void refresh() {
        writer.news().take().ifPresent(this::arrived);
        writer.beams().take().ifPresent(this::arrived);
        writer.failures().take().ifPresent(why -> {
            problem.set(why);
            stopQuietly();
        });
    }

    private void arrived(Written text) {
        if (growing < 0 || growing >= branches.get().size() || text.moment() != moment) {
            return;
        }
        List<Branch> all = new ArrayList<>(branches.get());
        Branch grown = all.get(growing);
        all.set(growing, new Branch(grown.parent(), grown.from(), grown.name(), text));
        branches.set(List.copyOf(all));
        if (!text.writing()) {
            writing.set(false);
        }
    }

    private void arrived(List<Written> beams) {
        if (!searching || beams.getFirst().moment() != moment) {
            return;
        }
        boolean chosen = getSelected().map(branch -> !branch.name().startsWith(BEAM)).orElse(false) && branches.get().stream().anyMatch(branch -> branch.name().startsWith(BEAM));
        List<Branch> all = new ArrayList<>(branches.get());
        all.removeIf(branch -> branch.name().startsWith(BEAM));
        int first = all.size();
        for (int i = 0; i < beams.size(); i++) {
            all.add(attached(all, first, BEAM + (i + 1), beams.get(i)));
        }
        branches.set(List.copyOf(all));
        if (!chosen) {
            selected.set(first);
        }
        if (beams.stream().noneMatch(Written::writing)) {
            searching = false;
            writing.set(false);
        }
    }

    /// Joined to the earlier beam with which it shares most.
    private static Branch attached(List<Branch> all, int first, String name, Written text) {
        int parent = -1;
        int from = 0;
        for (int other = first; other < all.size(); other++) {
            List<Step> theirs = all.get(other).text().steps();
            int shared = 0;
            while (shared < Math.min(theirs.size(), text.steps().size()) && theirs.get(shared).id() == text.steps().get(shared).id()) {
                shared++;
            }
            if (shared > from) {
                parent = other;
                from = shared;
            }
        }
        return new Branch(parent, from, name, text);
    }

    /// Draws a new continuation of the sentence, from the weights on screen; texts of another moment go.
    public void write() {
        if (!begin()) {
            return;
        }
        round++;
        grow(new Branch(-1, 0, "drawn", new Written(moment, prompt, 0, List.of(), End.WRITING, 0, 0)));
    }

    /// Takes another token at a step of the selected text and goes on from there.
    public void branch(int step, int id) {
        Branch left = getSelected().orElse(null);
        if (left == null || step >= left.text().steps().size() || left.text().steps().get(step).likely().isEmpty()) {
            return;
        }
        Step chosen = left.text().steps().get(step);
        double p = chosen.likely().stream().filter(other -> other.id() == id).mapToDouble(Written.Alternative::p).findFirst().orElse(chosen.p());
        int rank = 0;
        while (rank < chosen.likely().size() && chosen.likely().get(rank).id() != id) {
            rank++;
        }
        Vocabulary vocabulary = moment.run().tokenizer().vocabulary();
        List<Step> kept = new ArrayList<>(left.text().steps().subList(0, step));
        kept.add(new Step(id, vocabulary.label(id), p, chosen.entropy(), rank, chosen.windowStart(), chosen.likely()));
        round++;
        problem.set("");
        grow(new Branch(selected.get(), step, "branch", new Written(moment, prompt, kept.size(), kept, End.WRITING, 0, 0)));
    }

    /// Looks for the most probable continuations instead of drawing.
    public void beam() {
        if (!begin()) {
            return;
        }
        growing = -1;
        searching = true;
        writing.set(true);
        writer.search(moment, prompt, width.get(), limit.get(), ending());
    }

    private boolean begin() {
        Optional<Trace> now = trace.getTrace().filter(t -> t.sentence() == trace.getSentence() && !t.sentence().isEmpty());
        if (now.isEmpty()) {
            return false;
        }
        stopQuietly();
        problem.set("");
        if (moment != now.get().snapshot() || branches.get().size() >= MOST_BRANCHES) {
            branches.set(List.of());
            selected.set(-1);
        }
        moment = now.get().snapshot();
        prompt = now.get().sentence().ids();
        return true;
    }

    private void grow(Branch branch) {
        stopQuietly();
        List<Branch> all = new ArrayList<>(branches.get());
        all.add(branch);
        branches.set(List.copyOf(all));
        growing = all.size() - 1;
        selected.set(growing);
        writing.set(true);
        Draws draws = Draws.seeded(seed + round);
        writer.write(moment, prompt, branch.text().steps(), limit.get(), new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP()), draws, ending());
    }

    private IntPredicate ending() {
        Vocabulary vocabulary = moment.run().tokenizer().vocabulary();
        boolean lines = lineEnds.get();
        return id -> vocabulary.special(id) || lines && vocabulary.text(id).indexOf('\n') >= 0;
    }

    /// Ends the writing; what is there stays.
    public void stop() {
        if (writing.get()) {
            stopQuietly();
        }
    }

    private void stopQuietly() {
        writer.stop();
        writer.news().take().ifPresent(this::arrived);
        if (branches.get().stream().anyMatch(branch -> branch.text().writing())) {
            branches.set(branches.get().stream().map(branch -> branch.text().writing() ? new Branch(branch.parent(), branch.from(), branch.name(), branch.text().stopped()) : branch)
                    .toList());
        }
        growing = -1;
        searching = false;
        writing.set(false);
    }

    /// Forgets all continuations.
    public void clear() {
        stopQuietly();
        branches.set(List.of());
        selected.set(-1);
    }

    public void select(int branch) {
        selected.set(branch >= 0 && branch < branches.get().size() ? branch : selected.get());
    }

    public ReadOnlyObjectProperty<List<Branch>> branchesProperty() {
        return branches.getReadOnlyProperty();
    }

    public List<Branch> getBranches() {
        return branches.get();
    }

    /// Index of the branch whose steps are listed; −1 before there is one.
    public ReadOnlyIntegerProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public Optional<Branch> getSelected() {
        int index = selected.get();
        return index < 0 || index >= branches.get().size() ? Optional.empty() : Optional.of(branches.get().get(index));
    }

    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }

    /// Why nothing was written; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Tokens of a continuation at most.
    public IntegerProperty limitProperty() {
        return limit;
    }

    /// Of the beam search.
    public IntegerProperty widthProperty() {
        return width;
    }

    /// Whether a line end ends the text, as it does for names.
    public BooleanProperty lineEndsProperty() {
        return lineEnds;
    }
}
