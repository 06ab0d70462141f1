package dev.glassbox.view;

import dev.glassbox.analysis.WeightHistogram;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.OneHotPicture;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.RowGradientsPicture;
import dev.glassbox.picture.RowGradientsPicture.Strip;
import dev.glassbox.session.GradientRows;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.LookupModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// The page *Lookup*: a row is one-hot × W_E, which rows learn in a step, and how large the weights are.
public final class LookupController {
    private final WindowModel models;
    private final LookupModel lookup;
    private final Exports exports;

    @FXML private Node root;
    @FXML private PictureView oneHot;
    @FXML private Label token;
    @FXML private PictureView gradients;
    @FXML private Label gradientNote;
    @FXML private Label gradientWords;
    @FXML private PictureView histogram;
    @FXML private Label histogramNote;

    public LookupController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
        lookup = models.lookup();
    }

    @FXML
    private void initialize() {
        new Refresh(models.pulse(), root, this::draw, lookup.answerProperty());
        new Refresh(models.pulse(), root, this::drawGradients, lookup.rowsProperty(), lookup.answerProperty(), lookup.problemProperty());
        oneHot.setOnPick(hit -> {
            if (hit instanceof OneHotPicture.Row row) {
                lookup.chosenProperty().set(row.id());
            }
        });
        exports.add(new Figure("one_hot", "One-hot × W_E", oneHot, token::getText));
        exports.add(new Figure("gradient_rows", "Rows that learn in this step", gradients, gradientNote::getText));
        exports.add(new Figure("histogram", "Weights at step 0 and now", histogram, histogramNote::getText));
    }

    private String label(LookupModel.Answer now) {
        return now.run().tokenizer().vocabulary().label(now.id());
    }

    private void draw() {
        LookupModel.Answer now = lookup.answerProperty().get();
        if (now == null) {
            return;
        }
        token.setText(label(now));
        oneHot.setPicture(new OneHotPicture(now.id(), label(now), now.table(), now.total(), now.width(), now.row(), now.product(), now.difference(), now.limit()));
        List<Line> lines = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        now.first().ifPresent(first -> {
            lines.add(Line.dashed("step 0", InkColor.FG_MUTED, points(first)));
            notes.add(peak(first, Double.POSITIVE_INFINITY, "step 0"));
        });
        lines.add(Line.solid("step " + Numbers.integer(now.step()), InkColor.RUN_A, points(now.now())));
        notes.add(peak(now.now(), 0, "step " + Numbers.integer(now.step()))); // on the left, where no line to the other name crosses
        histogram.setPicture(LinePicture.of(Scale.linear("weight", ""), new Scale("share of the weights", "", Scale.Kind.LINEAR, 0, Double.NaN), lines).withNotes(notes));
        histogramNote.setText("σ " + now.first().map(first -> Numbers.format(first.deviation()) + " → ").orElse("") + Numbers.format(now.now().deviation())
                + ", drawn with " + Numbers.format(now.run().config().initStd()));
    }

    /// The name of a curve, at its highest place before a weight.
    private static Note peak(WeightHistogram histogram, double before, String name) {
        int highest = 0;
        for (int bin = 1; bin < histogram.shares().length; bin++) {
            highest = histogram.middle(bin) < before && histogram.shares()[bin] > histogram.shares()[highest] ? bin : highest;
        }
        return new Note(histogram.middle(highest), histogram.shares()[highest], name);
    }

    private static Points points(WeightHistogram histogram) {
        double[] x = new double[histogram.shares().length];
        for (int bin = 0; bin < x.length; bin++) {
            x[bin] = histogram.middle(bin);
        }
        return Points.of(x, histogram.shares());
    }

    private void drawGradients() {
        GradientRows rows = lookup.rowsProperty().get();
        LookupModel.Answer now = lookup.answerProperty().get();
        if (!lookup.problemProperty().get().isEmpty()) {
            gradientWords.setText(lookup.problemProperty().get());
        }
        if (rows == null || now == null || rows.run() != now.run()) {
            return;
        }
        int v = rows.lookup().length;
        int looked = GradientRows.moved(rows.lookup());
        int head = GradientRows.moved(rows.head());
        gradients.setPicture(new RowGradientsPicture(List.of(
                new Strip("through the lookup", looked + " of " + v + " rows", rows.lookup()),
                new Strip("through the head", head + " of " + v + " rows", rows.head())), now.id()));
        gradientNote.setText(rows.batch() + " × " + rows.tokens() / Math.max(1, rows.batch()) + " tokens");
        gradientWords.setText(rows.tied()
                ? "The head is tied: both gradients go to the same matrix, so all " + v + " rows get one in every step."
                : "The head has its own matrix: W_E gets a gradient only in the " + looked + " rows that occur in the batch, W_U in all.");
    }

    Explanation explanation() {
        LookupModel.Answer now = lookup.answerProperty().get();
        if (now == null) {
            return Explanation.NONE;
        }
        GradientRows rows = lookup.rowsProperty().get();
        List<String> numbers = new ArrayList<>();
        numbers.add("W_E [" + now.run().config().vocabSize() + ", " + now.width() + "] = " + Numbers.integer((long) now.total() * now.width()) + " weights");
        numbers.add("[q:" + label(now) + "] id " + now.id() + " → [" + now.width() + "]");
        numbers.add("one-hot × W_E − row = **" + Numbers.format(now.difference()) + "**");
        numbers.add("σ now " + Numbers.format(now.now().deviation()) + ", mean " + Numbers.format(now.now().mean()));
        if (rows != null && rows.run() == now.run()) {
            numbers.add("[-:gradient of this row: lookup] " + Numbers.format(rows.lookup()[now.id()]));
            numbers.add("[-:gradient of this row: head] " + Numbers.format(rows.head()[now.id()]));
        }
        return new Explanation("An id is only a label; the table has **one row for each id**. Multiplying a vector with a single 1 by the table gives that row, so"
                + " the lookup is a matrix product that skips the zeros. Backwards, only looked-up rows get a gradient this way.", numbers,
                "Type any id above, or click a row. The batch is the one this run trains on next, with its first batch size.");
    }
}
