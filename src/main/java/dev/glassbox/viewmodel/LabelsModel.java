package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.RelabelledTraining;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// Trains a model twice, once with its ids shuffled, to show that they are labels. Beside the run, on a thread of its own.
public final class LabelsModel implements AutoCloseable {
    /// Steps of one round.
    public static final int ROUND = 200;
    private static final int SHOWN = 12;

    /// A token with its id and its new name.
    public record Label(String text, int id, int name) {}

    /// New names for all ids.
    ///
    /// @param subject  the model that is trained
    /// @param own      whether it is the run on screen
    /// @param sentence a sentence in both numberings
    public record Naming(LoadedSpec subject, boolean own, int[] names, List<Label> sentence) {
        public Naming {
            sentence = List.copyOf(sentence);
        }

        /// How many ids have a new name; by chance some keep theirs.
        public int changed() {
            int changed = 0;
            for (int id = 0; id < names.length; id++) {
                changed += names[id] == id ? 0 : 1;
            }
            return changed;
        }
    }

    /// Both losses so far, in nats. The arrays grow; only the first `size` entries count.
    ///
    /// @param apart   the largest difference between them
    /// @param apartAt the step of that difference
    public record Curves(Naming naming, boolean moved, double[] steps, double[] plain, double[] renamed, int size, double apart, int apartAt) {
        static Curves none(Naming naming, boolean moved) {
            return new Curves(naming, moved, new double[0], new double[0], new double[0], 0, 0, 0);
        }

        private Curves and(RelabelledTraining.Losses news) {
            boolean full = size == steps.length;
            double[] x = full ? Arrays.copyOf(steps, 2 * size + ROUND) : steps;
            double[] a = full ? Arrays.copyOf(plain, x.length) : plain;
            double[] b = full ? Arrays.copyOf(renamed, x.length) : renamed;
            x[size] = news.step();
            a[size] = news.plain();
            b[size] = news.renamed();
            double now = Math.abs(news.plain() - news.renamed());
            return new Curves(naming, moved, x, a, b, size + 1, Math.max(apart, now), now > apart ? news.step() : apartAt);
        }
    }

    private final TraceViewModel trace;
    private final Warmup warmup;
    private final Worker worker;
    private final Mailbox<Naming> namings = new Mailbox<>();
    private final Mailbox<Curves> news = new Mailbox<>();
    private final Mailbox<Integer> ends = new Mailbox<>();
    private final Mailbox<String> troubles = new Mailbox<>();
    /// Counts what the person asked for; background work for an older number stops.
    private final AtomicInteger turn = new AtomicInteger();
    private RelabelledTraining pair;
    private Curves made;
    private LoadedSpec run;
    private long order = 1;
    private boolean active;

    private final BooleanProperty moved = new SimpleBooleanProperty(this, "moved", true);
    private final ReadOnlyObjectWrapper<Naming> naming = new ReadOnlyObjectWrapper<>(this, "naming");
    private final ReadOnlyObjectWrapper<Curves> curves = new ReadOnlyObjectWrapper<>(this, "curves");
    private final ReadOnlyBooleanWrapper training = new ReadOnlyBooleanWrapper(this, "training");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    LabelsModel(Pulse pulse, RunViewModel runs, TraceViewModel trace, Warmup warmup, Consumer<Throwable> failures) {
        this.trace = trace;
        this.warmup = warmup;
        worker = new Worker("ids are labels", failures);
        runs.loadedProperty().subscribe(now -> {
            run = now;
            prepare();
        });
        moved.addListener((_, _, _) -> {
            boolean again = curves.get() != null && curves.get().size() > 0;
            clear();
            if (again) {
                train();
            }
        });
        pulse.add(_ -> pulse());
    }

    private void pulse() {
        namings.take().ifPresent(given -> {
            naming.set(given);
            clear();
        });
        news.take().filter(now -> now.naming() == naming.get() && now.moved() == moved.get()).ifPresent(curves::set);
        ends.take().filter(ended -> ended == turn.get()).ifPresent(_ -> training.set(false));
        troubles.take().ifPresent(sentence -> {
            problem.set(sentence);
            training.set(false);
        });
    }

    /// Starts the background work; called when the page is first shown.
    public void activate() {
        if (!active) {
            active = true;
            prepare();
        }
    }

    private void prepare() {
        turn.incrementAndGet();
        training.set(false);
        if (!active || run == null) {
            return;
        }
        problem.set("");
        LoadedSpec shown = run;
        String text = trace.textProperty().get();
        long wanted = order;
        worker.submit("names", () -> {
            try {
                LoadedSpec subject = RelabelledTraining.subject(shown);
                int[] names = RelabelledTraining.permutation(subject.tokenizer().vocabulary().size(), wanted);
                namings.put(new Naming(subject, subject == shown, names, sentence(subject.tokenizer(), names, subject == shown ? text : subject.prompt(),
                        subject.prompt())));
            } catch (CorpusException unreadable) {
                troubles.put(unreadable.getMessage());
            }
        });
    }

    private static List<Label> sentence(Tokenizer tokenizer, int[] names, String text, String otherwise) {
        int[] ids;
        try {
            ids = tokenizer.ids(text);
        } catch (UnknownCharacterException unknown) {
            ids = tokenizer.ids(otherwise);
        }
        return Arrays.stream(ids).limit(SHOWN).mapToObj(id -> new Label(tokenizer.vocabulary().label(id), id, names[id])).toList();
    }

    private void clear() {
        turn.incrementAndGet();
        training.set(false);
        curves.set(naming.get() == null ? null : Curves.none(naming.get(), moved.get()));
    }

    /// Other new names; what was trained with the old ones goes.
    public void shuffle() {
        order++;
        prepare();
    }

    /// Trains both for a round, or one more round.
    public void train() {
        Naming given = naming.get();
        if (given == null || training.get()) {
            return;
        }
        training.set(true);
        int mine = turn.incrementAndGet();
        boolean along = moved.get();
        worker.submit("train", () -> {
            try {
                work(given, along, mine);
            } finally {
                ends.put(mine);
            }
        });
    }

    /// Stops where both are; they can go on from there.
    public void pause() {
        turn.incrementAndGet();
        training.set(false);
    }

    /// On the background thread only.
    private void work(Naming given, boolean along, int mine) {
        if (made == null || made.naming() != given || made.moved() != along) {
            pair = new RelabelledTraining(given.subject(), given.names(), along, warmup);
            made = Curves.none(given, along);
        }
        for (int i = 0; i < ROUND && turn.get() == mine; i++) {
            made = made.and(pair.step());
            news.put(made);
        }
    }

    /// Whether the rows of the tables move along with the ids.
    public BooleanProperty movedProperty() {
        return moved;
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Naming> namingProperty() {
        return naming.getReadOnlyProperty();
    }

    /// Null before the first naming; of size 0 before the first step.
    public ReadOnlyObjectProperty<Curves> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty trainingProperty() {
        return training.getReadOnlyProperty();
    }

    /// One sentence, or empty.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        turn.incrementAndGet();
        worker.close();
    }
}
