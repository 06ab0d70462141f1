package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.Worker;
import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.Tokenizer;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// One text in every tokenizer at once.
///
/// The text starts as the shared sentence and follows it until it is changed here. It is encoded in the background; the newest
/// text wins, and rows appear as they become ready. Nothing is loaded before [#activate()].
public final class TokenizerBenchModel {

    /// Places of the text, in `char`s, that are pointed at.
    public record Lit(int from, int to) {
        public static final Lit NONE = new Lit(-1, -1);

        public boolean touches(int otherFrom, int otherTo) {
            return otherFrom < to && from < otherTo;
        }
    }

    /// The text as it was encoded, and the rows that are ready. Rows and text always belong together.
    public record Bench(String text, List<TokenRow> rows, boolean complete) {
        static final Bench EMPTY = new Bench("", List.of(), true);

        public Bench {
            rows = List.copyOf(rows);
        }
    }

    private final Worker worker;
    private final BenchLineUp lineUp = new BenchLineUp();
    private final Mailbox<Bench> answers = new Mailbox<>();
    private boolean active;
    private boolean own;
    private String sentence = "";
    private LoadedSpec run;
    private BpeTokenizer trained;
    private int merges;
    private Tokenizer opened;

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
    private final BooleanProperty leadingSpace = new SimpleBooleanProperty(this, "leadingSpace");
    private final BooleanProperty moreSizes = new SimpleBooleanProperty(this, "moreSizes");
    private final ObjectProperty<BenchAlphabet> alphabet = new SimpleObjectProperty<>(this, "alphabet", BenchAlphabet.CORPUS);
    private final ReadOnlyObjectWrapper<BenchPreset> preset = new ReadOnlyObjectWrapper<>(this, "preset");
    private final ReadOnlyObjectWrapper<Bench> bench = new ReadOnlyObjectWrapper<>(this, "bench", Bench.EMPTY);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ObjectProperty<Lit> lit = new SimpleObjectProperty<>(this, "lit", Lit.NONE);
    private final ObjectProperty<String> selected = new SimpleObjectProperty<>(this, "selected", BenchLineUp.THIS_MODEL);
    private final IntegerProperty offset = new SimpleIntegerProperty(this, "offset");

    public TokenizerBenchModel(Pulse pulse, RunViewModel runs, TraceViewModel trace, Worker worker) {
        this.worker = worker;
        runs.loadedProperty().subscribe(now -> {
            run = now;
            encode();
        });
        trace.textProperty().subscribe(now -> {
            sentence = now;
            if (!own) {
                show(now);
            }
        });
        leadingSpace.addListener((_, _, _) -> encode());
        moreSizes.addListener((_, _, _) -> encode());
        alphabet.addListener((_, _, _) -> encode());
        pulse.add(_ -> answers.take().ifPresent(news -> {
            bench.set(news);
            busy.set(!news.complete());
            offset.set(Math.clamp(offset.get(), 0, news.text().length()));
        }));
    }

    /// Starts encoding; before this the published vocabularies are not loaded.
    public void activate() {
        if (!active) {
            active = true;
            encode();
        }
    }

    /// Takes a text of one's own; from here on it no longer follows the sentence.
    public void setText(String wanted) {
        own = true;
        preset.set(null);
        show(wanted);
    }

    /// Goes back to the shared sentence, and follows it again.
    public void useSentence() {
        own = false;
        preset.set(null);
        alphabet.set(BenchAlphabet.CORPUS);
        leadingSpace.set(false);
        show(sentence);
    }

    public void usePreset(BenchPreset wanted) {
        own = true;
        preset.set(wanted);
        alphabet.set(wanted.alphabet());
        leadingSpace.set(wanted.leadingSpace());
        show(wanted.text());
    }

    /// The BPE of the trainer below the bench, and how many of its merges are shown as made.
    void setTrained(BpeTokenizer tokenizer, int made) {
        trained = tokenizer;
        merges = made;
        if (moreSizes.get()) {
            encode();
        }
    }

    /// Adds a row for a tokenizer read from a folder.
    public void setOpened(Tokenizer tokenizer) {
        opened = tokenizer;
        encode();
    }

    private void show(String wanted) {
        text.set(wanted);
        offset.set(0);
        lit.set(Lit.NONE);
        encode();
    }

    private void encode() {
        if (!active) {
            return;
        }
        busy.set(true);
        String wanted = (leadingSpace.get() ? " " : "") + text.get();
        var order = new BenchLineUp.Order(run, trained, merges, opened, alphabet.get(), moreSizes.get(),
                preset.get() == null ? List.of() : preset.get().toy());
        worker.submit(this, () -> lineUp.encode(wanted, order, answers::put));
    }

    /// Text of the bench without the leading space of the switch.
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    public BooleanProperty leadingSpaceProperty() {
        return leadingSpace;
    }

    /// Whether the own BPE is shown at several vocabulary sizes.
    public BooleanProperty moreSizesProperty() {
        return moreSizes;
    }

    public ObjectProperty<BenchAlphabet> alphabetProperty() {
        return alphabet;
    }

    /// Null for a text of one's own.
    public ReadOnlyObjectProperty<BenchPreset> presetProperty() {
        return preset.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Bench> benchProperty() {
        return bench.getReadOnlyProperty();
    }

    public Bench getBench() {
        return bench.get();
    }

    /// Whether rows are still being made.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// The characters pointed at, common to all rows.
    public ObjectProperty<Lit> litProperty() {
        return lit;
    }

    /// Key of the row whose numbers are told.
    public ObjectProperty<String> selectedProperty() {
        return selected;
    }

    public Optional<TokenRow> getSelected() {
        return row(selected.get()).or(() -> bench.get().rows().stream().findFirst());
    }

    public Optional<TokenRow> row(String key) {
        return bench.get().rows().stream().filter(row -> row.tokenizer().key().equals(key)).findFirst();
    }

    /// First `char` on screen of a text too long to be shown at once.
    public IntegerProperty offsetProperty() {
        return offset;
    }

    /// Ids typed in, decoded by the selected row.
    public IdDecoder.Answer decode(String ids) {
        return getSelected().map(row -> IdDecoder.decode(row.tokenizer(), ids)).orElse(IdDecoder.Answer.NOTHING);
    }
}
