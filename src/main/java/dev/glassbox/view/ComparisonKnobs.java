package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Switch;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The switches of run B, each at run A's position until it is turned; what cannot be had is said beside its switch.
final class ComparisonKnobs {
    private final ComparisonViewModel pair;
    private final WindowModel models;
    private final ExperimentChoice choices;
    private final Map<Switch, ComboBox<String>> boxes = new EnumMap<>(Switch.class);
    private final Map<Switch, HBox> rows = new EnumMap<>(Switch.class);
    private final VBox column = new VBox();
    private final Label problem = new Label();
    private final VBox doubt;
    private final VBox kept = new VBox();
    private Switch turned;
    private boolean showing;

    ComparisonKnobs(WindowModel models, ExperimentChoice choices) {
        this.models = models;
        this.choices = choices;
        pair = models.comparison();
        doubt = doubt();
    }

    List<Node> nodes() {
        if (column.getChildren().isEmpty()) {
            fill();
        }
        return List.of(column);
    }

    private void fill() {
        column.getStyleClass().add("switches");
        column.getStylesheets().add(Views.class.getResource("/css/experiments.css").toExternalForm()); // the inspector lies outside the lens
        var title = new Label("Run B differs in exactly one switch");
        pair.difference().specBProperty().subscribe(b -> title.setText(pair.difference().isOwn() ? "Run B is a run of your own" : "Run B differs in exactly one switch"));
        title.getStyleClass().add("strong");
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.setMinHeight(Label.USE_PREF_SIZE);
        column.getChildren().addAll(title, problem, doubt);
        for (Switch each : Switch.values()) {
            column.getChildren().add(row(each));
        }
        var answer = new CheckBox("B: the head that reads the answer");
        answer.setId("answer");
        answer.selectedProperty().bindBidirectional(choices.answer());
        column.getChildren().addAll(answer, kept);
        new Refresh(models.pulse(), column, this::show, pair.difference().changedProperty(), models.run().loadedProperty(), pair.difference().doubtProperty(), pair.problemProperty(),
                pair.phaseProperty(), pair.difference().specBProperty());
        pair.kept().addListener((javafx.collections.ListChangeListener<ComparisonViewModel.Kept>) change -> showKept());
    }

    private HBox row(Switch each) {
        var name = new Label(each.title());
        name.setMinWidth(Label.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var box = new ComboBox<String>();
        box.setId("switch-" + each.name().toLowerCase(java.util.Locale.ROOT));
        box.setAccessibleText(each.title() + " in run B");
        box.setOnAction(event -> {
            if (!showing && box.getValue() != null) {
                turned = each;
                pair.change(each, box.getValue());
                show();
            }
        });
        var row = new HBox(name, gap, box);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("switch-row");
        boxes.put(each, box);
        rows.put(each, row);
        return row;
    }

    private VBox doubt() {
        var sentence = new Label("Change two things? The cause will be unclear.");
        sentence.setWrapText(true);
        sentence.setMinHeight(Label.USE_PREF_SIZE);
        var both = new Button("Change both");
        both.setId("change-both");
        both.getStyleClass().add("outlined");
        both.setOnAction(event -> pair.changeBoth());
        var only = new Button("Only this one");
        only.setId("change-only");
        only.getStyleClass().add("outlined");
        only.setOnAction(event -> pair.changeOnlyThat());
        var buttons = new HBox(8, only, both);
        return new VBox(6, sentence, buttons);
    }

    private void show() {
        RunSpec a = pair.specA().orElse(null);
        if (a == null) {
            return;
        }
        showing = true;
        Map<Switch, String> changed = pair.difference().changedProperty().get();
        boxes.forEach((each, box) -> {
            List<String> labels = new ArrayList<>(each.labels(a));
            if (changed.containsKey(each) && !labels.contains(changed.get(each))) {
                labels.addFirst(changed.get(each)); // of a run B of one's own
            }
            if (!box.getItems().equals(labels)) {
                box.getItems().setAll(labels);
            }
            box.setValue(changed.getOrDefault(each, each.value(a)));
            HBox row = rows.get(each);
            row.getStyleClass().remove("differs");
            if (changed.containsKey(each)) {
                row.getStyleClass().add("differs");
            }
        });
        showing = false;
        problem.setText(pair.problemProperty().get());
        beside(problem, !problem.getText().isEmpty());
        beside(doubt, pair.difference().doubtProperty().get() != null);
    }

    /// Right below the switch that was turned last.
    private void beside(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
        if (shown && turned != null) {
            column.getChildren().remove(node);
            column.getChildren().add(column.getChildren().indexOf(rows.get(turned)) + 1, node);
        }
    }

    private void showKept() {
        kept.getChildren().clear();
        if (!pair.kept().isEmpty()) {
            var title = new Label("Kept on the chart");
            title.getStyleClass().add("strong");
            kept.getChildren().add(title);
        }
        for (ComparisonViewModel.Kept curve : pair.kept()) {
            var name = new Label(curve.label());
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var loss = new Label(Numbers.format(curve.loss()));
            loss.getStyleClass().add("number");
            var remove = new Button("Remove");
            remove.setAccessibleText("Take the curve of " + curve.label() + " off the chart");
            remove.getStyleClass().add("flat");
            remove.setOnAction(event -> pair.forget(curve));
            var row = new HBox(name, gap, loss, remove);
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("kept-row");
            kept.getChildren().add(row);
        }
    }
}
