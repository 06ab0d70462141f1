package dev.glassbox.viewmodel;

import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Worker;
import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.Split;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.viewmodel.LearnedMerges.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Learns a BPE vocabulary from any text in the background and replays it merge by merge, back and forth.
///
/// It follows the run: its corpus, its number of merges, until a text is chosen here.
public final class BpeTrainerModel {
    /// The textbook's example: aa, then ab, then the two of them.
    public static final String CLASSIC = "aaabdaaabac";
    public static final int MOST_MERGES = 20_000;

    private static final int WITHOUT_BPE = 200;
    private static final int SHORT = 24;

    private final Worker worker;
    private final MergeReplay replay = new MergeReplay();
    private final MergePlayer player = new MergePlayer();
    private final Mailbox<LearnedMerges> lessons = new Mailbox<>();
    private final Mailbox<MergeMoment> moments = new Mailbox<>();
    private final Mailbox<Double> shares = new Mailbox<>();
    private final Mailbox<String> troubles = new Mailbox<>();
    private final AtomicInteger turn = new AtomicInteger();
    private boolean active;
    private boolean follows = true;
    private LoadedSpec run;

    private final ReadOnlyObjectWrapper<CorpusSource> source = new ReadOnlyObjectWrapper<>(this, "source");
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>(this, "split", Split.GPT2);
    private final ObjectProperty<Ties> ties = new SimpleObjectProperty<>(this, "ties", Ties.LEFTMOST);
    private final IntegerProperty wanted = new SimpleIntegerProperty(this, "wanted", WITHOUT_BPE);
    private final ReadOnlyObjectWrapper<LearnedMerges> learned = new ReadOnlyObjectWrapper<>(this, "learned");
    private final ReadOnlyObjectWrapper<MergeMoment> moment = new ReadOnlyObjectWrapper<>(this, "moment");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 1);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public BpeTrainerModel(Pulse pulse, RunViewModel runs, Worker worker) {
        this.worker = worker;
        runs.loadedProperty().subscribe(now -> {
            run = now;
            if (follows && now != null) {
                follow();
            }
        });
        split.addListener((_, _, _) -> learn());
        ties.addListener((_, _, _) -> learn());
        wanted.addListener((_, _, _) -> learn());
        player.mergesProperty().addListener((_, _, _) -> look());
        pulse.add(this::pulse);
    }

    /// Starts learning; before this nothing is done.
    public void activate() {
        if (!active) {
            active = true;
            learn();
        }
    }

    /// Learns from the text of the run on screen, with as many merges as that run's vocabulary has; from the default text for a run without one.
    public void useRun() {
        follows = true;
        if (run != null) {
            follow();
        }
    }

    private void follow() {
        source.set(run.hasText() ? new CorpusSource.Text(run.corpus()) : RunSpec.smallStories().corpus());
        boolean known = active;
        active = false; // three choices, one training
        split.set(run.spec().tokenizer() instanceof TokenizerSpec.Bpe bpe ? bpe.split() : Split.GPT2);
        ties.set(run.spec().tokenizer() instanceof TokenizerSpec.Bpe bpe ? bpe.ties() : Ties.LEFTMOST);
        wanted.set(run.hasText() && run.tokenizer() instanceof BpeTokenizer bpe ? bpe.merges().size() : WITHOUT_BPE);
        active = known;
        learn();
    }

    /// Whether what is learned is the vocabulary of the run on screen, when no rule was changed.
    public boolean ofTheRun() {
        return follows && run != null && run.hasText() && run.tokenizer() instanceof BpeTokenizer;
    }

    /// Learns from any other text.
    public void use(CorpusSource text) {
        follows = false;
        source.set(text);
        learn();
    }

    private void learn() {
        if (!active || source.get() == null) {
            return;
        }
        int mine = turn.incrementAndGet();
        player.pause();
        progress.set(0);
        problem.set("");
        CorpusSource from = source.get();
        Split how = split.get();
        Ties rule = ties.get();
        int most = Math.clamp(wanted.get(), 0, MOST_MERGES);
        worker.submit("learn", () -> {
            try {
                Corpus corpus = from.load();
                lessons.put(replay.learn(new Recipe(corpus.title(), corpus.text(), sample(corpus), how, rule, most), share -> {
                    shares.put(share);
                    if (turn.get() != mine) {
                        throw new CancellationException("a newer choice was made");
                    }
                }));
            } catch (CorpusException unreadable) {
                troubles.put(unreadable.getMessage());
            } catch (CancellationException newer) {
                shares.put(0.0);
            }
        });
    }

    /// A short corpus is its own sample; of a long one its sentence.
    private static String sample(Corpus corpus) {
        String text = corpus.text().length() <= 2 * SHORT ? corpus.text() : corpus.prompt();
        if (text.codePointCount(0, text.length()) <= SHORT) {
            return text.stripTrailing();
        }
        int end = text.offsetByCodePoints(0, SHORT);
        int word = text.lastIndexOf(' ', end);
        return text.substring(0, word > 0 ? word : end);
    }

    private void look() {
        LearnedMerges lesson = learned.get();
        if (lesson == null) {
            return;
        }
        int at = made(lesson);
        worker.submit("moment", () -> moments.put(replay.moment(lesson, at)));
    }

    private void pulse(long now) {
        shares.take().ifPresent(progress::set);
        troubles.take().ifPresent(sentence -> {
            problem.set(sentence);
            progress.set(1);
        });
        lessons.take().ifPresent(this::show);
        moments.take().filter(news -> news.learned() == learned.get()).ifPresent(news -> {
            boolean onward = moment.get() != null && moment.get().learned() == news.learned() && news.merges() == moment.get().merges() + 1;
            moment.set(news);
            player.shown(onward, now);
        });
        player.pulse(now);
    }

    private void show(LearnedMerges lesson) {
        boolean first = learned.get() == null || !learned.get().recipe().corpus().equals(lesson.recipe().corpus());
        learned.set(lesson);
        progress.set(1);
        player.setLast(lesson.size());
        int place = first ? Math.round(lesson.size() / 7f) : made(lesson);
        if (player.mergesProperty().get() == place) {
            look();
        } else {
            player.mergesProperty().set(place);
        }
    }

    private int made(LearnedMerges lesson) {
        return Math.clamp(player.mergesProperty().get(), 0, lesson.size());
    }

    /// Which of the merges are shown as made.
    public MergePlayer player() {
        return player;
    }

    /// The tokenizer after the merges on screen.
    public Optional<BpeTokenizer> tokenizer() {
        return Optional.ofNullable(learned.get()).map(lesson -> lesson.tokenizer().prefix(made(lesson)));
    }

    /// Puts text, split and vocabulary size into the draft of the next run; says what it did, or why it cannot.
    TokensModel.News useForNextRun(RunSpecDraft draft) {
        LearnedMerges lesson = learned.get();
        if (lesson == null) {
            return new TokensModel.News("Nothing has been learned yet, so there is nothing to use.", true);
        }
        draft.use(source.get());
        draft.useBpe(new TokenizerSpec.Bpe(256 + made(lesson), lesson.recipe().split(), lesson.recipe().ties()));
        return new TokensModel.News(String.format(Locale.ROOT, "The next run learns from %s with this vocabulary of %,d tokens.",
                source.get().title(), 256 + made(lesson)), false);
    }

    /// Moments from the start to the one on screen for a film of at most `frames` pictures; the maker runs in the background and may
    /// be called once.
    public Optional<Supplier<List<MergeMoment>>> film(int frames) {
        return Optional.ofNullable(learned.get()).map(lesson -> {
            int last = made(lesson);
            return () -> MergeReplay.film(lesson, last, frames);
        });
    }

    /// The text it learns from; null before the first run is loaded.
    public ReadOnlyObjectProperty<CorpusSource> sourceProperty() {
        return source.getReadOnlyProperty();
    }

    public ObjectProperty<Split> splitProperty() {
        return split;
    }

    public ObjectProperty<Ties> tiesProperty() {
        return ties;
    }

    /// How many merges to learn at most.
    public IntegerProperty wantedProperty() {
        return wanted;
    }

    /// Null before the first training has ended.
    public ReadOnlyObjectProperty<LearnedMerges> learnedProperty() {
        return learned.getReadOnlyProperty();
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<MergeMoment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /// 0…1; 1 while nothing is being learned.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// One sentence about a text that could not be read; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
