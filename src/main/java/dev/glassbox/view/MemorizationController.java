package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.CopyPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.NotePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.Points;
import dev.glassbox.session.Memorization;
import dev.glassbox.session.Memorization.Learner;
import dev.glassbox.viewmodel.SideTrainingModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.ScrollEvent;

/// How much is copied, by how much was read: two charts over the size of the text, and below them what the chosen model wrote.
public final class MemorizationController {
    private final WindowModel models;
    private final PredictionChoice choice;
    private final Exports exports;
    private final SideTrainingModel<Memorization.Answer> memorization;
    private int scrolled;

    @FXML private Node root;
    @FXML private Node charts;
    @FXML private PictureView shares;
    @FXML private PictureView shareLegend;
    @FXML private PictureView losses;
    @FXML private PictureView lossLegend;
    @FXML private PictureView lines;
    @FXML private Label linesTitle;
    @FXML private Label caption;
    @FXML private Label problem;
    @FXML private ProgressBar progress;
    @FXML private Button start;

    public MemorizationController(WindowModel models, PredictionChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        memorization = models.prediction().memorization();
    }

    @FXML
    private void initialize() {
        new Refresh(models.pulse(), root, this::draw, memorization.answerProperty(), memorization.runningProperty(), choice.learner(), lines.heightProperty());
        memorization.problemProperty().subscribe(why -> {
            problem.setText(why);
            show(problem, !why.isEmpty());
        });
        choice.learner().subscribe(() -> scrolled = 0);
        shares.setOnPick(this::pick);
        losses.setOnPick(this::pick);
        lines.addEventHandler(ScrollEvent.SCROLL, event -> {
            scrolled -= (int) Math.signum(event.getDeltaY()) * 2;
            draw();
        });
        exports.add(new Figure("memorization", "Copied lines by the size of the text", shares, caption::getText));
        exports.add(new Figure("memorization_loss", "Loss on read and on unread text", losses, caption::getText));
        exports.add(new Figure("memorized", "What the chosen model wrote", lines, linesTitle::getText));
    }

    @FXML
    private void toggle() {
        if (memorization.runningProperty().get()) {
            memorization.stop();
        } else {
            memorization.start();
        }
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private void draw() {
        Memorization.Answer answer = memorization.getAnswer().orElse(null);
        boolean running = memorization.runningProperty().get();
        start.setText(running ? "Stop" : answer == null ? "Train the models" : "Train anew");
        progress.setVisible(running);
        progress.setProgress(answer == null ? 0 : answer.steps() / (double) Memorization.STEPS);
        boolean any = answer != null && !answer.learners().isEmpty();
        show(charts, any);
        show(linesTitle, any);
        if (!any) {
            caption.setText("");
            lines.setPicture(new NotePicture(running ? "The model of the shortest text is being trained."
                    : "Does a model copy its text? That depends on how much of it there is. Train the same small model on ever longer beginnings of this run's text."));
            return;
        }
        caption.setText("the same model " + Numbers.integer(answer.of()) + " times, " + (answer.done() ? "" : "so far ") + Numbers.integer(answer.steps()) + " steps each");
        List<Learner> learners = answer.learners();
        Learner chosen = learners.get(Math.clamp(choice.learner().get(), 0, learners.size() - 1));
        Scale size = Scale.log("characters read", "");
        LinePicture share = LinePicture.of(size, Scale.linear("lines that stand in it", "%").between(0, 100), List.of(
                Line.dashed("of unread text", InkColor.FG_MUTED, points(learners, learner -> 100 * learner.chance())).withMarks(),
                Line.solid("of the model's lines", InkColor.RUN_A, points(learners, learner -> 100 * learner.share())).withMarks())).withPlayhead(chosen.characters());
        LinePicture loss = LinePicture.of(size, Scale.linear("loss", "nats").between(0, Double.NaN), List.of(
                Line.dashed("on unread text", InkColor.FG_MUTED, points(learners, Learner::unread)).withMarks(),
                Line.solid("on the text it read", InkColor.RUN_A, points(learners, Learner::loss)).withMarks())).withPlayhead(chosen.characters());
        shares.setPicture(share);
        shareLegend.setPicture(share.legend().orElse(null));
        losses.setPicture(loss);
        lossLegend.setPicture(loss.legend().orElse(null));
        linesTitle.setText("Having read " + Numbers.integer(chosen.characters()) + " characters, it writes " + Numbers.integer(chosen.written()) + " lines, " + Numbers.integer(chosen.lines().size()) + " different ones; "
                + Numbers.integer(chosen.copied()) + " stand in its text");
        scrolled = Math.clamp(scrolled, 0, Math.max(0, chosen.lines().size() - CopyPicture.rows(lines.getHeight() / lines.ink().scale())));
        lines.setPicture(GeneratePictures.copies(chosen.lines(), scrolled));
    }

    private static Points points(List<Learner> learners, ToDoubleFunction<Learner> value) {
        List<Learner> known = learners.stream().filter(learner -> !Double.isNaN(value.applyAsDouble(learner))).toList();
        return Points.of(known.stream().mapToDouble(Learner::characters).toArray(), known.stream().mapToDouble(value).toArray());
    }

    /// The model whose text comes nearest to the place, in ratio.
    private void pick(Hit hit) {
        if (hit instanceof LinePicture.Reading reading) {
            memorization.getAnswer().ifPresent(answer -> choice.learner().set(answer.nearest(reading.x())));
        }
    }
}
