package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.ClockPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.Points;
import dev.glassbox.session.LengthStudy;
import dev.glassbox.session.OrderStudy;
import dev.glassbox.session.Switch;
import dev.glassbox.session.Trace;
import dev.glassbox.view.PositionsChoice.Page;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The Positions lens: the schemes, what swapping two tokens does, and what longer texts do.
public final class PositionsController implements Lens {
    private final WindowState state;
    private final WindowModel models;
    private final PositionsModel positions;
    private final PositionsChoice choice;
    private final Exports exports;
    private final PositionsExplanation words;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);
    private boolean open;

    @FXML private SegmentedControl<Page> page;
    @FXML private SegmentedControl<Scheme> scheme;
    @FXML private Label badge;
    @FXML private Node schemeBar;
    @FXML private Button trainWith;
    @FXML private Node schemePage;
    @FXML private Node cards;
    @FXML private Label nothing;
    @FXML private PictureView encoding;
    @FXML private Label encodingNote;
    @FXML private PictureView left;
    @FXML private Label leftTitle;
    @FXML private SegmentedControl<Boolean> waves;
    @FXML private PictureView right;
    @FXML private Label rightTitle;
    @FXML private Node orderPage;
    @FXML private PictureView order;
    @FXML private Label orderTexts;
    @FXML private Label orderBag;
    @FXML private Node lengthPage;
    @FXML private PictureView longer;
    @FXML private Label problem;

    public PositionsController(WindowState state, WindowModel models, PositionsChoice choice, Exports exports) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        positions = models.positions();
        words = new PositionsExplanation(positions, state);
    }

    @FXML
    private void initialize() {
        page.setNames(Page::label);
        page.setAll(Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        scheme.setNames(Scheme::label);
        scheme.setAll(Scheme.values());
        scheme.valueProperty().bindBidirectional(positions.schemeProperty());
        waves.setNames(on -> on ? "waves" : "clocks");
        waves.setAll(false, true);
        choice.waves().subscribe(on -> waves.setValue(on));
        waves.setOnChoice(on -> choice.waves().set(on));
        choice.page().subscribe(now -> {
            show(schemePage, now == Page.SCHEME);
            show(orderPage, now == Page.ORDER);
            show(lengthPage, now == Page.LENGTH);
            show(schemeBar, now == Page.SCHEME);
            want();
        });
        positions.problemProperty().subscribe(why -> {
            problem.setText(why);
            show(problem, !why.isEmpty());
        });
        trainWith.setOnAction(event -> {
            models.comparison().change(Switch.POSITIONS, positions.schemeProperty().get().label());
            state.lens().set(Views.EXPERIMENTS);
        });
        SelectionModel selection = models.selection();
        ObservableValue<?>[] inputs = {models.trace().traceProperty(), selection.queryProperty(), selection.keyProperty(), selection.hoverProperty(),
            selection.headProperty(), positions.schemeProperty(), positions.pairProperty(), positions.turnProperty(), positions.lengthProperty(),
            positions.alibiHeadsProperty(), positions.beyondProperty(), choice.waves(), choice.page()};
        new Refresh(models.pulse(), schemePage, this::drawScheme, inputs);
        new Refresh(models.pulse(), orderPage, this::drawOrder, positions.orderProperty(), selection.queryProperty(), choice.page());
        new Refresh(models.pulse(), lengthPage, this::drawLonger, positions.longerProperty(), choice.page());
        encoding.setOnPick(this::pick);
        left.setOnPick(hit -> {
            if (hit instanceof ClockPicture.Dial dial) {
                positions.pairProperty().set(dial.pair());
            }
        });
        exports.add(new Figure("encoding", "The encoding itself", encoding, encodingNote::getText));
        exports.add(new Figure("pairs", "Positions", left, leftTitle::getText));
        exports.add(new Figure("distance", "Positions", right, rightTitle::getText));
        exports.add(new Figure("swap", "Two tokens swapped", order, orderTexts::getText));
        exports.add(new Figure("length", "Longer texts than in training", longer, () -> ""));
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void want() {
        positions.setWanted(open && choice.page().get() == Page.ORDER, open && choice.page().get() == Page.LENGTH);
    }

    private Optional<PositionPictures> pictures() {
        Trace trace = models.trace().getTrace().orElse(null);
        if (trace == null || trace.tokens() == 0) {
            return Optional.empty();
        }
        SelectionModel selection = models.selection();
        int at = Math.clamp(positions.position(), 0, trace.tokens() - 1);
        return Optional.of(new PositionPictures(trace, positions.schemeProperty().get(), at, Math.min(positions.pairProperty().get(), Math.max(0, trace.config().dModel() / 2 - 1)),
                positions.turnProperty().get(), positions.lengthProperty().get(), positions.alibiHeadsProperty().get(),
                Math.min(selection.getHead(), trace.heads() - 1), positions.beyondProperty().get(), Math.min(selection.getKey(), trace.tokens() - 1)));
    }

    private void drawScheme() {
        PositionPictures now = pictures().orElse(null);
        if (now == null) {
            return;
        }
        boolean exists = now.exists();
        cards.setVisible(exists);
        nothing.setVisible(!exists);
        badge.setText(positions.ofThisRun() ? "this run" : "formula only");
        show(badge, exists || positions.ofThisRun());
        show(trainWith, !positions.ofThisRun() && now.scheme().trainable() && models.comparison().specA().isPresent());
        if (exists) {
            encodingNote.setText(now.encodingTitle());
            encoding.setPicture(now.encoding());
            leftTitle.setText(now.leftTitle(choice.waves().get()));
            left.setPicture(now.left(choice.waves().get()));
            rightTitle.setText(now.rightTitle());
            right.setPicture(now.right());
            show(waves, now.scheme() == Scheme.SINUSOIDAL);
        } else {
            nothing.setText(now.scheme() == Scheme.NONE
                    ? "Nothing is added and nothing is turned: the vector of a token is the same at every position. Open “Swap two tokens” to see what a model loses, and what the causal mask still tells it."
                    : "Learned positions have no formula: they are what training makes of them, and this run has none. Start a run with learned positions to see them.");
        }
        explanation.set(words.scheme(now));
    }

    private void pick(Hit hit) {
        if (hit instanceof HeatmapPicture.Cell cell) {
            models.selection().selectQuery(cell.row());
            if (positions.schemeProperty().get() == Scheme.SINUSOIDAL) {
                positions.pairProperty().set(cell.column() / 2);
            }
        }
    }

    private void drawOrder() {
        OrderStudy.Answer answer = positions.getOrder().orElse(null);
        if (answer == null) {
            return;
        }
        List<String> labels = java.util.Arrays.stream(answer.ids()).mapToObj(answer.run().tokenizer().vocabulary()::label).toList();
        List<String> other = java.util.Arrays.stream(answer.swapped()).mapToObj(answer.run().tokenizer().vocabulary()::label).toList();
        orderTexts.setText(String.join(" ", labels) + "   ⇄   " + String.join(" ", other));
        orderBag.setText("The same " + labels.size() + " tokens in another order: the bag is the same.");
        float[] values = new float[answer.rows().size() * labels.size()];
        for (int row = 0; row < answer.rows().size(); row++) {
            System.arraycopy(answer.rows().get(row).changes(), 0, values, row * labels.size(), labels.size());
        }
        float largest = 1e-6f;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        Heatmap map = Heatmap.of(Heatmap.Side.labelled("the model has", List.of("both", "positions only", "mask only", "neither")),
                Heatmap.Side.labelled("the token, wherever it stands", labels), values, HeatScale.sequential(0, largest, "largest change of a number of its last vector"));
        order.setPicture(HeatmapPicture.of(map).looking(Look.FULL.stretched()));
        explanation.set(words.order(answer, labels));
    }

    private void drawLonger() {
        LengthStudy.Answer answer = positions.getLonger().orElse(null);
        if (answer == null) {
            return;
        }
        int n = answer.losses().length;
        longer.setPicture(LinePicture.of(Scale.linear("position", "").between(0, Math.max(n, 4 * answer.trained()) - 1), Scale.linear("loss", "nats"),
                        List.of(Line.solid("loss at this position", InkColor.RUN_A, Points.ofSteps(0, answer.losses(), n))))
                .withReferences(List.of(new Reference("random guess", "ln " + answer.run().config().vocabSize(), answer.run().randomGuess()),
                        new Reference("mean up to L", "", answer.mean(0, answer.trained()))))
                .withPlayhead(answer.trained() - 1)
                .withNotes(n > answer.trained() ? List.of() : List.of(new Note(n - 1, answer.losses()[n - 1], "no row beyond"))));
        explanation.set(words.longer(answer));
    }

    @Override
    public Set<ProbePoint> points() {
        return Set.of(ProbePoint.Q, ProbePoint.K);
    }

    @Override
    public void onStage(boolean now) {
        open = now;
        want();
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public boolean trainingKnobs() {
        return false;
    }

    @Override
    public List<Node> knobs() {
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
        Runnable fit = () -> {
            Scheme now = positions.schemeProperty().get();
            boolean schemes = choice.page().get() == Page.SCHEME;
            show(position, choice.page().get() != Page.LENGTH);
            show(pair, schemes && now == Scheme.SINUSOIDAL);
            show(turn, schemes && (now == Scheme.SINUSOIDAL || now == Scheme.ROPE));
            show(length, schemes && (now == Scheme.INDEX || now == Scheme.NORMALIZED || now == Scheme.SINUSOIDAL && choice.waves().get()));
            show(heads, schemes && now == Scheme.ALIBI);
            show(beyond, schemes && now != Scheme.NONE && now != Scheme.ALIBI);
        };
        positions.schemeProperty().subscribe(now -> fit.run());
        choice.page().subscribe(now -> fit.run());
        choice.waves().subscribe(now -> fit.run());
        var column = new VBox(position, pair, turn, length, heads, beyond);
        column.getStyleClass().add("knobs");
        return List.of(column);
    }

    private static ParameterSlider slider(String id, String text, double low, double high, java.util.function.DoubleConsumer onWish) {
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
