package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.text.Split;
import dev.glassbox.viewmodel.BpeTrainerModel;
import dev.glassbox.viewmodel.IdDecoder;
import dev.glassbox.viewmodel.LabelsModel;
import dev.glassbox.viewmodel.TokenRow;
import dev.glassbox.viewmodel.TokenizerBenchModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The knobs of the Tokens lens: merges, what chips show, the trainer's two rules, and ids to decode.
final class TokensKnobs {
    private static final int EXAMPLE = 3;

    private final TokenChoice choice;
    private final BpeTrainerModel trainer;
    private final TokenizerBenchModel bench;
    private final LabelsModel labels;

    TokensKnobs(WindowModel models, TokenChoice choice) {
        this.choice = choice;
        trainer = models.tokens().trainer();
        bench = models.tokens().bench();
        labels = models.tokens().labels();
    }

    List<Node> nodes() {
        var ties = new SegmentedControl<Ties>();
        ties.setId("ties");
        ties.setNames(rule -> rule == Ties.LEFTMOST ? "leftmost" : "byte order");
        ties.setAll(Ties.values());
        ties.valueProperty().bindBidirectional(trainer.tiesProperty());
        var split = new SegmentedControl<Split>();
        split.setId("split");
        split.setNames(rule -> rule == Split.GPT2 ? "GPT-2" : "none");
        split.setAll(Split.values());
        split.valueProperty().bindBidirectional(trainer.splitProperty());
        List<Node> ofTheBench = List.of(merges(), row("Equal counts", ties), row("Split first", split), checks());
        Node moved = row("Table rows", moved());
        Node decoder = decoder();
        choice.page().subscribe(page -> {
            ofTheBench.forEach(knob -> show(knob, page == TokenChoice.Page.BENCH));
            show(moved, page == TokenChoice.Page.LABELS);
            show(decoder, page != TokenChoice.Page.LABELS);
        });
        var column = new VBox();
        column.getChildren().addAll(ofTheBench);
        column.getChildren().addAll(moved, decoder);
        column.getStyleClass().add("knobs");
        return List.of(column);
    }

    private static void show(Node knob, boolean shown) {
        knob.setVisible(shown);
        knob.setManaged(shown);
    }

    /// Whether the rows of the token table move along when ids are shuffled.
    private Node moved() {
        var moved = new SegmentedControl<Boolean>();
        moved.setId("moved");
        moved.setNames(along -> along ? "move along" : "stay");
        moved.setAll(true, false);
        moved.setValue(labels.movedProperty().get());
        moved.valueProperty().addListener((property, was, is) -> labels.movedProperty().set(is));
        return moved;
    }

    private Node merges() {
        var merges = new ParameterSlider();
        merges.setId("merges");
        merges.setText("Merges");
        merges.setWhole(true);
        trainer.learnedProperty().subscribe(learned -> merges.setMax(learned == null ? 1 : Math.max(1, learned.size())));
        trainer.player().mergesProperty().subscribe(now -> merges.setValue(now.doubleValue()));
        merges.setOnWish(wish -> {
            trainer.player().pause();
            trainer.player().mergesProperty().set((int) wish);
        });
        return merges;
    }

    private Node checks() {
        var row = new HBox(check("ids", choice.ids()), check("bytes", choice.bytes()), check("own sizes", bench.moreSizesProperty()));
        row.getStyleClass().add("checks");
        return row;
    }

    private static CheckBox check(String text, BooleanProperty on) {
        var check = new CheckBox(text);
        check.selectedProperty().bindBidirectional(on);
        return check;
    }

    private static HBox row(String text, Node control) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var row = new HBox(new Label(text), gap, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// Ids typed in, and what the selected row makes of them.
    private Node decoder() {
        var ids = new TextField();
        ids.setId("ids");
        ids.setAccessibleText("Token ids to decode with the selected tokenizer");
        ids.getStyleClass().add("number");
        var answer = new Label();
        answer.setId("decoded");
        answer.setWrapText(true);
        answer.managedProperty().bind(answer.textProperty().isNotEmpty());
        Runnable decode = () -> {
            IdDecoder.Answer found = bench.decode(ids.getText());
            boolean bad = !found.problem().isEmpty();
            answer.setText(bad ? found.problem() : found.labels().isEmpty() ? "" : "= \"" + found.text() + "\"");
            answer.getStyleClass().setAll("label", bad ? "problem" : "number");
        };
        ids.textProperty().subscribe(decode);
        bench.selectedProperty().subscribe(decode);
        bench.benchProperty().subscribe(() -> bench.getSelected().ifPresent(row -> ids.setPromptText("ids for " + row.tokenizer().title() + ", such as " + some(row))));
        return new VBox(4, ids, answer);
    }

    /// Ids that would decode to the beginning of the text on the bench.
    private static String some(TokenRow row) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < Math.min(EXAMPLE, row.pieces().count()); i++) {
            ids.append(ids.isEmpty() ? "" : " ").append(Math.max(0, row.pieces().id(i)));
        }
        return ids.isEmpty() ? "0 1 2" : ids.toString();
    }
}
