package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.view.PositionsChoice.Page;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.VBox;

/// The knobs of the Positions lens: only those that change what the page and the scheme show.
final class PositionsKnobs {
    private final WindowModel models;
    private final PositionsModel positions;
    private final PositionsChoice choice;

    PositionsKnobs(WindowModel models, PositionsChoice choice) {
        this.models = models;
        this.choice = choice;
        positions = models.positions();
    }

    List<Node> nodes() {
        SelectionModel selection = models.selection();
        ParameterSlider position = slider("position", "Position", 0, 31, wish -> selection.selectQuery((int) wish));
        selection.queryProperty().subscribe(now -> position.setValue(now.intValue()));
        models.trace().sentenceProperty().subscribe(now -> position.setMax(Math.max(1, now.size() - 1)));
        ParameterSlider pair = slider("pair", "Pair i", 0, 31, wish -> positions.pairProperty().set((int) wish));
        positions.pairProperty().subscribe(now -> pair.setValue(now.intValue()));
        models.run().loadedProperty().subscribe(now -> pair.setMax(now == null ? 31 : Math.max(1, now.config().dModel() / 2 - 1)));
        ParameterSlider turn = slider("turn", "Move both by k", 0, 64, wish -> positions.turnProperty().set((int) wish));
        positions.turnProperty().subscribe(now -> turn.setValue(now.intValue()));
        ParameterSlider length = slider("length", "Length of the text", 3, 2_000, wish -> positions.lengthProperty().set((int) wish));
        length.setLog(true);
        positions.lengthProperty().subscribe(now -> length.setValue(now.intValue()));
        ParameterSlider heads = slider("alibiHeads", "Heads", 1, 16, wish -> positions.alibiHeadsProperty().set((int) wish));
        positions.alibiHeadsProperty().subscribe(now -> heads.setValue(now.intValue()));
        var beyond = new CheckBox("show beyond the trained length");
        beyond.selectedProperty().bindBidirectional(positions.beyondProperty());
        var column = new VBox(position, pair, turn, length, heads, beyond);
        Runnable fit = () -> {
            Scheme now = positions.schemeProperty().get();
            boolean schemes = choice.page().get() == Page.SCHEME;
            show(position, choice.page().get() != Page.LENGTH);
            show(pair, schemes && now == Scheme.SINUSOIDAL);
            show(turn, schemes && (now == Scheme.SINUSOIDAL || now == Scheme.ROPE));
            show(length, schemes && (now == Scheme.INDEX || now == Scheme.NORMALIZED || now == Scheme.SINUSOIDAL && choice.waves().get()));
            show(heads, schemes && now == Scheme.ALIBI);
            show(beyond, schemes && now != Scheme.NONE && now != Scheme.ALIBI);
            show(column, column.getChildren().stream().anyMatch(Node::isManaged));
        };
        positions.schemeProperty().subscribe(now -> fit.run());
        choice.page().subscribe(now -> fit.run());
        choice.waves().subscribe(now -> fit.run());
        column.getStyleClass().add("knobs");
        return List.of(column);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static ParameterSlider slider(String id, String text, double low, double high, DoubleConsumer onWish) {
        var slider = new ParameterSlider();
        slider.setId(id);
        slider.setText(text);
        slider.setWhole(true);
        slider.setMin(low);
        slider.setMax(high);
        slider.setOnWish(onWish);
        return slider;
    }
}
