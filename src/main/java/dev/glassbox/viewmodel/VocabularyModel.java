package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.Worker;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.viewmodel.VocabularyIndex.Place;
import dev.glassbox.viewmodel.VocabularyIndex.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Browses a vocabulary: search, filter, sort; a token's parts and its places in the run's text. All of it in the background.
public final class VocabularyModel {
    /// Longer texts are counted in part only.
    private static final int MOST_TEXT = 2_000_000;
    /// At first the longest of so many at the head of the list is looked at.
    private static final int LIKELY = 40;

    /// Whose vocabulary.
    public enum Source {
        THIS_MODEL("This model"), TRAINER("Trainer"), GPT2("GPT-2"), CL100K("cl100k"), O200K("o200k");

        private final String title;

        Source(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// An answer to a query.
    public record Listing(VocabularyIndex index, Query query, List<Integer> ids) {}

    /// What is known of one token.
    public record Detail(VocabularyIndex index, int id, MergeTree tree, List<Place> places) {}

    private final Worker worker;
    private final Supplier<Optional<? extends Tokenizer>> trained;
    private final Mailbox<Listing> listings = new Mailbox<>();
    private final Mailbox<Detail> details = new Mailbox<>();
    private final Map<Source, VocabularyIndex> known = new HashMap<>();
    private LoadedSpec knownRun;
    private LoadedSpec run;
    private boolean active;

    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(this, "source", Source.THIS_MODEL);
    private final ObjectProperty<Query> query = new SimpleObjectProperty<>(this, "query", Query.ALL);
    private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
    private final ReadOnlyObjectWrapper<Listing> listing = new ReadOnlyObjectWrapper<>(this, "listing");
    private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(this, "detail");

    VocabularyModel(Pulse pulse, RunViewModel runs, Supplier<Optional<? extends Tokenizer>> trained, Worker worker) {
        this.worker = worker;
        this.trained = trained;
        runs.loadedProperty().subscribe(now -> {
            run = now;
            search();
        });
        source.addListener((_, _, _) -> {
            detail.set(null);
            selected.set(-1);
            search();
        });
        query.addListener((_, _, _) -> search());
        selected.addListener((_, _, _) -> look());
        pulse.add(_ -> {
            listings.take().ifPresent(this::show);
            details.take().filter(news -> news.id() == selected.get()).ifPresent(detail::set);
        });
    }

    private void show(Listing news) {
        listing.set(news);
        if (selected.get() < 0 && !news.ids().isEmpty()) {
            // a long word that occurs has the most to show
            selected.set(news.ids().stream().limit(LIKELY).filter(id -> !news.index().counted() || news.index().count(id) > 0)
                    .max(java.util.Comparator.comparingInt(news.index()::length)).orElse(news.ids().getFirst()));
        }
    }

    /// Starts the background work; called when the page is first shown.
    public void activate() {
        if (!active) {
            active = true;
            search();
        }
    }

    private void search() {
        LoadedSpec now = run;
        if (!active || now == null) {
            return;
        }
        Source whose = source.get();
        Query wanted = query.get();
        Tokenizer own = trained.get().map(t -> (Tokenizer) t).orElse(now.tokenizer());
        worker.submit("vocabulary", () -> {
            VocabularyIndex index = index(now, whose, own);
            listings.put(new Listing(index, wanted, index.find(wanted)));
        });
    }

    /// On the background thread only.
    private VocabularyIndex index(LoadedSpec now, Source whose, Tokenizer own) {
        if (now != knownRun) {
            known.clear();
            knownRun = now;
        }
        if (whose == Source.TRAINER) {
            known.remove(whose);
        }
        String text = now.corpus().text();
        return known.computeIfAbsent(whose, _ -> new VocabularyIndex(switch (whose) {
            case THIS_MODEL -> now.tokenizer();
            case TRAINER -> own;
            case GPT2 -> PretrainedTokenizers.load("gpt2");
            case CL100K -> PretrainedTokenizers.load("cl100k");
            case O200K -> PretrainedTokenizers.load("o200k");
        }, text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT)));
    }

    private void look() {
        Listing shown = listing.get();
        int id = selected.get();
        if (shown == null || id < 0 || id >= shown.index().size()) {
            return;
        }
        worker.submit("token", () -> details.put(new Detail(shown.index(), id, MergeTree.of(shown.index().tokenizer(), id), shown.index().places(id))));
    }

    public ObjectProperty<Source> sourceProperty() {
        return source;
    }

    public ObjectProperty<Query> queryProperty() {
        return query;
    }

    /// The token whose parts and places are shown; −1 before the first.
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Listing> listingProperty() {
        return listing.getReadOnlyProperty();
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<Detail> detailProperty() {
        return detail.getReadOnlyProperty();
    }
}
