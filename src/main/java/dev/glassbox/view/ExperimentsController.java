package dev.glassbox.view;

import dev.glassbox.analysis.AnswerReader;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.GradientPipesPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.Trace;
import dev.glassbox.view.ExperimentChoice.Chart;
import dev.glassbox.view.ExperimentChoice.Maps;
import dev.glassbox.view.RunSideController.Seen;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.Bet;
import dev.glassbox.viewmodel.ComparisonViewModel.Phase;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// The Experiments lens: the list of questions, and two runs side by side.
public final class ExperimentsController implements Lens {
    /// As many settings as fit beside the legend.
    private static final int FEW = 3;

    private final WindowModel models;
    private final ComparisonViewModel pair;
    private final ExperimentChoice choices;
    private final Exports exports;
    private final FileDialogs dialogs;
    private final ComparisonKnobs knobs;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private VBox root;
    @FXML private HBox bar;
    @FXML private Button all;
    @FXML private Label link;
    @FXML private SegmentedControl<Maps> maps;
    @FXML private Button csv;
    @FXML private Button remove;
    @FXML private VBox catalogue;
    @FXML private Label hint;
    @FXML private ScrollPane room;
    @FXML private TilePane tiles;
    @FXML private VBox pairPage;
    @FXML private Label question;
    @FXML private Label bet;
    @FXML private SegmentedControl<String> choice;
    @FXML private Label betTitle;
    @FXML private Label outcome;
    @FXML private SegmentedControl<Bet> bets;
    @FXML private Label chartTitle;
    @FXML private Label difference;
    @FXML private PictureView legend;
    @FXML private SegmentedControl<Chart> chart;
    @FXML private PictureView curves;
    @FXML private RunSideController aController;
    @FXML private RunSideController bController;

    public ExperimentsController(WindowModel models, ExperimentChoice choices, Exports exports, FileDialogs dialogs, Notices notices) {
        this.dialogs = dialogs;
        models.comparison().savedProperty().subscribe(sentence -> {
            if (!sentence.isEmpty()) {
                notices.tell(sentence);
            }
        });
        this.models = models;
        this.choices = choices;
        this.exports = exports;
        pair = models.comparison();
        knobs = new ComparisonKnobs(models, choices);
    }

    @FXML
    private void initialize() {
        aController.name("Run A", "a");
        bController.name("Run B", "b");
        ExperimentTiles.fill(tiles, room, this::begin, pair.difference().experimentProperty());
        maps.setNames(Maps::label);
        maps.setAll(Maps.values());
        maps.valueProperty().bindBidirectional(choices.maps());
        chart.setNames(Chart::label);
        chart.setAll(Chart.values());
        chart.valueProperty().bindBidirectional(choices.chart());
        bets.setNames(each -> switch (each) {
            case A_LOWER -> "A";
            case LEVEL -> "level";
            case B_LOWER -> "B";
        });
        bets.setAll(Bet.values());
        bets.setOnChoice(this::place);
        choice.setOnChoice(position -> pair.start(pair.difference().experimentProperty().get(), position));
        SelectionModel selection = models.selection();
        for (RunSideController side : List.of(aController, bController)) {
            side.map().setOnPick(this::pick);
        }
        var pulse = models.pulse();
        new Refresh(pulse, root, this::showPages, pair.phaseProperty(), pair.difference().experimentProperty(), pair.difference().specBProperty(), choices.catalogue(),
                pair.behindProperty(), pair.problemProperty(), models.run().loadedProperty(), pair.difference().changedProperty());
        new Refresh(pulse, root, this::showQuestion, pair.difference().experimentProperty(), pair.difference().changedProperty(), pair.betProperty(), pair.frameProperty(),
                models.run().stateProperty(), pair.difference().specBProperty());
        var drawing = new Refresh(pulse, curves, this::drawCurves, pair.pointsProperty(), models.timeline().pointsProperty(), models.timeline().logStepsProperty(), choices.chart(),
                pair.difference().changedProperty(), curves.hoveredProperty(), models.trace().traceProperty());
        pair.kept().addListener((javafx.collections.ListChangeListener<ComparisonViewModel.Kept>) change -> drawing.mark());
        new Refresh(pulse, curves, this::drawMaps, pair.look().traceBProperty(), models.trace().traceProperty(), choices.maps(), choices.answer(), selection.queryProperty(),
                selection.keyProperty(), selection.layerProperty(), selection.headProperty(), selection.hoverProperty(), pair.phaseProperty(), models.moment().stepProperty());
        new Refresh(pulse, curves, this::showSamples, pair.look().sampleAProperty(), pair.look().sampleBProperty());
        new Refresh(pulse, root, this::explain, pair.frameProperty(), pair.phaseProperty(), pair.difference().changedProperty(), models.run().stepProperty(),
                pair.look().writingLossesProperty(), pair.look().traceBProperty(), pair.difference().experimentProperty());
        exports.add(new Figure("curves", "Two runs", curves, () -> pair.difference().caption()));
        exports.add(new Figure("run-a", "Run A", aController.map(), () -> aController.where() + " · " + pair.difference().caption()));
        exports.add(new Figure("run-b", "Run B", bController.map(), () -> bController.where() + " · " + pair.difference().caption()));
    }

    private void begin(Experiment wanted) {
        choices.catalogue().set(false);
        pair.start(wanted, wanted.choices().getFirst());
    }

    @FXML
    private void toggleCatalogue() {
        choices.catalogue().set(!choices.catalogue().get());
    }

    @FXML
    private void saveCsv() {
        dialogs.save("glassbox_experiment_metrics.csv", "CSV table").ifPresent(pair::saveCsv);
    }

    @FXML
    private void removeB() {
        choices.catalogue().set(false);
        pair.removeB();
    }

    private void pick(Picture.Hit hit) {
        switch (hit) {
            case HeatmapPicture.Cell cell -> {
                models.selection().selectQuery(cell.row());
                models.selection().selectKey(cell.column());
            }
            case HeatmapPicture.RowLabel row -> models.selection().selectQuery(row.row());
            default -> { }
        }
    }

    private void showPages() {
        boolean comparing = pair.difference().specBProperty().get() != null;
        boolean list = !comparing || choices.catalogue().get();
        catalogue.setVisible(list);
        pairPage.setVisible(!list);
        bar.setVisible(comparing);
        bar.setManaged(comparing);
        all.setText(comparing && choices.catalogue().get() ? "Back to the runs" : "All experiments");
        maps.setVisible(!list);
        hint.setText(comparing ? "An experiment opens two new runs at step 0." : "Choose a question, or turn one switch at the right. Run B starts from the same seed with the same batches.");
        int behind = pair.behindProperty().get();
        String state = !comparing ? "" : switch (pair.getPhase()) {
            case NONE -> "";
            case OPENING_A -> "opening run A …";
            case LOADING_B -> "opening run B …";
            case READY -> behind > 1 ? "B catches up: " + Numbers.integer(behind) + " steps to go" : "in lock step";
        };
        link.setText(pair.problemProperty().get().isEmpty() || !comparing ? state : "run B stopped");
    }

    private void showQuestion() {
        Experiment now = pair.difference().experimentProperty().get();
        question.setText(now != null ? now.question() : pair.difference().isOwn() ? "Which of these two learns better?" : "What does this switch do?");
        bet.setText(now != null ? "Bet: " + now.bet() : pair.difference().isOwn() ? "Run B differs in " + count() + "; the explanation lists them." : pair.difference().label());
        boolean several = now != null && now.choices().size() > 1;
        choice.setVisible(several);
        choice.setManaged(several);
        if (several) {
            if (!choice.getItems().equals(now.choices())) {
                choice.getItems().setAll(now.choices());
            }
            choice.setValue(pair.difference().changedProperty().get().getOrDefault(now.what(), now.choices().getFirst()));
        }
        bets.setValue(pair.betProperty().get());
        outcome.setText(pair.outcome().map(this::told).orElse(pair.betProperty().get() == null ? "Your bet" : "Space plays"));
    }

    /// A bet stands once it is decided.
    private void place(Bet placed) {
        if (pair.outcome().isEmpty()) {
            pair.betProperty().set(placed);
        }
        bets.setValue(pair.betProperty().get());
    }

    private String told(Bet result) {
        String fact = switch (result) {
            case A_LOWER -> "It was A";
            case LEVEL -> "They are level";
            case B_LOWER -> "It was B";
        };
        Bet placed = pair.betProperty().get();
        return placed == null ? fact + "." : fact + (placed == result ? ": won." : ": lost.");
    }

    private void drawCurves() {
        boolean losses = choices.chart().get() == Chart.LOSS;
        boolean logSteps = models.timeline().isLogSteps();
        LinePicture picture = losses ? ComparisonPictures.losses(models.timeline().getPoints(), pair.pointsProperty().get(), pair.kept(), logSteps)
                : ComparisonPictures.norms(pair.gradientNorms(), logSteps);
        double reading = curves.hoveredProperty().get() instanceof LinePicture.Reading at ? at.x() : Double.NaN;
        picture = picture.withReading(reading);
        if (losses) {
            double guess = models.timeline().getRandomGuess();
            int vocabulary = models.run().getLoaded().map(loaded -> loaded.config().vocabSize()).orElse(0);
            if (!Double.isNaN(guess)) {
                picture = picture.withReferences(List.of(new LinePicture.Reference("random guess", "ln " + Numbers.integer(vocabulary), guess)));
            }
        }
        int shown = models.trace().getTrace().map(Trace::step).orElse(0);
        curves.setPicture(shown > 0 ? picture.withPlayhead(shown) : picture);
        legend.setPicture(picture.legend().orElse(null));
        chartTitle.setText(losses ? "Loss" : "Gradients");
        String common = pair.difference().common();
        difference.setText(pair.difference().settings().size() <= FEW ? pair.difference().caption() : (common.isEmpty() ? "" : common + " · ") + "B differs in " + count());
    }

    private String count() {
        int settings = pair.difference().settings().size();
        return settings == 1 ? "one setting" : settings + " settings";
    }

    private void drawMaps() {
        Trace a = models.trace().getTrace().orElse(null);
        Trace b = pair.look().traceBProperty().get();
        if (a == null) {
            return;
        }
        if (choices.maps().get() == Maps.PIPES) {
            drawPipes(a.step(), b == null ? a.step() : b.step());
            return;
        }
        SelectionModel selection = models.selection();
        int layer = selection.getLayer();
        int head = selection.getHead();
        int query = selection.ringed();
        int key = selection.getKey();
        var seenA = new Seen(a, null, layer, head, query, key, false);
        if (!aController.shows(seenA)) {
            aController.show(seenA, ComparisonPictures.attention(a, layer, head, query, key, -1), place(layer, head, a.step()),
                    a.config().causal() ? "Later tokens are hatched: run A cannot read them." : "Run A reads in both directions.");
        }
        if (b == null) {
            bController.show(null, "", pair.getPhase() == Phase.READY ? "" : "Run B is being opened.");
            return;
        }
        int layerB = Math.min(layer, b.layers() - 1);
        int headB = Math.min(head, b.heads() - 1);
        boolean comparable = layerB == layer && headB == head && a.sentence().size() == b.sentence().size();
        boolean difference = choices.maps().get() == Maps.DIFFERENCE && comparable;
        boolean peeks = !b.config().causal();
        boolean follow = !difference && peeks && choices.answer().get();
        var seenB = new Seen(b, difference ? a : null, layerB, headB, query, key, follow);
        if (bController.shows(seenB)) {
            return;
        }
        if (difference) {
            bController.show(seenB, ComparisonPictures.difference(a, b, layer, head, query, key), "B − A, " + place(layer, head, b.step()),
                    "Run B's colour: B reads more there. Run A's: A does.");
            return;
        }
        AnswerReader reader = ComparisonPictures.reader(b);
        layerB = follow ? reader.layer() : layerB;
        headB = follow ? reader.head() : headB;
        bController.show(seenB, ComparisonPictures.attention(b, layerB, headB, query, key, follow && reader.weight() > 0.2 ? reader.row() : -1),
                place(layerB, headB, b.step()),
                peeks ? "Outlined: the cell one to the right, which is the answer." : "Later tokens are hatched: run B cannot read them.");
    }

    /// Both on one scale, so that the starving side is seen to starve.
    private void drawPipes(int stepA, int stepB) {
        GradientPipesPicture a = TrainingCharts.pipes(models.training().gradients().orElse(null), stepA, true);
        GradientPipesPicture b = TrainingCharts.pipes(pair.gradientsB().orElse(null), stepB, true);
        double widest = Math.max(a.widest(), b.widest());
        String remark = "Thickness = norm of the gradient of that part, on one scale for A and B.";
        aController.show(a.onScale(widest), "gradients, step " + Numbers.integer(a.step()), remark);
        bController.show(b.onScale(widest), "gradients, step " + Numbers.integer(b.step()), pair.getPhase() == Phase.READY ? remark : "Run B is being opened.");
    }

    private static String place(int layer, int head, int step) {
        return "block " + (layer + 1) + ", head " + (head + 1) + ", step " + Numbers.integer(step);
    }

    private void showSamples() {
        aController.write(pair.look().sampleAProperty().get());
        bController.write(pair.look().sampleBProperty().get());
    }

    private void explain() {
        explanation.set(ExperimentsExplanation.of(models));
    }

    @Override
    public void onStage(boolean now) {
        pair.setActive(now);
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        return knobs.nodes();
    }

    @Override
    public boolean trainingKnobs() {
        return false;
    }
}
