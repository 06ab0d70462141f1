package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.ClockPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.NotePicture;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
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
import javafx.scene.control.Label;

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
    @FXML private Label encodingTitle;
    @FXML private PictureView encoding;
    @FXML private Label encodingNote;
    @FXML private PictureView left;
    @FXML private Label leftTitle;
    @FXML private Label leftNote;
    @FXML private SegmentedControl<Boolean> waves;
    @FXML private PictureView right;
    @FXML private Label rightTitle;
    @FXML private Label rightNote;
    @FXML private Node orderPage;
    @FXML private Node lengthPage;
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
        positions.schemeProperty().subscribe(now -> want());
        positions.problemProperty().subscribe(why -> {
            problem.setText(why);
            show(problem, !why.isEmpty());
        });
        trainWith.setOnAction(event -> train(state, models));
        SelectionModel selection = models.selection();
        ObservableValue<?>[] inputs = {models.trace().traceProperty(), selection.queryProperty(), selection.keyProperty(), selection.hoverProperty(),
            selection.headProperty(), positions.schemeProperty(), positions.pairProperty(), positions.turnProperty(), positions.lengthProperty(),
            positions.alibiHeadsProperty(), positions.beyondProperty(), positions.orderProperty(), positions.problemProperty(), choice.waves(), choice.page()};
        new Refresh(models.pulse(), schemeBar, this::drawBar, models.trace().traceProperty(), positions.schemeProperty(), choice.page());
        new Refresh(models.pulse(), schemePage, this::drawScheme, inputs);
        new Refresh(models.pulse(), orderPage, this::explain, positions.orderProperty(), choice.page());
        new Refresh(models.pulse(), lengthPage, this::explain, positions.longerProperty(), positions.race().answerProperty(), positions.schemeProperty(), choice.page());
        encoding.setOnPick(this::pick);
        left.setOnPick(hit -> {
            if (hit instanceof ClockPicture.Dial dial) {
                positions.pairProperty().set(dial.pair());
            }
        });
        exports.add(new Figure("encoding", "The encoding itself", encoding, encodingNote::getText));
        exports.add(new Figure("pairs", "Positions", left, leftTitle::getText));
        exports.add(new Figure("distance", "Positions", right, rightTitle::getText));
    }

    /// Run A with the scheme that is looked at, beside it.
    static void train(WindowState state, WindowModel models) {
        models.comparison().change(Switch.POSITIONS, models.positions().schemeProperty().get().label());
        state.lens().set(Views.EXPERIMENTS);
    }

    /// Whether there is something to train: another scheme than the run's, one that a model can be built with.
    static boolean canTrain(WindowModel models) {
        return !models.positions().ofThisRun() && models.positions().schemeProperty().get().trainable() && models.comparison().specA().isPresent();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void want() {
        positions.setWanted(open && (choice.page().get() == Page.ORDER || choice.page().get() == Page.SCHEME && positions.schemeProperty().get() == Scheme.NONE), open && choice.page().get() == Page.LENGTH);
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

    /// What the chosen scheme is to this run.
    private void drawBar() {
        boolean own = positions.ofThisRun();
        Scheme now = positions.schemeProperty().get();
        badge.setText(own ? "this run" : "formula only");
        show(badge, own || now != Scheme.NONE && pictures().filter(PositionPictures::exists).isPresent());
        show(trainWith, canTrain(models));
    }

    private void drawScheme() {
        PositionPictures now = pictures().orElse(null);
        if (now == null) {
            return;
        }
        boolean exists = now.exists();
        cards.setVisible(exists);
        nothing.setVisible(!exists);
        if (exists) {
            encodingTitle.setText(now.scheme() == Scheme.NONE ? "Does the model notice?" : "The encoding itself");
            encodingNote.setText(now.scheme() == Scheme.NONE ? exchanged() : now.encodingTitle());
            encoding.setPicture(now.scheme() == Scheme.NONE ? order() : now.encoding());
            leftTitle.setText(now.leftTitle(choice.waves().get()));
            left.setPicture(now.left(choice.waves().get()));
            rightTitle.setText(now.rightTitle());
            leftNote.setText(now.leftNote());
            rightNote.setText(now.rightNote());
            right.setPicture(now.right());
            show(waves, now.scheme() == Scheme.SINUSOIDAL);
        } else {
            nothing.setText("Learned positions have no formula: they are what training makes of them, and this run has none. Start a run with learned positions to see them.");
        }
        explain();
    }

    /// The two tokens of the sentence that change places.
    private String exchanged() {
        return positions.getOrder().filter(answer -> answer.moved().size() == 2).map(answer -> {
            List<String> labels = PositionsOrderController.labels(answer, answer.ids());
            return labels.get(answer.moved().getFirst()) + " and " + labels.get(answer.moved().getLast()) + " exchanged: how much each token's last vector changes";
        }).orElse("");
    }

    private Picture order() {
        return positions.getOrder().<Picture>map(PositionsOrderController::picture)
                .orElseGet(() -> new NotePicture(positions.problemProperty().get().isEmpty() ? "Two tokens are being exchanged." : positions.problemProperty().get()));
    }

    private void pick(Hit hit) {
        if (hit instanceof HeatmapPicture.Cell cell && positions.schemeProperty().get() == Scheme.NONE) {
            models.selection().selectQuery(cell.column());
        } else if (hit instanceof HeatmapPicture.Cell cell) {
            models.selection().selectQuery(cell.row());
            if (positions.schemeProperty().get() == Scheme.SINUSOIDAL) {
                positions.pairProperty().set(cell.column() / 2);
            }
        }
    }

    private void explain() {
        switch (choice.page().get()) {
            case SCHEME -> pictures().ifPresent(now -> explanation.set(words.scheme(now)));
            case ORDER -> positions.getOrder().ifPresent(answer -> explanation.set(words.order(answer)));
            case LENGTH -> positions.getLonger().ifPresent(answer -> explanation.set(words.longer(answer, positions.race().getAnswer())));
        }
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
        return new PositionsKnobs(models, choice).nodes();
    }
}
