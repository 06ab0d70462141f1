package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.CorpusFacts;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.RunSpecDraft;
import dev.glassbox.viewmodel.RunSpecDraft.Tokens;
import dev.glassbox.viewmodel.RunViewModel;
import javafx.beans.property.IntegerProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The run menu: text, preset, sizes, seed, new run. Everything it edits is the draft; nothing happens before *New run*.
public final class RunMenuController {
    private final WindowState state;
    private final RunViewModel run;
    private final RunSpecDraft draft;
    private final ComparisonViewModel pair;
    private final OwnText ownText;
    private final ModelFiles files;

    @FXML private VBox corpora;
    @FXML private Label corpusFacts;
    @FXML private Button preset;
    @FXML private ParameterSlider layers;
    @FXML private ParameterSlider heads;
    @FXML private ParameterSlider dModel;
    @FXML private ParameterSlider context;
    @FXML private SegmentedControl<Tokens> tokens;
    @FXML private ParameterSlider vocabulary;
    @FXML private TextField seed;
    @FXML private Label count;
    @FXML private HBox problem;
    @FXML private Label problemText;
    @FXML private Button start;
    @FXML private Button beside;
    @FXML private Button goOn;

    public RunMenuController(WindowState state, RunViewModel run, RunSpecDraft draft, ComparisonViewModel pair, OwnText ownText, ModelFiles files) {
        this.pair = pair;
        this.files = files;
        this.state = state;
        this.run = run;
        this.draft = draft;
        this.ownText = ownText;
    }

    @FXML
    private void initialize() {
        new CorpusList(corpora, draft);
        draft.corpusProperty().subscribe(now -> preset.setDisable(CorpusList.preset(now).isEmpty()));
        edit(layers, draft.nLayerProperty());
        edit(heads, draft.nHeadProperty());
        edit(dModel, draft.dModelProperty());
        edit(context, draft.contextLengthProperty());
        edit(vocabulary, draft.vocabSizeProperty());
        tokens.setNames(t -> t == Tokens.BPE ? "byte-level BPE" : "characters");
        tokens.setAll(Tokens.BPE, Tokens.CHARACTERS);
        tokens.valueProperty().bindBidirectional(draft.tokensProperty());
        vocabulary.disableProperty().bind(draft.tokensProperty().isEqualTo(Tokens.CHARACTERS));
        draft.seedProperty().subscribe(now -> seed.setText(now.toString()));
        seed.textProperty().subscribe(this::readSeed);
        draft.factsProperty().subscribe(this::describe);
        draft.parameterCountProperty().subscribe(n -> count.setText(Numbers.integer(n.longValue()) + " parameters"));
        problemText.textProperty().bind(draft.errorProperty());
        problem.visibleProperty().bind(draft.errorProperty().isNotEmpty());
        goOn.setVisible(run.getLoaded().filter(model -> model.folder().isPresent()).isPresent());
        goOn.setManaged(goOn.isVisible());
        start.disableProperty().bind(draft.validProperty().not());
        beside.disableProperty().bind(draft.validProperty().not());
    }

    private static void edit(ParameterSlider slider, IntegerProperty choice) {
        choice.subscribe(now -> slider.setValue(now.doubleValue()));
        slider.setOnWish(wish -> choice.set((int) wish));
    }

    private void readSeed(String typed) {
        String digits = typed.strip();
        boolean number = digits.matches("-?\\d{1,18}");
        seed.pseudoClassStateChanged(PseudoClass.getPseudoClass("error"), !number);
        if (number) {
            draft.seedProperty().set(Long.parseLong(digits));
        }
    }

    private void describe(CorpusFacts facts) {
        corpusFacts.setText(facts == null ? "reading …" : facts.failure().isEmpty()
                ? Numbers.integer(facts.characters()) + (facts.characters() == 1 ? " character" : " characters") + ", " + Numbers.integer(facts.distinct()) + " different" : "");
    }

    @FXML
    private void openFile() {
        ownText.open();
    }

    @FXML
    private void paste() {
        ownText.pasteFromClipboard();
    }

    @FXML
    private void usePreset() {
        CorpusList.preset(draft.corpusProperty().get()).ifPresent(draft::load);
    }

    @FXML
    private void cancel() {
        state.closeOverlay();
    }

    @FXML
    private void startRun() {
        draft.toSpec().ifPresent(spec -> {
            state.closeOverlay();
            files.before(() -> run.open(spec, true));
        });
    }

    /// What was chosen becomes run B, in lock step with the run on screen.
    @FXML
    private void startBeside() {
        draft.toSpec().ifPresent(spec -> {
            state.closeOverlay();
            state.lens().set(Views.EXPERIMENTS);
            pair.compareWith(spec);
        });
    }

    /// The open model goes on with this text; sizes and tokens stay its own.
    @FXML
    private void goOn() {
        state.closeOverlay();
        files.trainOn(draft.corpusProperty().get());
    }
}
