package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.session.Interventions.EdgeEffect;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.AttentionModel.Effects;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The knobs of the Attention lens, and below them what a weight is worth.
final class AttentionKnobs {
    private static final int SHOWN = 3;

    private final WindowModel models;
    private final AttentionModel attention;
    private final AttentionChoice choice;

    AttentionKnobs(WindowModel models, AttentionChoice choice) {
        this.models = models;
        this.attention = models.attention();
        this.choice = choice;
    }

    List<Node> nodes() {
        var microscope = new VBox(topK(), size(), numbers());
        microscope.getChildren().add(honest(microscope));
        microscope.getStyleClass().add("knobs");
        var which = BlockKnobs.row("Block, head", new HBox(6, chooser("layer", models.selection().layerProperty(), models.selection()::selectLayer, ModelConfig::nLayer),
                chooser("head", models.selection().headProperty(), models.selection()::selectHead, ModelConfig::nHead)));
        choice.page().subscribe(page -> {
            show(microscope, page == AttentionChoice.Page.MICROSCOPE);
            show(which, page == AttentionChoice.Page.HEADS || page == AttentionChoice.Page.CROSS);
        });
        return List.of(which, microscope);
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    /// One of so many, from 1.
    private Node chooser(String id, ReadOnlyIntegerProperty chosen, IntConsumer choose, ToIntFunction<ModelConfig> count) {
        var box = new ComboBox<Integer>();
        box.setId("attention-" + id);
        box.setAccessibleText(id);
        models.run().loadedProperty().subscribe(loaded -> {
            int many = loaded == null ? 1 : count.applyAsInt(loaded.config());
            Combos.fill(box, IntStream.range(0, many).boxed().toList(), i -> Integer.toString(i + 1));
            box.setValue(Math.min(chosen.get(), many - 1));
        });
        chosen.subscribe(now -> box.setValue(now.intValue()));
        box.valueProperty().subscribe(now -> {
            if (now != null && now != chosen.get()) {
                choose.accept(now);
            }
        });
        return box;
    }

    private Node topK() {
        var slider = new ParameterSlider();
        slider.setId("topK");
        slider.setText("Top-k keys (0 = all)");
        slider.setWhole(true);
        models.trace().sentenceProperty().subscribe(sentence -> slider.setMax(Math.max(1, sentence.size())));
        attention.topKProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        slider.setOnWish(wish -> attention.topKProperty().set((int) wish));
        return slider;
    }

    private Node size() {
        var slider = new ParameterSlider();
        slider.setId("maskSize");
        slider.setWhole(true);
        slider.setMin(1);
        models.trace().sentenceProperty().subscribe(sentence -> slider.setMax(Math.max(2, sentence.size())));
        attention.maskSizeProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        slider.setOnWish(wish -> attention.maskSizeProperty().set((int) wish));
        attention.maskProperty().subscribe(kind -> {
            boolean sized = kind.filter(k -> k == MaskRule.Kind.PREFIX || k == MaskRule.Kind.SLIDING_WINDOW).isPresent();
            slider.setText(kind.filter(k -> k == MaskRule.Kind.PREFIX).isPresent() ? "Prefix length" : "Window");
            slider.setVisible(sized);
            slider.setManaged(sized);
        });
        return slider;
    }

    private Node numbers() {
        var check = new CheckBox("numbers in cells");
        check.selectedProperty().bindBidirectional(choice.numbers());
        return check;
    }

    /// @param place stays visible while this section is hidden
    private Node honest(Node place) {
        var heading = new Label("Honest attention");
        heading.getStyleClass().add("heading");
        var words = new Label("A large weight is not yet a large effect. Share of weight × length of v, and the change of p when the edge is cut.");
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        words.getStyleClass().add("muted");
        var bars = new PictureView();
        bars.setId("honest");
        bars.setPrefHeight(80);
        bars.setMinHeight(60);
        bars.setFocusTraversable(true);
        var section = new VBox(6, heading, words, bars);
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), place, () -> {
            Picture picture = bars();
            bars.setPicture(picture);
            section.setVisible(picture != null);
            section.setManaged(picture != null);
        }, attention.shownProperty(), attention.effectsProperty(), selection.queryProperty(), selection.layerProperty(), selection.headProperty());
        return section;
    }

    /// The heaviest keys of the selected row, and what is known about cutting them; null before the first trace.
    private Picture bars() {
        Trace trace = attention.getShown().orElse(null);
        SelectionModel selection = models.selection();
        int query = selection.getQuery();
        if (trace == null || trace.tokens() < 2) {
            return null;
        }
        int layer = selection.getLayer();
        int head = selection.getHead();
        List<String> tokens = AttentionPictures.tokens(trace);
        Effects effects = attention.effectsProperty().get();
        boolean known = effects != null && effects.layer() == layer && effects.head() == head && effects.query() == query
                && effects.trace().sentence() == trace.sentence() && !attention.isWhatIf();
        return AttentionModel.shares(trace, layer, head, query).map(shares -> {
            List<Bar> bars = new ArrayList<>();
            IntStream.range(0, trace.tokens()).boxed().sorted(Comparator.comparingDouble(k -> -shares.shares()[k])).limit(SHOWN).forEach(key -> {
                String cut = known ? effects.edges().stream().filter(edge -> edge.key() == key).findFirst().map(AttentionKnobs::change).orElse("") : "";
                bars.add(Bar.of(tokens.get(key), shares.shares()[key]).text(Math.round(shares.shares()[key] * 100) + " %" + cut));
            });
            return BarPicture.rows("Share of weight × length of v", bars).between(0, 1).colors(InkColor.V, InkColor.V);
        }).orElse(null);
    }

    private static String change(EdgeEffect edge) {
        double change = edge.after() - edge.before();
        return "  Δp " + (Math.abs(change) < 0.0005 ? "0" : Numbers.fixed(change, 3));
    }
}
