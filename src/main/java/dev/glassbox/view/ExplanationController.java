package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/// The inspector: what am I seeing, the live numbers, the knobs, the model. The same order for every lens.
public final class ExplanationController {
    /// As many sentences as a room reads beside a picture.
    private static final int IN_A_ROOM = 3;

    private final WindowState state;
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final ObservableValue<Explanation> words;
    private final Map<Lens, List<Node>> built = new HashMap<>();

    @FXML private ScrollPane inspector;
    @FXML private TextFlow text;
    @FXML private VBox live;
    @FXML private VBox numbers;
    @FXML private HBox note;
    @FXML private Label noteText;
    @FXML private ParameterSlider learningRate;
    @FXML private ParameterSlider batchSize;
    @FXML private VBox controls;
    @FXML private VBox knobs;
    @FXML private VBox thisModel;
    @FXML private Label parameters;
    @FXML private Label vocabulary;
    @FXML private Label context;
    @FXML private Label sizes;

    public ExplanationController(WindowState state, WindowModel models) {
        this.state = state;
        run = models.run();
        moment = models.moment();
        words = state.shown().flatMap(Lens::explanation).orElse(Explanation.NONE);
    }

    @FXML
    private void initialize() {
        Viewports.repaintPartly(inspector);
        words.subscribe(this::say);
        state.presenting().subscribe((before, now) -> {
            say(words.getValue());
            headControls();
        });
        for (Node heading : inspector.getContent().lookupAll(".heading")) {
            heading.visibleProperty().bind(state.presenting().not());
            heading.managedProperty().bind(heading.visibleProperty());
        }
        moment.stepProperty().subscribe(step -> showNote());
        moment.liveProperty().subscribe(live -> showNote());
        run.stepProperty().subscribe(step -> showNote());
        // The note and the facts of the model share a place: a low window has room for neither beside the knobs.
        thisModel.visibleProperty().bind(state.low().not().and(note.visibleProperty().not()).and(state.presenting().not()));
        thisModel.managedProperty().bind(thisModel.visibleProperty());
        state.shown().subscribe(lens -> {
            if (lens != null) {
                knobs.getChildren().setAll(built.computeIfAbsent(lens, this::build));
                for (Node knob : List.of(learningRate, batchSize)) {
                    knob.setVisible(lens.trainingKnobs());
                    knob.setManaged(lens.trainingKnobs());
                }
                headControls();
            }
        });
        run.loadedProperty().subscribe(this::describe);
        learningRate.appliedProperty().bind(run.settings().learningRateProperty());
        learningRate.setOnWish(run::setLearningRate);
        batchSize.appliedProperty().bind(run.settings().batchSizeProperty().map(size -> size.intValue() == 0 ? Double.NaN : size.doubleValue())); // 0: nothing is trained
        batchSize.setOnWish(wish -> run.setBatchSize((int) wish));
    }

    /// Once for each lens: knobs listen to the models as long as the window lives.
    private List<Node> build(Lens lens) {
        List<Node> nodes = List.copyOf(lens.knobs());
        nodes.forEach(node -> node.managedProperty().subscribe((before, now) -> headControls()));
        return nodes;
    }

    /// No heading over nothing.
    private void headControls() {
        boolean any = !state.presenting().get() && (learningRate.isManaged() || knobs.getChildren().stream().anyMatch(Node::isManaged));
        controls.setVisible(any);
        controls.setManaged(any);
    }

    private void say(Explanation now) {
        Prose.show(text, state.presenting().get() ? Prose.sentences(now.seeing(), IN_A_ROOM) : now.seeing());
        live.setVisible(!now.numbers().isEmpty());
        live.setManaged(!now.numbers().isEmpty());
        List<Node> lines = numbers.getChildren();
        while (lines.size() < now.numbers().size()) {
            lines.add(new TextFlow());
        }
        lines.subList(now.numbers().size(), lines.size()).clear();
        for (int i = 0; i < lines.size(); i++) {
            Prose.show((TextFlow) lines.get(i), now.numbers().get(i));
        }
        showNote();
    }

    /// That the past is shown matters more than any remark of a lens.
    private void showNote() {
        String past = moment.sentence();
        String remark = past.isEmpty() ? words.getValue().note() : past;
        noteText.setText(remark);
        note.setVisible(!remark.isEmpty() && !state.presenting().get());
        note.setManaged(note.isVisible());
    }

    private void describe(LoadedSpec loaded) {
        if (loaded != null) {
            learningRate.setValue(loaded.spec().training().learningRate());
            batchSize.setValue(loaded.spec().training().batchSize());
            var config = loaded.transformer().config();
            parameters.setText(Numbers.integer(config.parameterCount()));
            vocabulary.setText(Numbers.integer(config.vocabSize()));
            context.setText(Numbers.integer(config.contextLength()));
            sizes.setText(config.nLayer() + " · " + config.nHead() + " · " + config.dModel());
        }
    }
}
