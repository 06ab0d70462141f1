package dev.glassbox.view;

import dev.glassbox.analysis.AdamTrace;
import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.SurfacePicture;
import dev.glassbox.session.LossSlice;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.train.OptimizerKind;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.OptimizerModel;
import dev.glassbox.viewmodel.OptimizerModel.Source;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The optimizer lab: one weight's first ten updates, and four optimizers on a slice of the real loss surface.
public final class OptimizerController {
    private static final List<String> HEADS = List.of("t", "g", "m", "v", "m̂", "v̂", "step", "step, off");

    private final WindowModel models;
    private final OptimizerModel lab;
    private final Exports exports;
    private final Label[][] cells = new Label[OptimizerModel.STEPS][HEADS.size()];
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);
    private boolean showing;

    @FXML private VBox root;
    @FXML private SegmentedControl<Source> source;
    @FXML private ComboBox<Parameter> parameter;
    @FXML private TextField weight;
    @FXML private Label weightOf;
    @FXML private GridPane table;
    @FXML private PictureView steps;
    @FXML private PictureView stepsLegend;
    @FXML private Label at;
    @FXML private PictureView legend;
    @FXML private ProgressBar progress;
    @FXML private Button cut;
    @FXML private Button cancel;
    @FXML private Label problem;
    @FXML private PictureView surface;
    @FXML private Label empty;
    @FXML private GridPane ends;

    public OptimizerController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
        lab = models.optimizer();
    }

    @FXML
    private void initialize() {
        source.setNames(each -> switch (each) {
            case THIS_WEIGHT -> "this weight";
            case CONSTANT -> "g = 1";
            case TINY -> "g = 0.0001";
        });
        source.setAll(Source.values());
        source.valueProperty().bindBidirectional(lab.sourceProperty());
        parameter.setOnAction(event -> {
            if (!showing && parameter.getValue() != null) {
                lab.open(parameter.getValue());
            }
        });
        weight.setOnAction(event -> openTyped());
        weight.focusedProperty().subscribe(focused -> {
            if (!focused) {
                openTyped();
            }
        });
        buildTable();
        var pulse = models.pulse();
        new Refresh(pulse, root, this::showWeight, lab.parameterProperty(), lab.weightProperty(), models.run().loadedProperty());
        new Refresh(pulse, root, this::showRows, lab.firstProperty(), lab.weightProperty(), lab.sourceProperty(), lab.learningRateProperty(), lab.beta1Property(),
                lab.beta2Property(), lab.epsilonInsideProperty());
        new Refresh(pulse, root, this::showSlice, lab.sliceProperty(), lab.progressProperty(), lab.problemProperty(), models.trace().traceProperty());
        exports.add(new Figure("updates", "The first ten updates", steps, weightOf::getText));
        exports.add(new Figure("surface", "Four optimizers on the loss surface", surface, at::getText));
    }

    private void buildTable() {
        for (int column = 0; column < HEADS.size(); column++) {
            var constraint = new ColumnConstraints();
            constraint.setHgrow(column == 0 ? Priority.NEVER : Priority.ALWAYS);
            constraint.setHalignment(HPos.RIGHT);
            table.getColumnConstraints().add(constraint);
            table.add(cell(HEADS.get(column), "number"), column, 0); // the mono face can put a hat on a letter
        }
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < HEADS.size(); column++) {
                cells[row][column] = cell("", "number");
                table.add(cells[row][column], column, row + 1);
            }
        }
    }

    private static Label cell(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    private void openTyped() {
        try {
            lab.openWeight(Integer.parseInt(weight.getText().replace(",", "").strip()));
        } catch (NumberFormatException noNumber) {
            showWeight(); // what stood there before
        }
    }

    private void showWeight() {
        Parameter now = lab.parameterProperty().get();
        if (now == null) {
            return;
        }
        showing = true;
        if (!parameter.getItems().equals(lab.parameters())) {
            Combos.fill(parameter, lab.parameters(), Parameter::name);
        }
        parameter.setValue(now);
        showing = false;
        if (!weight.isFocused()) {
            weight.setText(Integer.toString(lab.weightProperty().get() - now.offset()));
        }
        weightOf.setText("of " + Numbers.integer(now.size()) + " weights");
    }

    private void showRows() {
        List<AdamTrace.Row> on = lab.rows(true);
        List<AdamTrace.Row> off = lab.rows(false);
        for (int i = 0; i < cells.length; i++) {
            boolean known = i < on.size();
            AdamTrace.Row row = known ? on.get(i) : null;
            String[] texts = !known ? new String[] {Integer.toString(i + 1), "…", "", "", "", "", "", ""}
                    : new String[] {Integer.toString(row.t()), Numbers.format(row.g()), Numbers.format(row.m()), Numbers.format(row.v()), Numbers.format(row.mHat()),
                            Numbers.format(row.vHat()), Numbers.format(row.step()), Numbers.format(off.get(i).step())};
            for (int column = 0; column < texts.length; column++) {
                cells[i][column].setText(texts[column]);
            }
        }
        LinePicture picture = LinePicture.of(new LinePicture.Scale("update t", "", LinePicture.Scale.Kind.LINEAR, 1, OptimizerModel.STEPS),
                LinePicture.Scale.linear("step taken off the weight", ""), List.of(line("without correction", InkColor.FG_SUBTLE, off).withMarks(),
                        line("with correction", InkColor.FG, on).withMarks())).withEmpty("The first ten steps are being made again.");
        steps.setPicture(picture);
        stepsLegend.setPicture(picture.legend().orElse(null));
        explain(on, off);
    }

    private static LinePicture.Line line(String name, InkColor color, List<AdamTrace.Row> rows) {
        Points points = Points.of(rows.stream().mapToDouble(AdamTrace.Row::t).toArray(), rows.stream().mapToDouble(AdamTrace.Row::step).toArray());
        return color == InkColor.FG ? LinePicture.Line.solid(name, color, points) : LinePicture.Line.dashed(name, color, points);
    }

    private void showSlice() {
        LossSlice slice = lab.sliceProperty().get();
        boolean computing = lab.progressProperty().get() >= 0;
        progress.setVisible(computing);
        progress.setManaged(computing);
        progress.setProgress(Math.max(0, lab.progressProperty().get()));
        cancel.setVisible(computing);
        cancel.setManaged(computing);
        cut.setDisable(computing || models.trace().getTrace().isEmpty());
        cut.setText("Cut at step " + Numbers.integer(models.trace().getTrace().map(trace -> trace.step()).orElse(0)));
        problem.setText(lab.problemProperty().get());
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
        empty.setVisible(slice == null);
        surface.setVisible(slice != null);
        ends.setVisible(slice != null);
        ends.setManaged(slice != null);
        at.setText(slice == null ? "" : "step " + Numbers.integer(slice.step()) + ", 24 steps each");
        if (slice == null) {
            legend.setPicture(null);
            return;
        }
        SurfacePicture picture = new SurfacePicture(slice.x(), slice.y(), slice.losses(), slice.paths().stream().map(path -> new SurfacePicture.Way(
                name(path.kind()), path.x(), path.y(), "loss " + Numbers.format(path.loss()) + " nats after " + (path.x().length - 1) + " steps")).toList());
        surface.setPicture(picture);
        legend.setPicture(picture.legend().orElse(null));
        showEnds(slice);
    }

    private void showEnds(LossSlice slice) {
        ends.getChildren().clear();
        ends.addRow(0, cell("", "caption"), cell("rate", "caption"), cell("loss", "caption"), cell("in plane", "caption"));
        ends.addRow(1, cell("start", "caption"), cell("", "number"), cell(Numbers.format(slice.start()), "number"), cell("", "number"));
        for (int i = 0; i < slice.paths().size(); i++) {
            LossSlice.Path path = slice.paths().get(i);
            ends.addRow(i + 2, cell(name(path.kind()), "label"), cell(Numbers.format(path.rate()), "number"), cell(Numbers.format(path.loss()), "number"),
                    cell(Numbers.fixed(100 * path.kept(), 0) + " %", "number"));
        }
    }

    private static String name(OptimizerKind kind) {
        return switch (kind) {
            case ADAMW -> "AdamW";
            case RMSPROP -> "RMSProp";
            case MOMENTUM -> "momentum";
            case SGD -> "SGD";
        };
    }

    private void explain(List<AdamTrace.Row> on, List<AdamTrace.Row> off) {
        List<String> numbers = new ArrayList<>();
        if (!on.isEmpty()) {
            AdamTrace.Row row = on.getFirst();
            numbers.add("t = 1   g = " + Numbers.format(row.g()));
            numbers.add("m̂ = m/(1−β₁) = " + Numbers.format(row.mHat()));
            numbers.add("v̂ = v/(1−β₂) = " + Numbers.format(row.vHat()));
            numbers.add("lr·m̂/(√v̂+ε) = " + Numbers.format(row.step()));
            numbers.add("without: " + Numbers.format(off.getFirst().step()) + " = × " + Numbers.format(off.getFirst().step() / row.step()));
        }
        explanation.set(new Explanation("Adam opened for **one weight**: g its gradient, m and v running averages of g and g², then corrected for having started at 0. "
                + "Below, a **slice through the real loss surface** at the weights on screen and where four optimizers go from there.", numbers,
                "v is the average of g² around zero, not the variance. ε stands outside the root; inside it is a common mistake."));
    }

    @FXML
    private void cutSurface() {
        lab.cut();
    }

    @FXML
    private void cancelCut() {
        lab.cancel();
    }

    /// The inspector's words while this page is open.
    ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    /// The lab's own settings; the run is not touched.
    List<Node> knobs() {
        var inside = new CheckBox("ε inside the root");
        inside.setId("epsilon-inside");
        inside.selectedProperty().bindBidirectional(lab.epsilonInsideProperty());
        var column = new VBox(slider("beta1", "β₁, memory of m", 0, 0.99, lab.beta1Property()), slider("beta2", "β₂, memory of v", 0.5, 0.9999, lab.beta2Property()), inside);
        column.getStyleClass().add("knobs");
        return List.of(column);
    }

    private static ParameterSlider slider(String id, String text, double min, double max, javafx.beans.property.DoubleProperty value) {
        var slider = new ParameterSlider();
        slider.setId(id);
        slider.setText(text);
        slider.setMin(min);
        slider.setMax(max);
        value.subscribe(now -> slider.setValue(now.doubleValue()));
        slider.setOnWish(value::set);
        return slider;
    }
}
