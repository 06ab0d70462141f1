package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.viewmodel.TrainingModel;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;

/// The Training lens as a whole: its pages, its words and its knobs.
public final class TrainingController implements Lens {
    private final WindowModel models;
    private final TrainingModel training;
    private final TrainingChoice choice;
    private final FileDialogs dialogs;
    private final TrainingExplanation words;
    private final TrainingKnobs knobs;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);
    private boolean onStage;

    @FXML private Node root;
    @FXML private SegmentedControl<TrainingPage> page;
    @FXML private PictureView legend;
    @FXML private Button csv;
    @FXML private Node lossPage;
    @FXML private TrainingLossController lossPageController;
    @FXML private Node gradientsPage;
    @FXML private Node optimizerPage;
    @FXML private OptimizerController optimizerPageController;
    @FXML private Node autogradPage;
    @FXML private AutogradController autogradPageController;
    @FXML private Node batchPage;
    @FXML private TrainingBatchController batchPageController;

    public TrainingController(WindowModel models, TrainingChoice choice, FileDialogs dialogs, Notices notices) {
        this.models = models;
        this.choice = choice;
        this.dialogs = dialogs;
        training = models.training();
        words = new TrainingExplanation(models, choice);
        knobs = new TrainingKnobs(models);
        training.savedProperty().subscribe(sentence -> {
            if (!sentence.isEmpty()) {
                notices.tell(sentence);
            }
        });
        training.problemProperty().subscribe(sentence -> {
            if (!sentence.isEmpty()) {
                notices.warn(sentence);
            }
        });
    }

    @FXML
    private void initialize() {
        page.setNames(TrainingPage::label);
        page.setAll(TrainingPage.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(this::showPage);
        choice.second().subscribe(_ -> askOnlyWhatIsSeen());
        new Refresh(models.pulse(), root, () -> explanation.set(words()), inputs());
    }

    private ObservableValue<?>[] inputs() {
        List<ObservableValue<?>> inputs = new ArrayList<>(List.of(words.inputs()));
        inputs.add(optimizerPageController.explanation());
        inputs.add(autogradPageController.explanation());
        return inputs.toArray(ObservableValue<?>[]::new);
    }

    private Explanation words() {
        return switch (choice.page().get()) {
            case OPTIMIZER -> optimizerPageController.explanation().getValue();
            case AUTOGRAD -> autogradPageController.explanation().getValue();
            case LOSS, GRADIENTS, BATCH -> words.now();
        };
    }

    private void showPage(TrainingPage shown) {
        show(lossPage, shown == TrainingPage.LOSS);
        show(gradientsPage, shown == TrainingPage.GRADIENTS);
        show(optimizerPage, shown == TrainingPage.OPTIMIZER);
        show(autogradPage, shown == TrainingPage.AUTOGRAD);
        show(batchPage, shown == TrainingPage.BATCH);
        legend.pictureProperty().unbind();
        legend.setPicture(null);
        switch (shown) {
            case LOSS -> legend.pictureProperty().bind(lossPageController.legend());
            case BATCH -> legend.pictureProperty().bind(batchPageController.legend());
            case GRADIENTS, OPTIMIZER, AUTOGRAD -> { }
        }
        askOnlyWhatIsSeen();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    private void saveCsv() {
        switch (choice.page().get()) {
            case BATCH -> save("token_losses", training::saveTokenCsv);
            case OPTIMIZER -> save("optimizer", file -> training.saveTable(file, models.optimizer().table()));
            case AUTOGRAD -> save("autograd", file -> training.saveTable(file, models.autograd().table()));
            case LOSS, GRADIENTS -> save("metrics", training::saveCsv);
        }
    }

    private void save(String what, Consumer<Path> writer) {
        dialogs.save("glassbox_training_" + what + ".csv", "CSV table").ifPresent(writer);
    }

    @Override
    public void onStage(boolean now) {
        onStage = now;
        askOnlyWhatIsSeen();
    }

    private void askOnlyWhatIsSeen() {
        training.film().setActive(onStage && choice.page().get() == TrainingPage.LOSS && choice.second().get() == TrainingChoice.Second.MOMENTS);
        training.setTextWanted(onStage && choice.page().get() == TrainingPage.BATCH);
        models.optimizer().setActive(onStage && choice.page().get() == TrainingPage.OPTIMIZER);
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        List<Node> lab = optimizerPageController.knobs();
        List<Node> compared = batchPageController.knobs();
        choice.page().subscribe(shown -> {
            lab.forEach(knob -> show(knob, shown == TrainingPage.OPTIMIZER));
            compared.forEach(knob -> show(knob, shown == TrainingPage.BATCH));
        });
        return Stream.of(lab, compared, knobs.nodes()).flatMap(List::stream).toList();
    }
}
