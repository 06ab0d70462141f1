package dev.glassbox.view;

import dev.glassbox.analysis.Tsne;
import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.MapPoint;
import dev.glassbox.view.EmbeddingsChoice.Projection;
import dev.glassbox.viewmodel.EmbeddingsModel;
import dev.glassbox.viewmodel.TsneModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The knobs of the Embeddings lens: how points are placed, which there are, what is drawn beside them.
final class EmbeddingsKnobs {
    private static final Pattern AXIS = Pattern.compile("\\s*(\\S+)\\s+[-−]\\s+(\\S+)\\s*");

    /// What has a place on the map.
    private enum Points {
        WORDS("words"), TOKENS("all tokens"), OUTPUT("output rows");

        private final String label;

        Points(String label) {
            this.label = label;
        }
    }

    private final WindowModel models;
    private final EmbeddingsChoice choice;
    private final EmbeddingsModel embeddings;

    EmbeddingsKnobs(WindowModel models, EmbeddingsChoice choice) {
        this.models = models;
        this.choice = choice;
        embeddings = models.embeddings();
    }

    List<Node> nodes() {
        var column = new VBox(projection(), axes(), tsne(), points(), minCount(),
                trails(), groups(), positions());
        column.getStyleClass().add("knobs");
        column.managedProperty().bind(column.visibleProperty());
        column.visibleProperty().bind(choice.page().isEqualTo(EmbeddingsChoice.Page.MAP));
        return List.of(column);
    }

    private Node projection() {
        var control = new SegmentedControl<Projection>();
        control.setId("projection");
        control.setNames(Projection::label);
        control.setAll(Projection.values());
        control.valueProperty().bindBidirectional(choice.projection());
        return control;
    }

    /// The two directions, each as a − b.
    private Node axes() {
        var right = axis("axisRight", "Right");
        var up = axis("axisUp", "Up");
        var problem = new Label();
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        Runnable apply = () -> {
            Matcher first = AXIS.matcher(right.getText());
            Matcher second = AXIS.matcher(up.getText());
            boolean both = first.matches() && second.matches();
            problem.setText(both ? "" : "An axis is written as one word minus another: king − queen.");
            if (both) {
                embeddings.chosenProperty().set(Optional.of(List.of(first.group(1), first.group(2), second.group(1), second.group(2))));
            }
        };
        right.setOnAction(event -> apply.run());
        up.setOnAction(event -> apply.run());
        var box = new VBox(6, row("Right", right), row("Up", up), problem);
        box.managedProperty().bind(box.visibleProperty());
        choice.projection().subscribe(now -> {
            box.setVisible(now == Projection.CHOSEN);
            if (now != Projection.CHOSEN) {
                embeddings.chosenProperty().set(Optional.empty());
                return;
            }
            List<String> four = embeddings.getMap().map(EmbeddingsKnobs::fourWords).orElse(List.of());
            if (four.size() == 4 && right.getText().isBlank()) {
                right.setText(four.get(0) + " − " + four.get(1));
                up.setText(four.get(2) + " − " + four.get(3));
            }
            apply.run();
        });
        models.run().loadedProperty().subscribe(now -> {
            right.clear();
            up.clear();
            if (choice.projection().get() == Projection.CHOSEN) {
                choice.projection().set(Projection.FLAT);
            }
        });
        return box;
    }

    /// The first words of four groups, or the four most frequent ones.
    static List<String> fourWords(EmbeddingMap map) {
        Map<String, String> first = new LinkedHashMap<>();
        for (MapPoint point : map.points()) {
            if (!point.group().isEmpty()) {
                first.putIfAbsent(point.group(), point.label());
            }
        }
        List<String> words = new ArrayList<>(first.values());
        map.points().stream().map(MapPoint::label).filter(label -> !words.contains(label)).forEach(words::add);
        return words.stream().limit(4).toList();
    }

    private static TextField axis(String id, String name) {
        var field = new TextField();
        field.setId(id);
        field.setAccessibleText("Axis " + name + ", one word minus another");
        field.getStyleClass().add("number");
        return field;
    }

    /// Perplexity and seed of t-SNE, how far it is, and a button that stops it or begins anew.
    private Node tsne() {
        TsneModel tsne = models.tsne();
        var perplexity = new ParameterSlider();
        perplexity.setId("perplexity");
        perplexity.setText("Perplexity");
        perplexity.setWhole(true);
        perplexity.setMin(2);
        perplexity.setMax(50);
        perplexity.setValue(tsne.perplexityProperty().get());
        perplexity.setOnWish(wish -> tsne.perplexityProperty().set((int) wish));
        var seed = new ParameterSlider();
        seed.setId("tsneSeed");
        seed.setText("Seed");
        seed.setWhole(true);
        seed.setMin(1);
        seed.setMax(20);
        seed.setValue(tsne.seedProperty().get());
        seed.setOnWish(wish -> tsne.seedProperty().set((int) wish));
        var button = new Button();
        button.setId("tsneButton");
        button.getStyleClass().add("outlined");
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> {
            if (tsne.runningProperty().get()) {
                tsne.cancel();
            } else {
                embeddings.getMap().ifPresent(tsne::start);
            }
        });
        var progress = new ProgressBar();
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText("Iterations of t-SNE");
        progress.progressProperty().bind(tsne.stepsProperty().divide((double) Tsne.USUAL_STEPS));
        tsne.runningProperty().subscribe(running -> button.setText(running ? "Stop" : "Begin anew"));
        HBox.setHgrow(progress, Priority.ALWAYS);
        var line = new HBox(8, progress, button);
        line.setAlignment(Pos.CENTER_LEFT);
        var why = new Label();
        why.getStyleClass().add("problem");
        why.setWrapText(true);
        why.textProperty().bind(tsne.problemProperty());
        why.managedProperty().bind(why.textProperty().isNotEmpty());
        var box = new VBox(6, perplexity, seed, line, why);
        box.managedProperty().bind(box.visibleProperty());
        choice.projection().subscribe(now -> box.setVisible(now == Projection.TSNE));
        return box;
    }

    private Node points() {
        var control = new SegmentedControl<Points>();
        control.setId("points");
        control.setNames(points -> points.label);
        control.setAll(Points.WORDS, Points.TOKENS);
        control.setOnChoice(now -> {
            embeddings.allTokensProperty().set(now != Points.WORDS);
            embeddings.matrixProperty().set(now == Points.OUTPUT ? Matrix.OUTPUT : Matrix.INPUT);
        });
        models.trace().traceProperty().subscribe(trace -> {
            boolean free = trace != null && EmbeddingTable.of(trace.snapshot()).hasOutput();
            if (trace != null && free != control.getItems().contains(Points.OUTPUT)) {
                control.setAll(free ? Points.values() : new Points[] {Points.WORDS, Points.TOKENS});
                if (!free && embeddings.matrixProperty().get() == Matrix.OUTPUT) {
                    embeddings.matrixProperty().set(Matrix.INPUT);
                }
            }
        });
        ofTheRun(control);
        Runnable follow = () -> control.setValue(embeddings.matrixProperty().get() == Matrix.OUTPUT ? Points.OUTPUT
                : embeddings.allTokensProperty().get() ? Points.TOKENS : Points.WORDS);
        embeddings.matrixProperty().subscribe(now -> follow.run());
        embeddings.allTokensProperty().subscribe(now -> follow.run());
        return control;
    }

    private Node minCount() {
        var slider = new ParameterSlider();
        slider.setId("minCount");
        slider.setText("Occur at least");
        slider.setWhole(true);
        slider.setMin(0);
        slider.setMax(100);
        slider.setOnWish(wish -> embeddings.minCountProperty().set((int) wish));
        embeddings.minCountProperty().subscribe(now -> slider.setValue(now.intValue()));
        models.run().loadedProperty().subscribe(now -> embeddings.minCountProperty().set(0));
        ofTheRun(slider);
        return slider;
    }

    /// Hidden while a file's vectors are shown: they have neither tokens nor counts.
    private void ofTheRun(Node knob) {
        embeddings.fileProperty().subscribe(file -> {
            knob.setVisible(file == null);
            knob.setManaged(file == null);
        });
    }

    /// Absent where no way is kept: vectors of a file, rows of the output, a model that is not trained here; t-SNE has no axes to draw it along.
    private Node trails() {
        CheckBox check = check("", choice.trails());
        check.setId("trails");
        whenever(() -> {
            EmbeddingHistory history = embeddings.history().filter(EmbeddingHistory::grows).orElse(null);
            show(check, history != null && choice.projection().get() != Projection.TSNE);
            check.setText("trail since step " + Numbers.integer(history == null ? 0 : history.since().orElse(0)));
        });
        return check;
    }

    private Node groups() {
        CheckBox check = check("outline groups", choice.groups());
        check.setId("groups");
        whenever(() -> show(check, embeddings.getMap().filter(map -> map.points().stream().anyMatch(point -> !point.group().isEmpty())).isPresent()));
        return check;
    }

    private Node positions() {
        CheckBox check = check("positions as well", embeddings.positionsProperty());
        check.setId("positions");
        whenever(() -> show(check, embeddings.fileProperty().get() == null
                && models.trace().getTrace().filter(trace -> EmbeddingTable.of(trace.snapshot()).position(0).isPresent()).isPresent()));
        return check;
    }

    /// What there is to draw depends on the map, the run and the projection.
    private void whenever(Runnable fit) {
        embeddings.mapProperty().subscribe(now -> fit.run());
        embeddings.fileProperty().subscribe(now -> fit.run());
        choice.projection().subscribe(now -> fit.run());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static CheckBox check(String text, BooleanProperty on) {
        var check = new CheckBox(text);
        check.selectedProperty().bindBidirectional(on);
        return check;
    }

    private static HBox row(String text, Node control) {
        var label = new Label(text);
        label.setMinWidth(44);
        HBox.setHgrow(control, Priority.ALWAYS);
        var row = new HBox(8, label, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
