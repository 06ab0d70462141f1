package dev.glassbox.viewmodel;

import dev.glassbox.file.BadFileException;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.FollowedFolder;
import dev.glassbox.session.FullState;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.RecentModels;
import dev.glassbox.session.SafeCopies;
import dev.glassbox.session.SavedModel;
import dev.glassbox.session.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The model on screen and the disk: which folder it belongs to, whether it is saved there, saving it, and the folders used last.
public final class FilesModel implements AutoCloseable {

    /// What was done, or what went wrong, in one sentence.
    ///
    /// @param folder the one that was written; empty otherwise
    public record News(String sentence, boolean bad, Optional<Path> folder) {}

    private record Saved(LoadedSpec run, int step, Path folder) {}

    private final RunViewModel run;
    private final Worker worker;
    private final Optional<RecentModels> recentModels;
    private final Optional<SafeKeeping> safe;
    private final Mailbox<FullState> captured = new Mailbox<>();
    private final Mailbox<Double> shares = new Mailbox<>();
    private final Mailbox<Saved> done = new Mailbox<>();
    private final Mailbox<News> failed = new Mailbox<>();
    private final Mailbox<List<Path>> lists = new Mailbox<>();
    private Path target;
    private Runnable afterwards;
    private volatile boolean calledOff;
    private LoadedSpec savedRun;
    private int savedStep;

    private final ReadOnlyObjectWrapper<Path> folder = new ReadOnlyObjectWrapper<>(this, "folder");
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper(this, "unsaved");
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper(this, "saving");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress");
    private final ReadOnlyObjectWrapper<News> news = new ReadOnlyObjectWrapper<>(this, "news");
    private final ObservableList<Path> recent = FXCollections.observableArrayList();
    private final ObservableList<Path> recentToRead = FXCollections.unmodifiableObservableList(recent); // held: it listens weakly

    /// @param data the program's own folder; without one nothing is remembered and no safe copies are made
    /// @param failures is told what went wrong in background work, on the background thread
    public FilesModel(Pulse pulse, RunViewModel run, Optional<Path> data, Consumer<Throwable> failures) {
        this.run = run;
        worker = new Worker("files", failures);
        recentModels = data.map(RecentModels::new);
        safe = data.map(place -> new SafeKeeping(pulse, run, new SafeCopies(place), failures));
        recentModels.ifPresent(list -> worker.submit("recent", () -> lists.put(list.read())));
        run.loadedProperty().subscribe(this::onRun);
        run.stepProperty().subscribe(_ -> look());
        run.ownProperty().subscribe(_ -> look());
        pulse.add(_ -> refresh());
    }

    private void onRun(LoadedSpec now) {
        if (now == null) {
            return;
        }
        savedRun = now;
        savedStep = run.getStep();
        Optional<Path> named = now.folder().filter(place -> safe.isEmpty() || !safe.get().holds(place));
        folder.set(named.orElse(null));
        named.ifPresent(this::remember);
        if (now.folder().isPresent() && named.isEmpty()) {
            savedStep = -1; // a safe copy is not where the person wants it
        }
        look();
        if (now.folder().isEmpty() && !now.hasText()) {
            news.set(new News(String.format(Locale.ROOT, "Following %s: %,d parameters, step %,d. Newer checkpoints are shown as they arrive.",
                    now.spec().name(), now.parameterCount(), run.getStep()), false, Optional.empty()));
        } else if (now.folder().isPresent()) {
            String about = now.warnings().isEmpty() ? "" : " Some weights are NaN or infinite, so results will be too.";
            String text = now.hasText() ? "" : " It came without its text: to train it, choose one in the run menu.";
            String map = now.hasText() || now.wordList().size() < 3 ? ""
                    : " Its map takes words in the order of the vocabulary, since nothing tells which are frequent.";
            news.set(new News(String.format(Locale.ROOT, "Opened %s: %,d parameters, step %,d.%s%s%s", now.spec().name(), now.parameterCount(),
                    run.getStep(), text, map, about), false, Optional.empty()));
        }
    }

    private void look() {
        boolean changed = run.getLoaded().isPresent() && run.getLoaded().get() == savedRun && run.getStep() != savedStep;
        // What is only looked at is on the disk already.
        unsaved.set(changed && run.ownProperty().get() && run.getLoaded().get().hasText());
    }

    private void refresh() {
        captured.take().ifPresent(this::write);
        shares.take().ifPresent(progress::set);
        lists.take().ifPresent(recent::setAll);
        done.take().ifPresent(this::saved);
        failed.take().ifPresent(sentence -> {
            saving.set(false);
            afterwards = null;
            news.set(sentence);
        });
    }

    /// Opens a model folder beside the run on screen, which stays if that fails.
    public void open(Path place) {
        run.open(new SavedModel(place), false);
    }

    /// Shows the checkpoints in a folder as another program writes them.
    public void follow(Path place) {
        run.open(new FollowedFolder(place), false);
    }

    /// Opens a safe copy: the run goes on under its name, but has no folder yet.
    public void open(SafeCopies.Offer copy) {
        run.open(new SavedModel(copy.folder(), Optional.empty(), copy.name()), false);
    }

    /// Opens the shown model's folder again, to train it on another text.
    public void trainOn(CorpusSource text) {
        Path place = run.getLoaded().flatMap(LoadedSpec::folder).orElseThrow();
        run.open(new SavedModel(place, Optional.of(text)), true);
    }

    /// Saves the shown model, as it is at the next step boundary.
    ///
    /// @param then what to do once it is on the disk; not done when saving fails or is called off
    public void save(Path place, Runnable then) {
        if (saving.get() || run.getLoaded().isEmpty()) {
            return;
        }
        target = place;
        afterwards = then;
        calledOff = false;
        progress.set(0);
        saving.set(true);
        run.capture(captured);
    }

    /// Stops saving; the folder stays as it was.
    public void cancelSaving() {
        calledOff = true;
    }

    private void write(FullState state) {
        Path place = target;
        worker.submit("save", () -> {
            try {
                state.save(place, share -> {
                    if (calledOff) {
                        throw new CancellationException();
                    }
                    shares.put(share);
                });
                done.put(new Saved(state.run(), state.step(), place));
            } catch (BadFileException unwritable) {
                failed.put(new News("Nothing was saved: " + unwritable.file() + " " + unwritable.problem() + ". The model is still open; "
                        + unwritable.remedy() + ".", true, Optional.empty()));
            } catch (CancellationException off) {
                failed.put(new News("Saving was stopped; " + place.getFileName() + " is as it was.", false, Optional.empty()));
            } catch (IllegalArgumentException cannot) {
                failed.put(new News("Nothing was saved: " + cannot.getMessage() + ".", true, Optional.empty()));
            }
        });
    }

    private void saved(Saved result) {
        saving.set(false);
        if (run.getLoaded().filter(result.run()::equals).isPresent()) {
            savedRun = result.run();
            savedStep = result.step();
            folder.set(result.folder());
            safe.ifPresent(SafeKeeping::settled);
            look();
        }
        remember(result.folder());
        news.set(new News(String.format(Locale.ROOT, "Saved step %,d in %s.", result.step(), result.folder().getFileName()), false,
                Optional.of(result.folder())));
        Runnable next = afterwards;
        afterwards = null;
        if (next != null) {
            next.run();
        }
    }

    private void remember(Path place) {
        recentModels.ifPresent(list -> worker.submit("recent", () -> {
            try {
                lists.put(list.add(place));
            } catch (BadFileException unwritable) {
                lists.put(list.read()); // the model is safe, and that is what counts
            }
        }));
    }

    /// Copies made without being asked; empty without a place for them.
    public Optional<SafeKeeping> safe() {
        return safe;
    }

    /// Where *Save* goes; null when the shown model has no folder yet.
    public ReadOnlyObjectProperty<Path> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /// Whether closing now would lose steps the person may want.
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    /// Of the saving, 0…1.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// The newest outcome; null before the first.
    public ReadOnlyObjectProperty<News> newsProperty() {
        return news.getReadOnlyProperty();
    }

    /// Folders opened or saved last, newest first.
    public ObservableList<Path> recent() {
        return recentToRead;
    }

    /// The program is being closed as it should be.
    @Override
    public void close() {
        safe.ifPresent(SafeKeeping::close);
        worker.close();
    }
}
