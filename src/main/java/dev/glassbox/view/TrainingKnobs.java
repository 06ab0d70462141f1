package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The knobs of the Training lens: what can be changed while it trains, where to stop, and the tools of the moment.
final class TrainingKnobs {
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final VBox column = new VBox();
    private final Label problem = new Label();

    TrainingKnobs(WindowModel models) {
        run = models.run();
        moment = models.moment();
        column.getStyleClass().add("knobs");
        problem.getStyleClass().addAll("muted");
        problem.setWrapText(true);
        show(problem, false);
        column.getChildren().addAll(slider("Weight decay", 1, 3, run.settings().weightDecayProperty(), run::setWeightDecay),
                slider("Gradient clipping (0 = off)", 5, 2, run.settings().gradClipProperty(), run::setGradClip),
                slider("Dropout", 0.9, 2, run.settings().dropoutProperty(), run::setDropout),
                goals(), problem, tools());
    }

    List<Node> nodes() {
        return List.of(column);
    }

    private ParameterSlider slider(String text, double max, int decimals, ReadOnlyDoubleProperty applied, DoubleConsumer wish) {
        var slider = new ParameterSlider();
        slider.setText(text);
        slider.setMin(0);
        slider.setMax(max);
        slider.setDecimals(decimals);
        slider.appliedProperty().bind(applied);
        slider.setOnWish(wish);
        run.loadedProperty().subscribe(loaded -> {
            if (loaded != null && Double.isFinite(applied.get())) {
                slider.setValue(applied.get());
            }
        });
        return slider;
    }

    private Node goals() {
        var row = new HBox(6, new Label("Run to step"), field("runToStep", "Run to this step", this::runToStep), gap(), new Label("loss"),
                field("runToLoss", "Run until the training loss is this low", this::runToLoss));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static TextField field(String id, String what, Consumer<String> action) {
        var field = new TextField();
        field.setId(id);
        field.setAccessibleText(what);
        field.setPromptText("…");
        field.setPrefColumnCount(5);
        field.getStyleClass().add("number");
        field.setOnAction(_ -> action.accept(field.getText().replace(",", "").strip()));
        return field;
    }

    private void runToStep(String text) {
        try {
            int step = Integer.parseInt(text);
            if (step <= run.getStep()) {
                say("The run is at step " + Numbers.integer(run.getStep()) + " already. Write a later step, or go back on the timeline.");
                return;
            }
            say("");
            run.runToStep(step);
        } catch (NumberFormatException notWhole) {
            say("\"" + text + "\" is not a step: write a whole number above " + Numbers.integer(run.getStep()) + ".");
        }
    }

    private void runToLoss(String text) {
        try {
            double loss = Double.parseDouble(text);
            if (!(loss > 0) || Double.isInfinite(loss)) {
                throw new NumberFormatException();
            }
            if (run.smoothedLossProperty().get() <= loss) {
                say("The training loss is at " + Numbers.format(run.smoothedLossProperty().get()) + " already.");
                return;
            }
            say("");
            run.runToLoss(loss);
        } catch (NumberFormatException notANumber) {
            say("\"" + text + "\" is not a loss: write a number above 0, in nats.");
        }
    }

    private void say(String sentence) {
        problem.setText(sentence);
        show(problem, !sentence.isEmpty());
    }

    private Node tools() {
        var bookmark = new Button("Bookmark", new FontIcon("fth-bookmark"));
        bookmark.getStyleClass().add("outlined");
        bookmark.setOnAction(_ -> moment.toggleBookmark());
        var branch = new Button("Continue from here", new FontIcon("fth-git-branch"));
        branch.getStyleClass().add("outlined");
        branch.setOnAction(_ -> moment.continueFromHere());
        moment.liveProperty().subscribe(live -> show(branch, !live));
        var row = new FlowPane(8, 6, bookmark, branch);
        bookmark.setMinWidth(Region.USE_PREF_SIZE);
        branch.setMinWidth(Region.USE_PREF_SIZE);
        return row;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
