package dev.glassbox.view;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Interventions.Removal;
import dev.glassbox.viewmodel.RemovalModel;
import dev.glassbox.viewmodel.RemovalModel.Part;
import dev.glassbox.viewmodel.RemovalModel.Validation;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;

/// What the model says without a part, beside what it says with it: the next token, the loss on the sentence, and on request on the validation text.
public final class RemovalController {
    private static final int BARS = 8;

    private final WindowModel models;
    private final RemovalModel removal;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private ComboBox<Part> part;
    @FXML private Spinner<Integer> neuron;
    @FXML private Label what;
    @FXML private PictureView bars;
    @FXML private Label sentenceBefore;
    @FXML private Label sentenceAfter;
    @FXML private Label validationName;
    @FXML private Label validationBefore;
    @FXML private Label validationAfter;
    @FXML private Label pairs;
    @FXML private Label changed;
    @FXML private Button measure;
    @FXML private Label problem;

    public RemovalController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.removal = models.attention().removal();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        Combos.fill(part, List.of(Part.values()), Part::title);
        part.valueProperty().bindBidirectional(removal.partProperty());
        var neurons = new SpinnerValueFactory.IntegerSpinnerValueFactory(1, 1, 1);
        neuron.setValueFactory(neurons);
        neuron.setEditable(true);
        models.run().loadedProperty().subscribe(loaded -> neurons.setMax(loaded == null ? 1 : Math.max(1, loaded.config().dFf())));
        neurons.valueProperty().subscribe(n -> removal.neuronProperty().set(n == null ? 0 : n - 1));
        removal.neuronProperty().subscribe(now -> neurons.setValue(now.intValue() + 1));
        removal.partProperty().subscribe(now -> {
            neuron.setVisible(now == Part.NEURON);
            neuron.setManaged(now == Part.NEURON);
            pairs.setText("upper bar as it is, lower bar " + (now == Part.PAINTED ? "as painted" : "without the part"));
            changed.setText(now == Part.PAINTED ? "painted" : "without");
        });
        removal.progressProperty().subscribe(share -> {
            boolean busy = !Double.isNaN(share.doubleValue());
            measure.setText(busy ? "Reading the validation text: " + Math.round(share.doubleValue() * 100) + " %" : "Measure on the validation text");
        });
        problem.textProperty().bind(removal.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), bars, this::drawRemoval, removal.removalProperty(), removal.validationProperty(), removal.partProperty(),
                removal.neuronProperty(), removal.paintingProperty(), selection.layerProperty(), selection.headProperty(), selection.queryProperty(),
                selection.keyProperty());
        bars.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("removal", "Without a part", bars, () -> what.getText()));
    }

    @FXML
    private void measure() {
        removal.measureValidation();
    }

    private void drawRemoval() {
        Ablation meant = removal.meant().orElse(null);
        what.setText(meant != null ? (meant instanceof Ablation.Painted ? "" : "Without ") + meant.title()
                : removal.partProperty().get() == Part.PAINTED ? "Nothing is painted over this head yet." : "This model has no such part here.");
        measure.setDisable(meant == null);
        Removal found = removal.removalProperty().get();
        boolean fits = found != null && meant != null && found.parts().equals(List.of(meant));
        bars.loadingProperty().set(found != null && !fits && meant != null);
        if (found == null || meant == null) {
            bars.setPicture(null);
            sentenceBefore.setText("");
            sentenceAfter.setText("");
        } else {
            var vocabulary = models.run().getLoaded().map(loaded -> loaded.tokenizer().vocabulary()).orElse(null);
            List<Bar> pairs = new ArrayList<>();
            for (int id : Interventions.mostChanged(found, BARS)) {
                pairs.add(new Bar(vocabulary == null || id >= vocabulary.size() ? "id " + id : vocabulary.label(id), found.before()[id], found.after()[id], false,
                        Numbers.probability(found.before()[id]), Numbers.probability(found.after()[id])));
            }
            bars.setPicture(BarPicture.rows("Probability of the next token, as it is and without the part", pairs).between(0, 1)
                    .colors(InkColor.BORDER_STRONG, InkColor.FG));
            sentenceBefore.setText(Numbers.format(found.loss()));
            sentenceAfter.setText(Numbers.format(found.lossAfter()));
        }
        Validation measured = removal.validationProperty().get();
        boolean same = measured != null && measured.part().equals(meant);
        validationName.setText(same ? "validation text, step " + Numbers.integer(measured.trace().step()) : "validation text");
        validationBefore.setText(same ? Numbers.format(measured.before()) : "–");
        validationAfter.setText(same ? Numbers.format(measured.after()) : "–");
    }
}
