package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.NumberingsPicture;
import dev.glassbox.picture.NumberingsPicture.Chip;
import dev.glassbox.picture.Points;
import dev.glassbox.text.CharTokenizer.Order;
import dev.glassbox.viewmodel.LabelsModel;
import dev.glassbox.viewmodel.LabelsModel.Curves;
import dev.glassbox.viewmodel.LabelsModel.Label;
import dev.glassbox.viewmodel.LabelsModel.Naming;
import dev.glassbox.viewmodel.TwoOrders;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

/// The page *Ids are labels*: one alphabet in two orders, and one model trained with two numberings.
public final class LabelsController {
    private final WindowModel models;
    private final TokenChoice choice;
    private final Exports exports;
    private final LabelsModel labels;

    @FXML private javafx.scene.control.Label ordersCaption;
    @FXML private javafx.scene.control.Label caption;
    @FXML private TextField word;
    @FXML private PictureView orders;
    @FXML private PictureView sentence;
    @FXML private PictureView losses;
    @FXML private PictureView legend;
    @FXML private Button train;

    public LabelsController(WindowModel models, TokenChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        labels = models.tokens().labels();
    }

    @FXML
    private void initialize() {
        word.textProperty().bindBidirectional(choice.word());
        new Refresh(models.pulse(), orders, this::drawOrders, choice.word());
        new Refresh(models.pulse(), sentence, this::drawSentence, labels.namingProperty());
        new Refresh(models.pulse(), losses, this::drawLosses, labels.curvesProperty(), labels.trainingProperty(), labels.problemProperty());
        for (PictureView view : List.of(orders, sentence, losses)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
        }
        exports.add(new Figure("orders", "One alphabet, two orders", orders, ordersCaption::getText));
        exports.add(new Figure("numberings", "The same tokens under other ids", sentence, caption::getText));
        exports.add(new Figure("labels", "Trained twice, once with shuffled ids", losses, caption::getText));
    }

    private void drawOrders() {
        TwoOrders now = TwoOrders.of(choice.word().get());
        ordersCaption.setText(now.problem().isEmpty() ? "either works, as long as it never changes" : now.problem());
        ordersCaption.getStyleClass().setAll("label", now.problem().isEmpty() ? "caption" : "problem");
        orders.setPicture(new NumberingsPicture(now.rows().stream().map(row -> orderRow(row, choice.word().get())).toList()));
    }

    private static NumberingsPicture.Row orderRow(TwoOrders.Row row, String typed) {
        List<Chip> chips = IntStream.range(0, row.letters().size()).mapToObj(id -> new Chip(row.letters().get(id), id, row.ids().contains(id))).toList();
        String ids = row.ids().stream().map(String::valueOf).collect(Collectors.joining(" "));
        boolean sorted = row.order() == Order.SORTED;
        return new NumberingsPicture.Row(sorted ? "Sorted" : "Space last", sorted ? "by code point" : "the space has the last id", chips,
                ids.isEmpty() ? "" : row.decoded().replace(' ', '·') + " = " + ids, !ids.isEmpty() && row.decoded().equals(typed));
    }

    private void drawSentence() {
        Naming naming = labels.namingProperty().get();
        sentence.setPicture(naming == null ? null : new NumberingsPicture(List.of(
                new NumberingsPicture.Row("Ids as learned", Numbers.integer(naming.names().length) + " ids", chips(naming, Label::id), "", false),
                new NumberingsPicture.Row("Ids shuffled", Numbers.integer(naming.changed()) + " have another id", chips(naming, Label::name), "", false))));
    }

    private static List<Chip> chips(Naming naming, ToIntFunction<Label> id) {
        return naming.sentence().stream().map(label -> new Chip(label.text(), id.applyAsInt(label), false)).toList();
    }

    private void drawLosses() {
        Curves now = labels.curvesProperty().get();
        train.setText(labels.trainingProperty().get() ? "Pause" : now == null || now.size() == 0 ? "Train both " + LabelsModel.ROUND + " steps"
                : LabelsModel.ROUND + " more steps");
        train.setDisable(now == null);
        if (now == null) {
            caption.setText(labels.problemProperty().get());
            losses.setPicture(null);
            return;
        }
        caption.setText(described(now));
        // equal curves lie on each other: the wide one shows on both sides of the narrow one
        LinePicture picture = LinePicture.of(Scale.steps(false), Scale.linear("loss", "nats").between(0, Double.NaN), List.of(
                        Line.solid("ids shuffled", InkColor.RUN_B, Points.of(now.steps(), now.renamed(), now.size())).withWidth(5),
                        Line.solid("ids as learned", InkColor.RUN_A, Points.of(now.steps(), now.plain(), now.size())).withWidth(1.75)))
                .withReferences(List.of(new Reference("random guess", "ln " + now.naming().subject().config().vocabSize(), now.naming().subject().randomGuess())))
                .withEmpty("No step yet. Train both to compare them.");
        losses.setPicture(picture);
        legend.setPicture(picture.legend().orElse(null));
    }

    private static String described(Curves now) {
        String which = now.naming().own() ? "this model, from the start" : "the preset microgpt: the open model has no text, is too large to train twice or guesses hidden tokens";
        return now.size() == 0 ? which
                : "after " + Numbers.integer(now.size()) + " steps at most " + Numbers.format(now.apart()) + " nats apart" + (now.naming().own() ? "" : " · " + which);
    }

    @FXML
    private void shuffleAnew() {
        labels.shuffle();
    }

    @FXML
    private void trainOrPause() {
        if (labels.trainingProperty().get()) {
            labels.pause();
        } else {
            labels.train();
        }
    }
}
