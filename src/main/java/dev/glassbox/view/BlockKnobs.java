package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The knobs of the Block lens: which block, and what its weights are.
final class BlockKnobs {
    /// More blocks than these are chosen from a list.
    private static final int SEGMENTS = 6;

    private final WindowModel models;
    private final BlockChoice choice;
    private IntConsumer shown = layer -> { };

    BlockKnobs(WindowModel models, BlockChoice choice) {
        this.models = models;
        this.choice = choice;
    }

    List<Node> nodes() {
        var weights = new GridPane();
        weights.getStyleClass().add("block-weights");
        var names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        var numbers = new ColumnConstraints();
        numbers.setHalignment(HPos.RIGHT);
        weights.getColumnConstraints().addAll(names, numbers);
        var holder = new StackPane();
        holder.setAlignment(Pos.CENTER_RIGHT);
        models.run().loadedProperty().subscribe(loaded -> {
            holder.getChildren().setAll(blocks(loaded));
            count(weights, loaded);
        });
        models.selection().layerProperty().subscribe(layer -> shown.accept(layer.intValue()));
        var wires = new SegmentedControl<Boolean>();
        wires.setId("wires");
        wires.setNames(gradients -> gradients ? "gradient" : "values");
        wires.setAll(false, true);
        models.block().gradientsProperty().subscribe(wires::setValue);
        wires.setOnChoice(models.block().gradientsProperty()::set);
        HBox wiresRow = row("Wires show", wires);
        var column = new VBox(row("Block", holder), wiresRow, weights);
        column.getStyleClass().add("knobs");
        var otherHead = new CheckBox();
        otherHead.setId("otherHead");
        otherHead.selectedProperty().bindBidirectional(choice.otherHead());
        choice.counted().subscribe(now -> name(otherHead));
        choice.otherHead().subscribe(now -> name(otherHead));
        models.run().loadedProperty().subscribe(now -> name(otherHead));
        choice.page().subscribe(page -> {
            show(column, page != BlockChoice.Page.PARAMETERS);
            show(weights, page == BlockChoice.Page.FLOW);
            show(wiresRow, page == BlockChoice.Page.FLOW);
            show(otherHead, page == BlockChoice.Page.PARAMETERS);
        });
        return List.of(column, otherHead);
    }

    private void name(CheckBox otherHead) {
        boolean tied = choice.onLedger(models.run().getLoaded()).map(c -> c.tied() != choice.otherHead().get()).orElse(true);
        otherHead.setText(tied ? "count it with a head of its own" : "count it with the head tied to the token table");
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private Node blocks(LoadedSpec loaded) {
        SelectionModel selection = models.selection();
        int layers = loaded == null ? 1 : loaded.config().nLayer();
        Integer[] all = IntStream.range(0, layers).boxed().toArray(Integer[]::new);
        if (layers <= SEGMENTS) {
            var segments = new SegmentedControl<Integer>();
            segments.setId("block");
            segments.setNames(layer -> Integer.toString(layer + 1));
            segments.setAll(all);
            segments.setValue(selection.getLayer());
            shown = segments::setValue;
            segments.setOnChoice(selection::selectLayer);
            return segments;
        }
        var list = new ComboBox<Integer>();
        list.setId("block");
        list.setAccessibleText("Block");
        Combos.fill(list, List.of(all), layer -> Integer.toString(layer + 1));
        list.setValue(selection.getLayer());
        shown = list::setValue;
        list.valueProperty().subscribe(layer -> {
            if (layer != null) {
                selection.selectLayer(layer);
            }
        });
        return list;
    }

    private static void count(GridPane grid, LoadedSpec loaded) {
        grid.getChildren().clear();
        if (loaded == null) {
            return;
        }
        ModelConfig config = loaded.config();
        Ledger ledger = Ledger.of(config);
        line(grid, 0, "Parameters of one block", "", "strong");
        line(grid, 1, "attention " + LedgerWords.attention(config), Numbers.integer(ledger.attention()), "fact");
        int row = 2;
        if (config.ffn()) {
            line(grid, row++, "MLP " + LedgerWords.feedForward(config), Numbers.integer(ledger.feedForward()), "fact");
        }
        line(grid, row++, "norms " + LedgerWords.norms(ledger), Numbers.integer(ledger.blockNorms()), "fact");
        long one = ledger.attention() + ledger.feedForward() + ledger.blockNorms();
        line(grid, row, "sum, × " + config.nLayer() + " = " + Numbers.integer(one * config.nLayer()), Numbers.integer(one), "strong");
    }

    private static void line(GridPane grid, int row, String name, String number, String style) {
        var label = new Label(name);
        label.getStyleClass().add(style);
        var value = new Label(number);
        value.getStyleClass().add("number");
        grid.addRow(row, label, value);
    }

    static HBox row(String text, Node control) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var row = new HBox(new Label(text), gap, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
