package dev.glassbox.view;

import dev.glassbox.control.PictureExporter;
import dev.glassbox.picture.Ink;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.text.Corpus;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.BpeTrainerModel;
import dev.glassbox.viewmodel.TokensModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// What can be learned from, how much, and what becomes of it: the menu of the trainer.
public final class TrainerMenu {
    private static final List<Integer> SIZES = List.of(20, 100, 219, 500, 1_000, 5_000);

    private final WindowState state;
    private final WindowModel models;
    private final TokenChoice choice;
    private final FileDialogs dialogs;
    private final TokensModel tokens;
    private final BpeTrainerModel trainer;
    private final MergeFilm film;

    /// @param notices tells how saving and opening went
    public TrainerMenu(WindowState state, WindowModel models, TokenChoice choice, FileDialogs dialogs, Notices notices) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.dialogs = dialogs;
        tokens = models.tokens();
        trainer = tokens.trainer();
        film = new MergeFilm(tokens, models.pulse());
        tokens.latestProperty().subscribe(news -> {
            if (news != null && news.bad()) {
                notices.warn(news.sentence());
            } else if (news != null) {
                notices.tell(news.sentence());
            }
        });
    }

    void fill(List<MenuItem> items) {
        var texts = new Menu("Learn from");
        texts.getItems().add(item("This run's text", trainer::useRun));
        texts.getItems().add(item("The text on the bench", () -> learn("The bench", tokens.bench().textProperty().get())));
        texts.getItems().add(item(BpeTrainerModel.CLASSIC, () -> learn(BpeTrainerModel.CLASSIC, BpeTrainerModel.CLASSIC)));
        for (Corpus.Bundled bundled : Corpus.bundled()) {
            texts.getItems().add(item(bundled.title(), () -> trainer.use(new CorpusSource.Bundled(bundled.key()))));
        }
        texts.getItems().add(item("A text file…", () -> dialogs.openText().ifPresent(file -> trainer.use(new CorpusSource.File(file)))));
        var sizes = new Menu("Merges to learn");
        SIZES.forEach(size -> sizes.getItems().add(item(String.format(java.util.Locale.ROOT, "%,d, V = %,d", size, 256 + size),
                () -> trainer.wantedProperty().set(size))));
        items.addAll(List.of(texts, sizes, new SeparatorMenuItem(),
                item("Use for the next run", this::use),
                item("Save the tokenizer in a folder…", () -> dialogs.folder("Save vocab.json and merges.txt in a folder").ifPresent(tokens::save)),
                item("Open a tokenizer's folder…", () -> dialogs.folder("Open a folder with vocab.json and merges.txt, or with tokenizer.json").ifPresent(tokens::open)),
                item("Save the merges as an animation (GIF)…", this::save)));
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void learn(String title, String text) {
        if (!text.isEmpty()) {
            trainer.use(new CorpusSource.Text(Corpus.of(title, text)));
        }
    }

    private void use() {
        if (tokens.useForNextRun(models.draft())) {
            state.overlay().set(Overlay.RUN_MENU);
        }
    }

    private void save() {
        trainer.film(MergeFilm.FRAMES).ifPresent(maker -> dialogs.save("glassbox_tokens_merges.gif", "GIF animation").ifPresent(file ->
                film.make(maker, new PictureExporter(state.theme().get() == Theme.DARK ? Ink.dark() : Ink.light(), true), choice.curve().get(), file)));
    }
}
