package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.NotePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.session.LengthStudy;
import dev.glassbox.session.SchemeRace;
import dev.glassbox.session.SchemeRace.Lane;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import dev.glassbox.viewmodel.SideTrainingModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;

/// The page *Longer texts*: what the run's own model makes of two and four times its length, and five small models that differ in
/// nothing but their scheme.
public final class PositionsLengthController {
    private final WindowState state;
    private final WindowModel models;
    private final Exports exports;
    private final PositionsModel positions;
    private final SideTrainingModel<SchemeRace.Answer> five;

    @FXML private Node root;
    @FXML private PictureView longer;
    @FXML private PictureView race;
    @FXML private Label raceNote;
    @FXML private ProgressBar progress;
    @FXML private Button trainLane;
    @FXML private Button start;
    @FXML private Label problem;

    public PositionsLengthController(WindowState state, WindowModel models, Exports exports) {
        this.state = state;
        this.models = models;
        this.exports = exports;
        positions = models.positions();
        five = positions.race();
    }

    @FXML
    private void initialize() {
        new Refresh(models.pulse(), root, this::drawLonger, positions.longerProperty());
        new Refresh(models.pulse(), root, this::drawRace, five.answerProperty(), five.runningProperty(), positions.schemeProperty(), models.trace().traceProperty());
        five.problemProperty().subscribe(why -> {
            problem.setText(why);
            problem.setVisible(!why.isEmpty());
            problem.setManaged(!why.isEmpty());
        });
        race.setOnPick(hit -> {
            List<Lane> lanes = five.getAnswer().map(SchemeRace.Answer::lanes).orElse(List.of());
            int row = hit instanceof HeatmapPicture.Cell cell ? cell.row() : hit instanceof HeatmapPicture.RowLabel label ? label.row() : lanes.size();
            if (row < lanes.size()) {
                positions.schemeProperty().set(Scheme.showing(lanes.get(row).scheme()));
            }
        });
        exports.add(new Figure("length", "Longer texts than in training", longer, () -> ""));
        exports.add(new Figure("schemes", "A small model with each scheme", race, raceNote::getText));
    }

    @FXML
    private void toggle() {
        if (five.runningProperty().get()) {
            five.stop();
        } else {
            five.start();
        }
    }

    /// The scheme of the row that is marked, in a model of this run's size.
    @FXML
    private void trainLane() {
        PositionsController.train(state, models);
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
    }

    private void drawRace() {
        SchemeRace.Answer answer = five.getAnswer().orElse(null);
        boolean running = five.runningProperty().get();
        boolean done = answer != null && answer.done();
        start.setText(running ? "Stop" : answer == null ? "Train all five" : "Train anew");
        progress.setVisible(running);
        progress.setManaged(running);
        trainLane.setText("Train " + positions.schemeProperty().get().label() + " beside this run");
        trainLane.setVisible(answer != null && PositionsController.canTrain(models));
        trainLane.setManaged(trainLane.isVisible());
        progress.setProgress(answer == null ? 0 : answer.steps() / (double) SchemeRace.STEPS);
        if (answer == null || answer.lanes().isEmpty()) {
            raceNote.setText("");
            race.setPicture(new NotePicture(running ? "The first of the five is being trained." : "Which scheme carries on beyond its length? Train five small models that"
                    + " differ in nothing else, and read texts of twice and four times that length. Then choose a row to train its scheme beside this run."));
            return;
        }
        raceNote.setText("mean loss in nats, " + (done ? "" : "so far ") + Numbers.integer(answer.steps()) + " steps each");
        race.setPicture(table(answer));
    }

    /// One row a scheme, one column a length; what a table of learned positions does not reach is hatched.
    private HeatmapPicture table(SchemeRace.Answer answer) {
        int trained = answer.trained();
        int[] ends = {trained, 2 * trained, 4 * trained};
        float[] values = new float[answer.lanes().size() * ends.length];
        boolean[] missing = new boolean[values.length];
        float low = Float.MAX_VALUE;
        float high = 0;
        List<String> names = new ArrayList<>();
        int marked = -1;
        for (int row = 0; row < answer.lanes().size(); row++) {
            Lane lane = answer.lanes().get(row);
            names.add(Scheme.showing(lane.scheme()).label());
            marked = positions.schemeProperty().get().of(lane.scheme()) ? row : marked;
            for (int column = 0; column < ends.length; column++) {
                double mean = lane.mean(column == 0 ? 0 : ends[column - 1], ends[column]);
                missing[row * ends.length + column] = Double.isNaN(mean);
                values[row * ends.length + column] = Double.isNaN(mean) ? 0 : (float) mean;
                low = Double.isNaN(mean) ? low : Math.min(low, (float) mean);
                high = Double.isNaN(mean) ? high : Math.max(high, (float) mean);
            }
        }
        List<String> columns = List.of("to L = " + trained, "L to 2 L = " + 2 * trained, "2 L to 4 L = " + 4 * trained);
        Heatmap map = Heatmap.of(Heatmap.Side.labelled("", names), Heatmap.Side.labelled("positions in the text", columns), values,
                HeatScale.sequential(low, Math.max(high, low + 1e-3f), "mean loss in nats")).without(missing, "no such row");
        return HeatmapPicture.of(map).looking(Look.FULL.stretched()).marked(Marks.lines(marked, -1));
    }
}
