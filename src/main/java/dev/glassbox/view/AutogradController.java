package dev.glassbox.view;

import dev.glassbox.autograd.Backward;
import dev.glassbox.autograd.Value;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.RawTextField;
import dev.glassbox.picture.GraphPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.AutogradModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/// The autograd microscope: an expression becomes a graph, the gradient walks backward through it.
public final class AutogradController {
    private final WindowModel models;
    private final AutogradModel autograd;
    private final Exports exports;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private MenuButton presets;
    @FXML private RawTextField text;
    @FXML private Label problem;
    @FXML private Label caption;
    @FXML private Button toStart;
    @FXML private Button back;
    @FXML private Button next;
    @FXML private Button toEnd;
    @FXML private PictureView picture;
    @FXML private Label ruleTitle;
    @FXML private VBox rules;

    public AutogradController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
        autograd = models.autograd();
    }

    @FXML
    private void initialize() {
        for (AutogradModel.Preset preset : AutogradModel.PRESETS) {
            var item = new MenuItem(preset.title());
            item.setOnAction(event -> autograd.setText(preset.text()));
            presets.getItems().add(item);
        }
        text.setOnEdit(autograd::setText);
        autograd.textProperty().subscribe(text::show);
        autograd.errorProperty().subscribe(sentence -> {
            problem.setText(sentence);
            problem.setVisible(!sentence.isEmpty());
            problem.setManaged(!sentence.isEmpty());
        });
        new Refresh(models.pulse(), picture, this::show, autograd.graphProperty(), autograd.turnsProperty(), autograd.errorProperty());
        exports.add(new Figure("autograd", "Autograd", picture, caption::getText));
    }

    private void show() {
        Backward walk = autograd.graphProperty().get();
        picture.setPicture(picture(walk));
        picture.setOpacity(autograd.errorProperty().get().isEmpty() ? 1 : 0.4);
        int turns = autograd.turnsProperty().get();
        toStart.setDisable(turns == 0);
        back.setDisable(turns == 0);
        next.setDisable(turns == autograd.size());
        toEnd.setDisable(turns == autograd.size());
        caption.setText("node " + turns + " of " + autograd.size());
        List<String> lines = rules();
        ruleTitle.setText(turns == 0 ? "The chain rule" : "The chain rule at " + autograd.name(autograd.turn()));
        List<javafx.scene.Node> shown = rules.getChildren();
        while (shown.size() < lines.size()) {
            shown.add(new TextFlow());
        }
        shown.subList(lines.size(), shown.size()).clear();
        for (int i = 0; i < lines.size(); i++) {
            shown.get(i).getStyleClass().setAll("prose", "rule-line");
            Prose.show((TextFlow) shown.get(i), lines.get(i));
        }
        explain(turns);
    }

    private GraphPicture picture(Backward walk) {
        Map<Value, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < walk.order().size(); i++) {
            numbers.put(walk.order().get(i), i);
        }
        double[] received = autograd.received();
        List<GraphPicture.Node> nodes = new ArrayList<>();
        for (int i = 0; i < walk.order().size(); i++) {
            Value value = walk.order().get(i);
            nodes.add(new GraphPicture.Node(autograd.label(i), Numbers.brief(value.value()), value.inputs().stream().map(numbers::get).toList(),
                    received[i], walk.steps().get(i).shares().stream().map(Backward.Share::amount).toList(), autograd.complete(i)));
        }
        return new GraphPicture(nodes, autograd.turn());
    }

    /// The walk's arithmetic: local gradient times what arrived, added to what was there.
    private List<String> rules() {
        String root = autograd.root();
        if (autograd.turn() < 0) {
            return List.of("The walk begins at the result: [m:∂" + root + "/∂" + root + " = 1]. Every node then hands each of its inputs its own gradient times the local one.");
        }
        if (autograd.sums().isEmpty()) {
            return List.of("It depends on nothing: its gradient is complete, [m:∂" + root + "/∂" + autograd.name(autograd.turn()) + " = "
                    + Numbers.brief(autograd.received()[autograd.turn()]) + "].");
        }
        List<String> lines = new ArrayList<>();
        for (AutogradModel.Sum sum : autograd.sums()) {
            String line = "∂" + root + "/∂" + sum.to() + " += ∂" + sum.from() + "/∂" + sum.to() + " · ∂" + root + "/∂" + sum.from() + " = "
                    + Numbers.brief(sum.local()) + " · " + Numbers.brief(sum.upstream()) + " = " + Numbers.brief(sum.amount());
            lines.add("[m:" + line + (sum.before() == 0 ? "" : "   →   " + Numbers.brief(sum.before()) + " + " + Numbers.brief(sum.amount()) + " = "
                    + Numbers.brief(sum.after())) + "]");
        }
        return lines;
    }

    private void explain(int turns) {
        List<String> numbers = new ArrayList<>();
        double[] received = autograd.received();
        Backward walk = autograd.graphProperty().get();
        for (int i = 0; i < walk.order().size() && numbers.size() < 8; i++) {
            if (walk.order().get(i).operation() == Value.Operation.INPUT && autograd.named(i) && !Double.isNaN(received[i])) {
                numbers.add("∂" + autograd.root() + "/∂" + autograd.name(i) + " = " + Numbers.brief(received[i]) + (autograd.complete(i) ? "" : " so far"));
            }
        }
        explanation.set(new Explanation("Backpropagation on single numbers. Values flow from left to right; then the gradient walks back, **one node at a time**, and "
                + "every node multiplies what it received by its local gradient. A number used twice **adds up** what comes from both.", numbers,
                turns == 0 ? "The big models here do the same, with whole matrices at once." : ""));
    }

    @FXML
    private void goToStart() {
        autograd.toStart();
    }

    @FXML
    private void goBack() {
        autograd.back();
    }

    @FXML
    private void goOn() {
        autograd.next();
    }

    @FXML
    private void goToEnd() {
        autograd.toEnd();
    }

    /// The inspector's words while this page is open.
    ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }
}
