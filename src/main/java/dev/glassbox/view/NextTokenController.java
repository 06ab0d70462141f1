package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.RawTextField;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.CrossEntropyPicture;
import dev.glassbox.picture.DrawPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.view.PredictionChoice.Lower;
import dev.glassbox.view.PredictionChoice.Upper;
import dev.glassbox.viewmodel.LogitExample;
import dev.glassbox.viewmodel.NextTokenModel;
import dev.glassbox.viewmodel.NextTokenModel.View;
import dev.glassbox.viewmodel.NextTokenRow;
import dev.glassbox.viewmodel.SecondSentenceModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The page *Next token*: the assembly line above, the draw or the loss below.
public final class NextTokenController {
    private static final int MOST_ROWS = 20;
    private static final int TOP_K = 2;
    private static final int TOP_P = 3;

    private final WindowModel models;
    private final PredictionChoice choice;
    private final Exports exports;
    private final NextTokenModel model;
    private final SecondSentenceModel other;
    private int[] ids = new int[0];

    @FXML private PictureView picture;
    @FXML private PictureView legend;
    @FXML private PictureView lowerPicture;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private Label lowerTitle;
    @FXML private Label lowerCaption;
    @FXML private SegmentedControl<Upper> upper;
    @FXML private SegmentedControl<Lower> lower;
    @FXML private MenuButton examples;
    @FXML private HBox secondRow;
    @FXML private RawTextField second;
    @FXML private Label secondProblem;
    @FXML private VBox lowerCard;
    @FXML private Button roll;
    @FXML private Button rollMany;
    @FXML private Button back;

    public NextTokenController(WindowModel models, PredictionChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        model = models.prediction().nextToken();
        other = models.prediction().second();
    }

    @FXML
    private void initialize() {
        upper.setNames(Upper::label);
        upper.setAll(Upper.values());
        upper.valueProperty().bindBidirectional(choice.upper());
        lower.setNames(Lower::label);
        lower.setAll(Lower.values());
        lower.valueProperty().bindBidirectional(choice.lower());
        choice.upper().subscribe(now -> show(secondRow, now == Upper.COMPARE));
        choice.lower().subscribe(this::showLower);
        second.setOnEdit(other.textProperty()::set);
        other.textProperty().subscribe(second::show);
        secondProblem.textProperty().bind(other.problemProperty());
        secondProblem.managedProperty().bind(secondProblem.textProperty().isNotEmpty());
        fillExamples();
        roll.setOnAction(event -> model.rollOnce());
        rollMany.setOnAction(event -> model.rollThousand());
        back.setOnAction(event -> choice.dragged().set(Double.NaN));
        new Refresh(models.pulse(), picture, this::draw, model.viewProperty(), other.rowProperty(), choice.upper(), choice.shift(), picture.heightProperty());
        new Refresh(models.pulse(), picture, this::drawLower, model.viewProperty(), choice.lower(), choice.dragged());
        picture.setOnPick(this::pick);
        picture.setOnDrag(this::drag);
        picture.hoveredProperty().subscribe(hit -> picture.setCursor(choice.upper().get() == Upper.LINE && hit instanceof StagesPicture.Cell cell && cuts(cell) ? Cursor.V_RESIZE : null));
        lowerPicture.setOnDrag(hit -> {
            if (hit instanceof CrossEntropyPicture.At at) {
                choice.dragged().set(at.p());
            }
        });
        lowerPicture.setOnPick(hit -> {
            switch (hit) {
                case CrossEntropyPicture.At at -> choice.dragged().set(at.p());
                case DrawPicture.Part part -> model.getView().ifPresent(now -> model.setTruth(now.stages().order()[part.index()]));
                default -> { }
            }
        });
        exports.add(new Figure("next_token", "From logits to a token", picture, caption::getText));
        exports.add(new Figure("draw", "The draw", lowerPicture, lowerCaption::getText));
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private void showLower(Lower now) {
        boolean draw = now == Lower.DRAW;
        show(roll, draw);
        show(rollMany, draw);
        show(back, !draw);
        lowerTitle.setText(draw ? "The draw" : "The loss");
        lowerCard.getStyleClass().remove("tall");
        if (!draw) {
            lowerCard.getStyleClass().add("tall");
        }
    }

    private void fillExamples() {
        var own = new MenuItem("The model, this sentence");
        own.setOnAction(event -> model.show(null));
        examples.getItems().addAll(own, new SeparatorMenuItem());
        for (LogitExample example : LogitExample.all()) {
            var item = new MenuItem(example.title());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> {
                model.show(example);
                if (example.overflows()) {
                    choice.upper().set(Upper.SOFTMAX);
                }
            });
            examples.getItems().add(item);
        }
    }

    private void draw() {
        View view = model.getView().orElse(null);
        int rows = StagesPicture.rows(picture.getHeight() / Math.max(1e-9, picture.ink().scale()), MOST_ROWS);
        NextTokenRow compared = other.rowProperty().get();
        boolean both = view != null && compared != null && compared.size() == view.row().size();
        title.setText(switch (choice.upper().get()) {
            case LINE -> "From logits to a token";
            case SOFTMAX -> "Softmax opened";
            case COMPARE -> "Two sentences, one model";
        });
        if (view == null) {
            caption.setText("Type a sentence; its last token gets a row of logits.");
            picture.setPicture(null);
            return;
        }
        StagesPicture shown = switch (choice.upper().get()) {
            case LINE -> PredictionPictures.line(view, rows);
            case SOFTMAX -> PredictionPictures.softmax(view, choice.shift().get(), rows);
            case COMPARE -> both ? PredictionPictures.compare(view.row(), compared, rows) : null;
        };
        ids = PredictionPictures.shown(view, rows);
        picture.setPicture(shown);
        legend.setPicture(shown == null ? null : shown.legend().orElse(null));
        legend.setVisible(shown != null && shown.legend().isPresent());
        int count = shown == null ? 0 : shown.labels().size();
        caption.setText(choice.upper().get() == Upper.COMPARE ? view.row().example() ? "an example has one sentence only" : both ? "the largest changes first"
                : other.textProperty().get().isBlank() ? "type a second sentence" : "reading the second sentence"
                : count + " of " + Numbers.integer(view.row().size()) + " shown");
    }

    private void drawLower() {
        Optional<View> view = model.getView();
        boolean draws = choice.lower().get() == Lower.DRAW;
        lowerPicture.setPicture(view.map(now -> draws ? PredictionPictures.draw(now) : loss(now)).orElse(null));
        back.setDisable(Double.isNaN(choice.dragged().get()));
        lowerCaption.setText(draws ? "one random number u picks the stretch it falls into"
                : view.map(now -> "if the true next token is " + now.row().label(now.truth()) + "; drag the point").orElse(""));
    }

    private CrossEntropyPicture loss(View view) {
        double model = view.row().plain()[view.truth()];
        double dragged = choice.dragged().get();
        return new CrossEntropyPicture(view.row().label(view.truth()), Double.isNaN(dragged) ? Math.max(model, 1e-300) : dragged, model, view.row().size());
    }

    private void pick(Hit hit) {
        switch (hit) {
            case StagesPicture.Head head when head.stage() == 1 && choice.upper().get() == Upper.LINE -> choice.upper().set(Upper.SOFTMAX);
            case StagesPicture.Head head when choice.upper().get() == Upper.SOFTMAX -> choice.upper().set(Upper.LINE);
            case StagesPicture.Cell cell when choice.upper().get() != Upper.COMPARE && cell.row() < ids.length && (choice.upper().get() == Upper.SOFTMAX
                    || !cuts(cell)) -> model.setTruth(ids[cell.row()]);
            default -> drag(hit); // by key, a row of a cut column puts the cut below itself
        }
    }

    private static boolean cuts(StagesPicture.Cell cell) {
        return cell.stage() == TOP_K || cell.stage() == TOP_P;
    }

    /// The two cut lines follow the mouse.
    private void drag(Hit hit) {
        if (choice.upper().get() == Upper.LINE && hit instanceof StagesPicture.Cell cell) {
            int count = (int) Math.max(1, Math.rint(cell.place()));
            if (cell.stage() == TOP_K) {
                model.keepLargest(count);
            } else if (cell.stage() == TOP_P) {
                model.keepTopP(count);
            }
        }
    }
}
