package dev.glassbox.viewmodel;

import dev.glassbox.file.BadFileException;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import dev.glassbox.text.TokenizerJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The view models of the Tokens lens and the thread they share.
public final class TokensModel implements AutoCloseable {

    /// Something that was done in the background, in one sentence.
    ///
    /// @param bad whether it failed
    public record News(String sentence, boolean bad) {}

    private record Opened(Path folder, Tokenizer tokenizer) {}

    private final Worker worker;
    private final Mailbox<News> news = new Mailbox<>();
    private final Mailbox<Opened> opened = new Mailbox<>();
    private final TokenizerBenchModel bench;
    private final BpeTrainerModel trainer;
    private final VocabularyModel vocabulary;
    private final SpecialTokensModel specials;
    private final LabelsModel labels;
    private final ReadOnlyObjectWrapper<News> latest = new ReadOnlyObjectWrapper<>(this, "latest");

    /// @param failures is told what went wrong in background work, on the background thread
    public TokensModel(Pulse pulse, RunViewModel run, TraceViewModel trace, Warmup warmup, Consumer<Throwable> failures) {
        worker = new Worker("tokenizers", failures);
        bench = new TokenizerBenchModel(pulse, run, trace, worker);
        trainer = new BpeTrainerModel(pulse, run, worker);
        vocabulary = new VocabularyModel(pulse, run, trainer::tokenizer, worker);
        specials = new SpecialTokensModel(pulse, run, worker);
        labels = new LabelsModel(pulse, run, trace, warmup, failures);
        trainer.momentProperty().subscribe(now -> {
            if (now != null) {
                bench.setTrained(now.learned().tokenizer(), now.merges());
            }
        });
        pulse.add(_ -> {
            news.take().ifPresent(latest::set);
            opened.take().ifPresent(found -> bench.setOpened(found.tokenizer()));
        });
    }

    /// Starts the background work; called when the lens is first shown.
    public void activate() {
        trainer.activate();
        bench.activate();
        specials.activate();
    }

    public TokenizerBenchModel bench() {
        return bench;
    }

    public BpeTrainerModel trainer() {
        return trainer;
    }

    public VocabularyModel vocabulary() {
        return vocabulary;
    }

    public SpecialTokensModel specials() {
        return specials;
    }

    public LabelsModel labels() {
        return labels;
    }

    /// Writes the trainer's tokenizer, as it is now, into a folder.
    public void save(Path folder) {
        trainer.tokenizer().ifPresentOrElse(tokenizer -> inBackground("save", () -> {
            try {
                TokenizerFiles.save(folder, tokenizer);
                news.put(new News("Saved vocab.json and merges.txt in " + folder.getFileName() + ".", false));
            } catch (BadFileException failed) {
                news.put(new News(failed.getMessage(), true));
            }
        }), () -> latest.set(new News("Nothing has been learned yet, so there is nothing to save.", true)));
    }

    /// Reads a tokenizer from a folder, or from a `tokenizer.json`, and gives it a row on the bench.
    public void open(Path folder) {
        inBackground("open", () -> {
            try {
                opened.put(new Opened(folder, Files.isDirectory(folder) ? TokenizerFiles.read(folder) : TokenizerJson.read(folder)));
                news.put(new News("Opened the tokenizer in " + folder.getFileName() + "; it is the last row.", false));
            } catch (BadFileException failed) {
                news.put(new News(failed.getMessage(), true));
            }
        });
    }

    /// Puts the vocabulary on screen into the draft of the next run.
    ///
    /// @return whether it could be used; the sentence is in [#latestProperty()]
    public boolean useForNextRun(RunSpecDraft draft) {
        News outcome = trainer.useForNextRun(draft);
        latest.set(outcome);
        return !outcome.bad();
    }

    /// Work for the thread of this lens; of one kind only the newest waits.
    public void inBackground(Object kind, Runnable work) {
        worker.submit(kind, work);
    }

    /// Tells a sentence from any thread.
    public void tell(String sentence, boolean bad) {
        news.put(new News(sentence, bad));
    }

    /// The newest outcome; null before the first.
    public ReadOnlyObjectProperty<News> latestProperty() {
        return latest.getReadOnlyProperty();
    }

    @Override
    public void close() {
        worker.close();
        labels.close();
    }
}
