package dev.glassbox.view;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.analysis.HeadRoles;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Interventions.Removal;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Order;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.RemovalModel;
import dev.glassbox.viewmodel.RemovalModel.Damage;
import dev.glassbox.viewmodel.RemovalModel.Part;
import dev.glassbox.viewmodel.RemovalModel.Validation;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;

/// The page with all heads: what each looks like, what it is worth, and what the model says without a part.
public final class HeadsController {
    private static final int BARS = 8;

    private final WindowModel models;
    private final AttentionModel attention;
    private final RemovalModel removal;
    private final SelectionModel selection;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private PictureView wall;
    @FXML private Label caption;
    @FXML private SegmentedControl<Order> order;
    @FXML private ComboBox<Part> part;
    @FXML private Spinner<Integer> neuron;
    @FXML private Label what;
    @FXML private PictureView bars;
    @FXML private Label sentenceBefore;
    @FXML private Label sentenceAfter;
    @FXML private Label validationBefore;
    @FXML private Label validationAfter;
    @FXML private Button measure;
    @FXML private Label problem;

    public HeadsController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.attention = models.attention();
        this.removal = models.attention().removal();
        this.selection = models.selection();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        order.setNames(Order::label);
        order.setAll(Order.values());
        order.valueProperty().bindBidirectional(choice.order());
        Combos.fill(part, List.of(Part.values()), Part::title);
        part.valueProperty().bindBidirectional(removal.partProperty());
        var neurons = new SpinnerValueFactory.IntegerSpinnerValueFactory(0, 0, 0);
        neuron.setValueFactory(neurons);
        neuron.setEditable(true);
        models.run().loadedProperty().subscribe(loaded -> neurons.setMax(loaded == null ? 0 : Math.max(0, loaded.config().dFf() - 1)));
        neurons.valueProperty().subscribe(n -> removal.neuronProperty().set(n == null ? 0 : n));
        removal.partProperty().subscribe(now -> {
            neuron.setVisible(now == Part.NEURON);
            neuron.setManaged(now == Part.NEURON);
        });
        removal.progressProperty().subscribe(share -> {
            boolean busy = !Double.isNaN(share.doubleValue());
            measure.setText(busy ? "Reading the validation text: " + Math.round(share.doubleValue() * 100) + " %" : "Measure on the validation text");
        });
        problem.textProperty().bind(removal.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        new Refresh(models.pulse(), wall, this::drawWall, attention.shownProperty(), removal.damageProperty(), choice.order(), selection.layerProperty(),
                selection.headProperty());
        new Refresh(models.pulse(), bars, this::drawRemoval, removal.removalProperty(), removal.validationProperty(), removal.partProperty(),
                removal.neuronProperty(), selection.layerProperty(), selection.headProperty(), selection.queryProperty(), selection.keyProperty());
        wall.setOnPick(this::pick);
        wall.setOnOpen(hit -> {
            pick(hit);
            choice.page().set(AttentionChoice.Page.MICROSCOPE);
        });
        wall.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("wall", "All heads", wall, () -> caption.getText()));
        exports.add(new Figure("removal", "Without a part", bars, () -> what.getText()));
    }

    @FXML
    private void measure() {
        removal.measureValidation();
    }

    private void pick(Hit hit) {
        if (hit instanceof HeadWallPicture.Thumb thumb) {
            selection.selectLayer(thumb.layer());
            selection.selectHead(thumb.head());
        }
    }

    private void drawWall() {
        Trace trace = attention.getShown().orElse(null);
        if (trace == null) {
            wall.setPicture(null);
            return;
        }
        MaskRule mask = attention.shownMask();
        List<HeadRoles> roles = AttentionModel.roles(trace);
        Damage damage = removal.damageProperty().get();
        boolean known = damage != null && damage.added().length == roles.size() && damage.trace().config().equals(trace.config());
        List<HeadWallPicture.Head> heads = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            List<String> lines = new ArrayList<>(AttentionPictures.words(roles.get(i)));
            lines.add(known ? "removed " + signed(damage.added()[i]) : "removed …");
            heads.add(new HeadWallPicture.Head(i / trace.heads(), i % trace.heads(), trace.pattern(i / trace.heads(), i % trace.heads()), lines));
        }
        Order sort = choice.order().get();
        boolean blocks = sort == Order.BLOCK;
        List<Integer> places = new ArrayList<>(IntStream.range(0, heads.size()).boxed().toList());
        if (sort == Order.ENTROPY) {
            places.sort(Comparator.comparingDouble(i -> roles.get(i).entropy()));
        } else if (sort == Order.DAMAGE && known) {
            places.sort(Comparator.comparingDouble(i -> -damage.added()[i]));
        }
        List<HeadWallPicture.Head> sorted = places.stream().map(i -> blocks ? heads.get(i) : named(heads.get(i))).toList();
        wall.setPicture(new HeadWallPicture(sorted, trace.tokens(), mask.closed(trace.tokens()), trace.heads(), blocks,
                trace.heads() / trace.config().nKvHead(), Math.min(selection.getLayer(), trace.layers() - 1), Math.min(selection.getHead(), trace.heads() - 1)));
        caption.setText("hints are heuristics");
    }

    /// Out of their rows heads say which they are.
    private static HeadWallPicture.Head named(HeadWallPicture.Head head) {
        List<String> lines = new ArrayList<>(head.lines());
        lines.set(0, (head.layer() + 1) + "." + (head.head() + 1) + " " + lines.getFirst());
        return new HeadWallPicture.Head(head.layer(), head.head(), head.weights(), lines);
    }

    private static String signed(double nats) {
        return Math.abs(nats) < 0.0005 ? "±0" : (nats > 0 ? "+" : "") + Numbers.fixed(nats, 3);
    }

    private void drawRemoval() {
        Ablation meant = removal.meant().orElse(null);
        what.setText(meant == null ? "This model has no such part here." : "Without " + meant.title());
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
        validationBefore.setText(same ? Numbers.format(measured.before()) : "–");
        validationAfter.setText(same ? Numbers.format(measured.after()) : "–");
    }
}
