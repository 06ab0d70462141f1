package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.FlashPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.NotePicture;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.view.PredictionChoice.Cost;
import dev.glassbox.viewmodel.CostModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page *Cache and cost*: one card with the race, the measured times, memory, tiles or the bridge to large models.
public final class CostController {
    private final WindowModel models;
    private final PredictionChoice choice;
    private final Exports exports;
    private final CostModel model;
    private int row = FlashPicture.TILES / 2;
    private int column = FlashPicture.TILES / 4;
    private double reading = Double.NaN;

    @FXML private PictureView picture;
    @FXML private PictureView legend;
    @FXML private Label caption;
    @FXML private Label problem;
    @FXML private SegmentedControl<Cost> cost;
    @FXML private Button measure;
    @FXML private FontIcon measureIcon;

    public CostController(WindowModel models, PredictionChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        model = models.prediction().cost();
    }

    @FXML
    private void initialize() {
        cost.setNames(Cost::label);
        cost.setAll(Cost.values());
        cost.valueProperty().bindBidirectional(choice.cost());
        measure.setOnAction(event -> measure());
        new Refresh(models.pulse(), picture, this::tools, choice.cost(), model.racingProperty(), model.timingProperty(), model.problemProperty());
        new Refresh(models.pulse(), picture, this::draw, choice.cost(), model.racedProperty(), model.timedProperty(), model.nProperty(), model.lapProperty(), models.run().loadedProperty());
        picture.setOnPick(this::point);
        picture.hoveredProperty().subscribe(this::point);
        exports.add(new Figure("cost", "Cache and cost", picture, caption::getText));
    }

    private void measure() {
        if (model.racingProperty().get() || model.timingProperty().get()) {
            model.stop();
        } else if (choice.cost().get() == Cost.TIMES) {
            model.time();
        } else {
            model.race();
        }
    }

    private void tools() {
        boolean busy = model.racingProperty().get() || model.timingProperty().get();
        Cost shown = choice.cost().get();
        boolean measures = shown == Cost.RACE || shown == Cost.TIMES;
        measure.setVisible(measures);
        measure.setManaged(measures);
        measure.setText(busy ? "Stop" : shown == Cost.RACE ? "Start the race" : "Measure");
        measureIcon.setIconLiteral(busy ? "fth-square" : "fth-play");
        problem.setText(model.problemProperty().get());
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
        caption.setText(switch (shown) {
            case RACE -> "the same weights, greedy, token by token";
            case TIMES -> "";
            case MEMORY -> "bytes that every token leaves behind";
            case FLASH -> "a drawing of what is never stored";
            case SCALE -> "at the speed measured here";
        });
    }

    private void draw() {
        Picture shown = switch (choice.cost().get()) {
            case RACE -> Optional.ofNullable(model.racedProperty().get()).filter(news -> !news.steps().isEmpty()).<Picture>map(news -> CostPictures.race(news, model.lapProperty().get())).orElseGet(() -> new NotePicture(
                    "Two generators continue the beginning of the sentence until the context is full. One keeps keys and values, the other computes every row again. Start the race."));
            case TIMES -> Optional.ofNullable(model.timedProperty().get()).<Picture>map(news -> CostPictures.times(news, model.fit()).withReading(reading)).orElseGet(() -> new NotePicture(
                    "How long does a forward pass over n tokens take on this machine? Press Measure: 16 tokens, 32, 64 and so on. Training in the background disturbs the times; pause it first."));
            case MEMORY -> CostPictures.memory(model);
            case FLASH -> CostPictures.flash(model, row, column);
            case SCALE -> CostPictures.scale(model);
        };
        picture.setPicture(shown);
        legend.setPicture(shown.legend().orElse(null));
        legend.setVisible(shown.legend().isPresent());
        legend.setManaged(shown.legend().isPresent());
    }

    /// Tiles and points follow the mouse and the arrow keys.
    private void point(Hit hit) {
        if (hit instanceof FlashPicture.Tile tile && tile.column() <= tile.row()) {
            row = tile.row();
            column = tile.column();
            draw();
        } else if (choice.cost().get() == Cost.TIMES) {
            double at = hit instanceof LinePicture.Reading found ? found.x() : Double.NaN;
            if (Double.compare(at, reading) != 0) {
                reading = at;
                draw();
            }
        }
    }
}
