package dev.glassbox.view;

import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.RunSpec;
import dev.glassbox.text.Corpus;
import dev.glassbox.viewmodel.RunSpecDraft;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/// The texts to choose from, each with the one line that says what it teaches; the person's own text joins the list once opened.
final class CorpusList {
    private final RunSpecDraft draft;
    private final ToggleGroup group = new ToggleGroup();
    private final RadioButton own = new RadioButton();

    CorpusList(VBox list, RunSpecDraft draft) {
        this.draft = draft;
        for (Corpus.Bundled corpus : Corpus.bundled()) {
            list.getChildren().add(entry(corpus));
        }
        own.setToggleGroup(group);
        own.getStyleClass().add("corpus");
        own.managedProperty().bind(own.visibleProperty());
        list.getChildren().add(own);
        draft.corpusProperty().subscribe(this::select);
    }

    private VBox entry(Corpus.Bundled corpus) {
        var button = new RadioButton(corpus.title());
        button.setId("corpus-" + corpus.key());
        button.getStyleClass().add("corpus");
        button.setUserData(corpus.key());
        button.setToggleGroup(group);
        button.setOnAction(e -> use(corpus.key()));
        var teaches = new Label(corpus.teaches());
        teaches.getStyleClass().add("teaches");
        teaches.setWrapText(true);
        teaches.setMinHeight(Label.USE_PREF_SIZE);
        teaches.setOnMouseClicked(e -> button.fire());
        return new VBox(button, teaches);
    }

    /// The preset of a text brings sizes that suit it; the seed stays.
    private void use(String key) {
        long seed = draft.seedProperty().get();
        preset(new CorpusSource.Bundled(key)).ifPresentOrElse(preset -> draft.load(preset.withSeed(seed)), () -> draft.useBundled(key));
    }

    static Optional<RunSpec> preset(CorpusSource corpus) {
        return RunSpec.presets().stream().filter(preset -> preset.corpus().equals(corpus)).findFirst();
    }

    private void select(CorpusSource chosen) {
        boolean bundled = chosen instanceof CorpusSource.Bundled;
        own.setVisible(!bundled);
        if (!bundled) {
            own.setText(chosen.title());
            own.setSelected(true);
            return;
        }
        String key = ((CorpusSource.Bundled) chosen).key();
        group.getToggles().stream().filter(toggle -> key.equals(toggle.getUserData())).forEach(toggle -> toggle.setSelected(true));
    }
}
