package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.RawTextField;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.picture.StepsPicture;
import dev.glassbox.picture.TreePicture;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Written;
import dev.glassbox.view.PredictionChoice.Writing;
import dev.glassbox.viewmodel.Branch;
import dev.glassbox.viewmodel.GenerateModel;
import dev.glassbox.viewmodel.PollModel;
import dev.glassbox.viewmodel.PredictionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page *Generate*: the loop above; steps, tree, teacher forcing, poll or copies below.
public final class GenerateController {
    private final WindowModel models;
    private final PredictionChoice choice;
    private final Exports exports;
    private final PredictionModel prediction;
    private final GenerateModel model;
    private final PollModel poll;
    private final WritingPictures pictures;

    @FXML private Node loopCard;
    @FXML private Node memorization;
    @FXML private PictureView loop;
    @FXML private PictureView picture;
    @FXML private Label loopCaption;
    @FXML private Label problem;
    @FXML private SegmentedControl<Writing> writing;
    @FXML private Button write;
    @FXML private FontIcon writeIcon;
    @FXML private Button beam;
    @FXML private Button clear;
    @FXML private HBox pollRow;
    @FXML private RawTextField guesses;
    @FXML private Button pin;
    @FXML private Button reveal;

    public GenerateController(WindowModel models, PredictionChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        prediction = models.prediction();
        model = prediction.generate();
        poll = prediction.poll();
        pictures = new WritingPictures(models, choice);
    }

    @FXML
    private void initialize() {
        writing.setNames(Writing::label);
        writing.setAll(Writing.values());
        writing.valueProperty().bindBidirectional(choice.writing());
        choice.writing().subscribe(this::showTools);
        model.writingProperty().subscribe(now -> {
            write.setText(now ? "Stop" : "Write");
            writeIcon.setIconLiteral(now ? "fth-square" : "fth-play");
        });
        write.setOnAction(event -> toggle());
        beam.setOnAction(event -> model.beam());
        clear.setOnAction(event -> model.clear());
        guesses.setOnEdit(poll.textProperty()::set);
        poll.textProperty().subscribe(guesses::show);
        guesses.setOnAction(event -> poll.pin());
        pin.setOnAction(event -> poll.pin());
        reveal.setOnAction(event -> poll.reveal());
        poll.pinnedProperty().subscribe(now -> reveal.setDisable(now == null || now.revealed()));
        new Refresh(models.pulse(), loop, this::drawLoop, models.trace().traceProperty(), model.branchesProperty(), model.selectedProperty(), model.limitProperty());
        new Refresh(models.pulse(), picture, this::draw, model.branchesProperty(), model.selectedProperty(), choice.writing(), prediction.copies().reportProperty(),
                prediction.teacher().bothProperty(), poll.pinnedProperty(), prediction.nextToken().viewProperty(), picture.heightProperty());
        new Refresh(models.pulse(), picture, this::complain, model.problemProperty(), poll.problemProperty(), choice.writing());
        picture.setOnPick(this::pick);
        picture.addEventHandler(ScrollEvent.SCROLL, event -> scroll((int) Math.signum(event.getDeltaY()) * 3));
        picture.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.PAGE_UP || event.getCode() == KeyCode.PAGE_DOWN) {
                scroll(event.getCode() == KeyCode.PAGE_UP ? 10 : -10);
                event.consume();
            }
        });
        exports.add(new Figure("loop", "The loop", loop, loopCaption::getText));
        exports.add(new Figure("writing", "What the model writes", picture, () -> choice.writing().get().label()));
    }

    private void toggle() {
        if (model.writingProperty().get()) {
            model.stop();
        } else {
            model.write();
        }
    }

    private void showTools(Writing now) {
        boolean writes = now == Writing.STEPS || now == Writing.TREE || now == Writing.COPIES;
        show(write, writes);
        show(beam, now == Writing.TREE);
        show(clear, writes);
        show(pollRow, now == Writing.POLL);
        show(memorization, now == Writing.MEMORIZATION);
        show(picture, now != Writing.MEMORIZATION);
        show(loopCard, now != Writing.MEMORIZATION); // nothing is written with the run's model there
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private void complain() {
        String words = choice.writing().get() == Writing.POLL ? poll.problemProperty().get() : model.problemProperty().get();
        problem.setText(words);
        show(problem, !words.isEmpty());
    }

    private void drawLoop() {
        Optional<Trace> trace = models.trace().getTrace().filter(t -> !models.trace().getSentence().isEmpty());
        Optional<Written> text = model.getSelected().map(Branch::text);
        loop.setPicture(trace.map(t -> GeneratePictures.loop(t, text, model.limitProperty().get())).orElse(null));
        loopCaption.setText(trace.isEmpty() ? "Type a sentence to begin with." : text.map(t -> meter(t)).orElse("encode, model, sample, append, and again"));
    }

    /// Context, latency and speed, all in tokens.
    private static String meter(Written text) {
        int context = text.moment().run().config().contextLength();
        double speed = text.tokensPerSecond();
        return "context " + Numbers.integer(Math.min(context, text.ids().length)) + " of " + Numbers.integer(context) + " tokens, written by step "
                + Numbers.integer(text.moment().step()) + (text.firstNanos() == 0 ? "" : ", first token after " + Numbers.format(text.firstNanos() * 1e-6) + " ms")
                + (Double.isNaN(speed) ? "" : ", then " + Numbers.format(speed) + " tokens/s");
    }

    private void draw() {
        picture.setPicture(pictures.now(picture.getHeight() / Math.max(1e-9, picture.ink().scale())));
    }

    private void scroll(int by) {
        pictures.scroll(by);
        draw();
    }

    private void pick(Hit hit) {
        switch (hit) {
            case StepsPicture.Choice other -> model.branch(other.step(), other.id());
            case TreePicture.Part part -> model.select(GeneratePictures.treeOrder(model.getBranches()).get(part.row()));
            case StagesPicture.Cell cell when poll.getPinned().isPresent() && picture.getPicture() instanceof StagesPicture shown -> {
                String label = shown.labels().get(cell.row());
                for (int id : poll.getPinned().get().row().ranking().order()) {
                    if (poll.getPinned().get().row().label(id).equals(label)) {
                        poll.setTruth(id);
                        break;
                    }
                }
            }
            default -> { }
        }
    }
}
