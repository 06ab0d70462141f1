package dev.glassbox.view;

import dev.glassbox.session.Experiment;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// The catalogue as tiles: title and question, one click each.
final class ExperimentTiles {

    private static final int COLUMNS = 4;
    private static final double LOWEST = 58;
    private static final double TALLEST = 96;

    private ExperimentTiles() {}

    static void fill(TilePane tiles, ScrollPane room, Consumer<Experiment> begin, ObservableValue<Experiment> current) {
        for (Experiment each : Experiment.catalogue()) {
            tiles.getChildren().add(tile(each, begin, current));
        }
        // A tile pane gives every tile the width of the widest; here the columns share the room there is.
        tiles.widthProperty().subscribe(width -> {
            double free = width.doubleValue() - tiles.getPadding().getLeft() - tiles.getPadding().getRight() - (COLUMNS - 1) * tiles.getHgap();
            tiles.setPrefTileWidth(Math.max(120, Math.floor(free / COLUMNS)));
        });
        int rows = (tiles.getChildren().size() + COLUMNS - 1) / COLUMNS;
        room.heightProperty().subscribe(height -> tiles.setPrefTileHeight(
                Math.clamp(Math.floor((height.doubleValue() - 12) / rows - tiles.getVgap()), LOWEST, TALLEST)));
    }

    private static Button tile(Experiment experiment, Consumer<Experiment> begin, ObservableValue<Experiment> current) {
        var title = new Label(experiment.title());
        title.getStyleClass().add("strong");
        var question = new Label(experiment.question());
        question.getStyleClass().add("caption");
        question.setWrapText(true);
        var button = new Button();
        button.setGraphic(new VBox(title, question));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleText(experiment.title() + ". " + experiment.question());
        button.getStyleClass().add("tile");
        button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        button.setId("experiment-" + experiment.key());
        button.setOnAction(event -> begin.accept(experiment));
        current.subscribe(now -> {
            button.getStyleClass().remove("taken");
            if (experiment.equals(now)) {
                button.getStyleClass().add("taken");
            }
        });
        return button;
    }
}
