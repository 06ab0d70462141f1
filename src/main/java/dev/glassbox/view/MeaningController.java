package dev.glassbox.view;

import dev.glassbox.analysis.VectorPair;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.SharedGapsPicture;
import dev.glassbox.picture.SharedGapsPicture.Gap;
import dev.glassbox.picture.HandVectorsPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.session.MeaningStudy;
import dev.glassbox.session.MeaningStudy.Pair;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.MeaningModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/// The page *Neighbours*: two vectors to move by hand, the contexts two words share, and the closest pair over training.
public final class MeaningController {
    private static final double STEP = 0.05;

    private final WindowModel models;
    private final EmbeddingsChoice choice;
    private final Exports exports;
    private final MeaningModel meaning;
    private boolean second;

    @FXML private Node root;
    @FXML private PictureView hand;
    @FXML private PictureView contexts;
    @FXML private Label contextNote;
    @FXML private PictureView closest;
    @FXML private Label closestNote;

    public MeaningController(WindowModel models, EmbeddingsChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        meaning = models.meaning();
    }

    @FXML
    private void initialize() {
        choice.picks().subscribe(meaning::setPicks);
        new Refresh(models.pulse(), root, this::drawHand, meaning.axProperty(), meaning.ayProperty(), meaning.bxProperty(), meaning.byProperty());
        new Refresh(models.pulse(), root, this::draw, meaning.answerProperty());
        hand.addEventHandler(MouseEvent.MOUSE_PRESSED, this::grab);
        hand.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        hand.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        exports.add(new Figure("two_vectors", "Two vectors by hand", hand, () -> ""));
        exports.add(new Figure("contexts", "Where both stand in the text", contexts, contextNote::getText));
        exports.add(new Figure("closest_pair", "Closest pair over training", closest, closestNote::getText));
    }

    private VectorPair pair() {
        return VectorPair.of(new float[] {meaning.axProperty().floatValue(), meaning.ayProperty().floatValue()},
                new float[] {meaning.bxProperty().floatValue(), meaning.byProperty().floatValue()});
    }

    private void drawHand() {
        VectorPair pair = pair();
        hand.setPicture(new HandVectorsPicture(meaning.axProperty().get(), meaning.ayProperty().get(), meaning.bxProperty().get(), meaning.byProperty().get(),
                List.of("a = [" + two(meaning.axProperty()) + ", " + two(meaning.ayProperty()) + "]", "b = [" + two(meaning.bxProperty()) + ", " + two(meaning.byProperty()) + "]",
                        "a · b = " + Numbers.fixed(pair.dot(), 3), "|a| = " + Numbers.fixed(pair.normA(), 3), "|b| = " + Numbers.fixed(pair.normB(), 3),
                        "cos = " + Numbers.fixed(pair.cosine(), 3), "angle = " + Numbers.fixed(pair.degrees(), 1) + "°")));
    }

    private static String two(DoubleProperty value) {
        return Numbers.fixed(value.get(), 2);
    }

    private void grab(MouseEvent event) {
        double[] at = place(event);
        second = Math.hypot(at[0] - meaning.bxProperty().get(), at[1] - meaning.byProperty().get())
                < Math.hypot(at[0] - meaning.axProperty().get(), at[1] - meaning.ayProperty().get());
        drag(event);
    }

    private void drag(MouseEvent event) {
        if (event.isPrimaryButtonDown()) {
            double[] at = place(event);
            (second ? meaning.bxProperty() : meaning.axProperty()).set(at[0]);
            (second ? meaning.byProperty() : meaning.ayProperty()).set(at[1]);
        }
    }

    private double[] place(MouseEvent event) {
        double scale = hand.ink().scale();
        return HandVectorsPicture.at(event.getX() / scale, event.getY() / scale, hand.getWidth() / scale, hand.getHeight() / scale);
    }

    /// Shift and arrows move the first vector, with Ctrl too the second.
    private void key(KeyEvent event) {
        if (!event.isShiftDown() || !event.getCode().isArrowKey()) {
            return;
        }
        boolean other = event.isShortcutDown();
        KeyCode code = event.getCode();
        DoubleProperty x = other ? meaning.bxProperty() : meaning.axProperty();
        DoubleProperty y = other ? meaning.byProperty() : meaning.ayProperty();
        x.set(round(x.get() + (code == KeyCode.RIGHT ? STEP : code == KeyCode.LEFT ? -STEP : 0)));
        y.set(round(y.get() + (code == KeyCode.UP ? STEP : code == KeyCode.DOWN ? -STEP : 0)));
        event.consume();
    }

    private static double round(double value) {
        return Math.rint(Math.clamp(value, -1, 1) * 100) / 100;
    }

    private void draw() {
        MeaningStudy.Answer answer = meaning.getAnswer().orElse(null);
        if (answer == null) {
            return;
        }
        List<Gap> gaps = answer.shared().stream().map(gap -> new Gap(gap.before(), gap.after(), gap.countA(), gap.countB())).toList();
        String empty = answer.a().isEmpty() ? "Choose a word: type it above, or click it on the map." : !answer.run().hasText() ? "This model came without a text."
                : answer.a() + " and " + answer.b() + " never stand in the same gap.";
        contexts.setPicture(new SharedGapsPicture(answer.a(), answer.b(), gaps, empty));
        contextNote.setText(answer.a().isEmpty() || !answer.run().hasText() ? "" : Numbers.percent(answer.overlap()) + " of " + Numbers.integer(answer.countA()) + " in shared gaps");
        List<Pair> pairs = answer.closest();
        double[] x = pairs.stream().mapToDouble(Pair::step).toArray();
        double[] y = pairs.stream().mapToDouble(Pair::cosine).toArray();
        List<Note> notes = new ArrayList<>();
        Pair last = pairs.getLast();
        notes.add(new Note(last.step(), last.cosine(), last.a() + ", " + last.b()));
        if (pairs.size() > 2 && !same(pairs.getFirst(), last)) {
            notes.add(new Note(pairs.getFirst().step(), pairs.getFirst().cosine(), pairs.getFirst().a() + ", " + pairs.getFirst().b()));
        }
        closest.setPicture(LinePicture.of(Scale.steps(true), new Scale("largest cosine", "", Scale.Kind.LINEAR, 0, 1), List.of(
                Line.solid("closest pair", InkColor.RUN_A, Points.of(x, y)))).withNotes(notes));
        closestNote.setText(last.a() + ", " + last.b() + ": " + Numbers.fixed(last.cosine(), 3));
    }

    private static boolean same(Pair a, Pair b) {
        return a.a().equals(b.a()) && a.b().equals(b.b());
    }

    Explanation explanation() {
        MeaningStudy.Answer answer = meaning.getAnswer().orElse(null);
        List<String> numbers = new ArrayList<>();
        VectorPair pair = pair();
        numbers.add("cos(a, b) = " + Numbers.format(pair.dot()) + " / (" + Numbers.format(pair.normA()) + " · " + Numbers.format(pair.normB()) + ") = **" + Numbers.fixed(pair.cosine(), 3) + "**");
        if (answer != null && !answer.closest().isEmpty()) {
            Pair last = answer.closest().getLast();
            numbers.add("closest pair: " + last.a() + ", " + last.b() + " **" + Numbers.fixed(last.cosine(), 3) + "**");
        }
        return new Explanation("The **cosine** compares directions: 1 the same, 0 at a right angle, −1 opposite. Words become neighbours when they fill the same gaps of"
                + " the text, so near means **used alike**, not meaning the same: opposites are often neighbours.",
                numbers, "Drag the ends. By keyboard: Shift and arrows move a, with Ctrl as well b.");
    }
}
