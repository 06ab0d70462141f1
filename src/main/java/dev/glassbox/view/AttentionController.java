package dev.glassbox.view;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Place;
import dev.glassbox.view.AttentionChoice.Form;
import dev.glassbox.view.AttentionChoice.Page;
import dev.glassbox.view.AttentionChoice.Stage;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/// The Attention lens as a whole: its pages, the mask that is tried out, its words and its knobs.
public final class AttentionController implements Lens {
    private final WindowModel models;
    private final AttentionModel attention;
    private final AttentionChoice choice;
    private final AttentionExplanation words;
    private final AttentionKnobs knobs;
    private boolean onStage;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private Node root;
    @FXML private SegmentedControl<Page> page;
    @FXML private HBox tools;
    @FXML private SegmentedControl<Form> form;
    @FXML private ComboBox<Optional<MaskRule.Kind>> mask;
    @FXML private Node microscopePage;
    @FXML private Node headsPage;
    @FXML private Node patchPage;
    @FXML private Node crossPage;
    @FXML private Node masksPage;
    @FXML private Node saturationPage;
    @FXML private MicroscopeController microscopePageController;

    public AttentionController(WindowModel models, AttentionChoice choice) {
        this.models = models;
        this.attention = models.attention();
        this.choice = choice;
        words = new AttentionExplanation(models, choice);
        knobs = new AttentionKnobs(models, choice);
    }

    @FXML
    private void initialize() {
        page.setNames(Page::label);
        page.setAll(Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(this::showPage);
        form.setNames(Form::label);
        form.setAll(Form.values());
        form.valueProperty().bindBidirectional(choice.form());
        choice.stage().subscribe(stage -> show(form, stage == Stage.PATTERN));
        List<Optional<MaskRule.Kind>> rules = new ArrayList<>();
        rules.add(Optional.empty());
        for (MaskRule.Kind kind : MaskRule.Kind.values()) {
            rules.add(Optional.of(kind));
        }
        mask.getItems().setAll(rules);
        mask.setConverter(new StringConverter<>() {
            @Override public String toString(Optional<MaskRule.Kind> kind) {
                return kind == null || kind.isEmpty() ? "mask: the model's own" : "what-if mask: " + kind.get().title();
            }

            @Override public Optional<MaskRule.Kind> fromString(String text) {
                return Optional.empty();
            }
        });
        mask.valueProperty().bindBidirectional(attention.maskProperty());
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), root, this::follow, attention.shownProperty(), models.trace().sentenceProperty(),
                choice.stage(), choice.page(), choice.bench(), choice.pointed(), attention.saturation().answerProperty(), attention.removal().removalProperty(),
                attention.patch().answerProperty(), attention.cross().answerProperty(), selection.queryProperty(), selection.keyProperty(), selection.layerProperty(),
                selection.headProperty(), models.run().loadedProperty());
    }

    private void follow() {
        explanation.set(words.now());
        traceWhatIsShown();
    }

    /// The drawer takes the numbers of the microscope apart, changed or not; those of all other places are the model's own.
    private void traceWhatIsShown() {
        models.provenance().setChange(onStage && choice.page().get() == Page.MICROSCOPE ? attention.shownChange() : AttentionChange.NOTHING);
    }

    private void showPage(Page now) {
        show(microscopePage, now == Page.MICROSCOPE);
        show(headsPage, now == Page.HEADS);
        show(patchPage, now == Page.PATCH);
        show(crossPage, now == Page.CROSS);
        show(masksPage, now == Page.MASKS);
        show(saturationPage, now == Page.SATURATION);
        tools.setVisible(now == Page.MICROSCOPE);
        activate();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Only the page on the stage asks questions.
    private void activate() {
        Page now = choice.page().get();
        attention.setActive(onStage);
        attention.removal().setActive(onStage && now == Page.HEADS);
        attention.patch().setActive(onStage && now == Page.PATCH);
        attention.cross().setActive(onStage && now == Page.CROSS);
        attention.saturation().setActive(onStage && now == Page.SATURATION);
    }

    @Override
    public Set<ProbePoint> points() {
        return AttentionModel.POINTS;
    }

    @Override
    public Optional<Place> number() {
        return choice.page().get() == Page.MICROSCOPE ? microscopePageController.number() : Optional.empty();
    }

    @Override
    public void onStage(boolean now) {
        onStage = now;
        activate();
        traceWhatIsShown();
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
