package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.MergeCurvePicture;
import dev.glassbox.picture.MergeTextPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.viewmodel.BpeTrainerModel;
import dev.glassbox.viewmodel.MergeMoment;
import dev.glassbox.viewmodel.WindowModel;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card *How this vocabulary was learned*: the merges, one after the other.
public final class BpeTrainerController {
    private final WindowState state;
    private final WindowModel models;
    private final TokenChoice choice;
    private final Exports exports;
    private final TrainerMenu items;
    private final BpeTrainerModel trainer;
    private final TrainerPictures pictures = new TrainerPictures();

    @FXML private PictureView picture;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private ProgressBar progress;
    @FXML private SegmentedControl<TokenChoice.Curve> curve;
    @FXML private Button play;
    @FXML private FontIcon playIcon;
    @FXML private MenuButton menu;

    public BpeTrainerController(WindowState state, WindowModel models, TokenChoice choice, Exports exports, TrainerMenu items) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        this.items = items;
        trainer = models.tokens().trainer();
    }

    @FXML
    private void initialize() {
        curve.setNames(TokenChoice.Curve::label);
        curve.setAll(TokenChoice.Curve.values());
        curve.valueProperty().bindBidirectional(choice.curve());
        progress.managedProperty().bind(progress.visibleProperty());
        items.fill(menu.getItems());
        trainer.player().stillProperty().bind(state.reducedMotion());
        new Refresh(models.pulse(), picture, this::draw, trainer.momentProperty(), trainer.player().glueProperty(), choice.curve());
        new Refresh(models.pulse(), picture, this::describe, trainer.momentProperty(), trainer.problemProperty(), trainer.progressProperty());
        trainer.player().playingProperty().subscribe(playing -> {
            playIcon.setIconLiteral(playing ? "fth-pause" : "fth-play");
            play.setAccessibleText(playing ? "Pause the merges" : "Play the merges, one every 600 milliseconds");
        });
        picture.getStyleClass().add(Keys.TAKES_SPACE);
        picture.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        picture.hoveredProperty().subscribe(choice.pointed()::set);
        picture.setOnPick(this::pick);
        picture.setOnDrag(hit -> {
            if (inner(hit) instanceof MergeCurvePicture.Moment) {
                pick(hit);
            }
        });
        exports.add(new Figure("merges", "How this vocabulary was learned", picture, caption::getText));
    }

    private void draw() {
        MergeMoment moment = trainer.momentProperty().get();
        if (moment != null) {
            picture.setPicture(pictures.picture(moment, trainer.player().glueProperty().get(), choice.curve().get()));
        }
    }

    private void describe() {
        double share = trainer.progressProperty().get();
        progress.setVisible(share < 1);
        progress.setProgress(share);
        MergeMoment moment = trainer.momentProperty().get();
        title.setText(trainer.ofTheRun() ? "How this vocabulary was learned" : "How a vocabulary is learned");
        if (!trainer.problemProperty().get().isEmpty()) {
            caption.setText(trainer.problemProperty().get());
        } else if (moment != null) {
            caption.setText("merge " + Numbers.integer(moment.merges()) + " of " + Numbers.integer(moment.learned().size()) + " · "
                    + moment.learned().recipe().title());
        }
    }

    private static Hit inner(Hit hit) {
        return hit instanceof RowPicture.Part part ? part.part() : hit;
    }

    private void pick(Hit hit) {
        switch (inner(hit)) {
            case MergeCurvePicture.Moment moment -> trainer.player().mergesProperty().set(moment.merges());
            case MergeTextPicture.Row row -> trainer.player().mergesProperty().set(row.merges());
            default -> { }
        }
    }

    /// Space plays, except on a part that can be gone to: there it goes there.
    private void keyPressed(KeyEvent event) {
        Hit at = inner(picture.focusedPart());
        if (event.getCode() == KeyCode.SPACE && !(at instanceof MergeCurvePicture.Moment) && !(at instanceof MergeTextPicture.Row)) {
            trainer.player().toggle();
            event.consume();
        }
    }

    @FXML
    private void stepBack() {
        trainer.player().pause();
        trainer.player().step(-1);
    }

    @FXML
    private void playOrPause() {
        trainer.player().toggle();
    }

    @FXML
    private void stepOn() {
        trainer.player().pause();
        trainer.player().step(1);
    }
}
