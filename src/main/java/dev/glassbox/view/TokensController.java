package dev.glassbox.view;

import dev.glassbox.control.RawTextField;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.view.TokenChoice.Page;
import dev.glassbox.viewmodel.BenchPreset;
import dev.glassbox.viewmodel.TokenizerBenchModel;
import dev.glassbox.viewmodel.TokensModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;

/// The Tokens lens as a whole: its pages, the text they share, its words and its knobs.
public final class TokensController implements Lens {
    private final WindowModel models;
    private final TokenChoice choice;
    private final TokensModel tokens;
    private final TokenizerBenchModel bench;
    private final TokensExplanation words;
    private final TokensKnobs knobs;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private Node root;
    @FXML private SegmentedControl<Page> page;
    @FXML private HBox tools;
    @FXML private RawTextField text;
    @FXML private MenuButton examples;
    @FXML private CheckBox leadingSpace;
    @FXML private Node benchPage;
    @FXML private Node vocabularyPage;
    @FXML private Node specialPage;
    @FXML private Node labelsPage;

    public TokensController(WindowState state, WindowModel models, TokenChoice choice) {
        this.models = models;
        this.choice = choice;
        tokens = models.tokens();
        bench = tokens.bench();
        words = new TokensExplanation(state, models, choice);
        knobs = new TokensKnobs(models, choice);
    }

    @FXML
    private void initialize() {
        page.setNames(Page::label);
        page.setAll(Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(this::showPage);
        text.setOnEdit(bench::setText);
        bench.textProperty().subscribe(text::show);
        leadingSpace.selectedProperty().bindBidirectional(bench.leadingSpaceProperty());
        fillExamples();
        new Refresh(models.pulse(), root, () -> explanation.set(words.now()), words.inputs());
        tokens.activate();
    }

    private void showPage(Page now) {
        show(benchPage, now == Page.BENCH);
        show(vocabularyPage, now == Page.VOCABULARY);
        show(specialPage, now == Page.SPECIAL);
        show(labelsPage, now == Page.LABELS);
        if (now == Page.VOCABULARY) {
            tokens.vocabulary().activate();
        }
        if (now == Page.LABELS) {
            tokens.labels().activate();
        }
        tools.setVisible(now == Page.BENCH);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void fillExamples() {
        var sentence = new MenuItem("The shared sentence");
        sentence.setOnAction(event -> bench.useSentence());
        var back = new MenuItem("Use this text as the sentence");
        back.setOnAction(event -> models.trace().setSentence(bench.textProperty().get()));
        examples.getItems().addAll(sentence, back, new SeparatorMenuItem());
        for (BenchPreset preset : BenchPreset.all()) {
            var item = new MenuItem(preset.title());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> bench.usePreset(preset));
            examples.getItems().add(item);
        }
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        return knobs.nodes();
    }

    @Override
    public boolean trainingKnobs() {
        return false;
    }
}
