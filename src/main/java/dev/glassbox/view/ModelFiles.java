package dev.glassbox.view;

import dev.glassbox.model.ModelFolder;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.FollowedFolder;
import dev.glassbox.session.SafeCopies;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.FilesModel;
import dev.glassbox.viewmodel.FilesModel.News;
import dev.glassbox.viewmodel.SafeKeeping;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Opening, saving and closing as a person asks for it: with dialogs, and with a question before work that is not saved is left.
public final class ModelFiles {
    private final WindowState state;
    private final WindowModel models;
    private final FilesModel files;
    private final FileDialogs dialogs;
    private final Notices notices;
    private Runnable next = () -> { };

    public ModelFiles(WindowState state, WindowModel models, FileDialogs dialogs, Notices notices) {
        this.state = state;
        this.models = models;
        this.dialogs = dialogs;
        this.notices = notices;
        files = models.files();
        files.newsProperty().subscribe(this::tell);
        files.safe().ifPresent(safe -> {
            safe.offerProperty().subscribe(offer -> offer(safe, offer));
            safe.troubleProperty().subscribe(sentence -> {
                if (!sentence.isEmpty()) {
                    notices.warn(sentence);
                }
            });
        });
    }

    private void tell(News news) {
        if (news == null) {
            return;
        }
        if (news.bad()) {
            notices.warn(news.sentence());
        } else if (news.folder().isPresent()) {
            notices.tell(news.sentence(), "Show folder", () -> dialogs.show(news.folder().get()));
        } else {
            notices.tell(news.sentence());
        }
    }

    private void offer(SafeKeeping safe, SafeCopies.Offer offer) {
        if (offer != null) {
            notices.offer(String.format(Locale.ROOT, "Glassbox ended without being closed. A safe copy of %s at step %,d is there.", offer.name(), offer.step()),
                    "Go on with it", () -> {
                        files.open(offer);
                        safe.answered();
                    }, safe::answered);
        }
    }

    /// A model folder of the person's choice.
    public void open() {
        dialogs.folder("Open a model folder").ifPresent(this::open);
    }

    /// A model folder; a folder with checkpoints in it, but no model of its own, is followed.
    public void open(Path folder) {
        boolean model = Files.exists(folder.resolve(ModelFolder.CONFIG)) || !FollowedFolder.fits(folder);
        before(model ? () -> files.open(folder) : () -> files.follow(folder));
    }

    /// Checkpoints of another program, of the person's choice.
    public void follow() {
        dialogs.folder("Follow a folder that another program writes checkpoints to").ifPresent(this::follow);
    }

    /// One of the checkpoints stands for the folder they lie in.
    private void follow(Path folder) {
        Path parent = folder.toAbsolutePath().getParent();
        boolean checkpoint = Files.exists(folder.resolve(ModelFolder.CONFIG)) && parent != null && FollowedFolder.isCheckpoint(folder);
        before(() -> files.follow(checkpoint ? parent : folder));
    }

    /// What was dropped on the window, if it is a model: its folder, or one of the files in it.
    Optional<Path> model(Path dropped) {
        if (Files.isDirectory(dropped)) {
            return Optional.of(dropped);
        }
        String name = String.valueOf(dropped.getFileName());
        boolean part = name.endsWith(".safetensors") || name.equals("config.json");
        return part ? Optional.ofNullable(dropped.toAbsolutePath().getParent()) : Optional.empty();
    }

    /// Into the folder the model came from or was saved to before; asks when there is none.
    public void save() {
        save(null);
    }

    public void saveAs() {
        ask(null);
    }

    private void save(Runnable then) {
        Path folder = files.folderProperty().get();
        if (folder == null) {
            ask(then);
        } else {
            files.save(folder, then);
        }
    }

    private void ask(Runnable then) {
        String name = models.run().getLoaded().map(run -> run.spec().name()).orElse("model");
        dialogs.newFolder("Save the model as a folder", name.strip().replaceAll("[^\\p{L}\\p{N}_.-]+", "-").toLowerCase(Locale.ROOT))
                .ifPresent(folder -> files.save(folder, then));
    }

    /// The model on screen learns another text from now on.
    void trainOn(CorpusSource text) {
        before(() -> files.trainOn(text));
    }

    /// Does what leaves the run on screen; first asks when that would lose work.
    public void before(Runnable leaving) {
        if (files.unsavedProperty().get()) {
            next = leaving;
            state.overlay().set(Overlay.UNSAVED);
        } else {
            leaving.run();
        }
    }

    /// One sentence: what would be lost.
    String atStake() {
        String name = models.run().getLoaded().map(run -> run.spec().name()).orElse("This run");
        return String.format(Locale.ROOT, "%s is at step %,d, and that is not saved.", name, models.run().getStep());
    }

    void saveAndGoOn() {
        state.closeOverlay();
        save(next);
    }

    void goOnWithoutSaving() {
        state.closeOverlay();
        next.run();
    }
}
