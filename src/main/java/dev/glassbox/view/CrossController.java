package dev.glassbox.view;

import dev.glassbox.analysis.CrossAttention;
import dev.glassbox.control.HeatmapView;
import dev.glassbox.control.PictureView;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.ScorePicture;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.CrossModel;
import dev.glassbox.viewmodel.CrossModel.Answer;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// The page about cross-attention: the shared sentence asks, a second one is read, with the weights of this model's own head.
public final class CrossController {
    private final WindowModel models;
    private final CrossModel cross;
    private final AttentionChoice choice;
    private final Exports exports;
    private final IntegerProperty key = new SimpleIntegerProperty(this, "key", 0);

    @FXML private TextField text;
    @FXML private Label shared;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private Label problem;
    @FXML private Label shapes;
    @FXML private HeatmapView map;
    @FXML private Label rowTitle;
    @FXML private PictureView row;
    @FXML private Label scoreTitle;
    @FXML private PictureView score;

    public CrossController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.cross = models.attention().cross();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        text.textProperty().bindBidirectional(cross.textProperty());
        shared.textProperty().bind(models.trace().textProperty());
        problem.textProperty().bind(cross.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), map, this::draw, cross.answerProperty(), selection.queryProperty(), selection.layerProperty(), selection.headProperty(),
                key, choice.numbers());
        for (PictureView view : new PictureView[] {map, row, score}) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
        }
        map.setOnPick(this::pick);
        row.setOnPick(this::pick);
        exports.add(new Figure("cross", "Cross-attention", map, () -> title.getText() + ", " + caption.getText()));
    }

    private void draw() {
        Answer answer = cross.answerProperty().get();
        if (answer == null) {
            for (PictureView view : new PictureView[] {map, row, score}) {
                view.setPicture(null);
            }
            for (Label label : new Label[] {caption, shapes, rowTitle, scoreTitle}) {
                label.setText("");
            }
            return;
        }
        Trace asking = answer.asking();
        Trace read = answer.read();
        int layer = Math.min(models.selection().getLayer(), asking.layers() - 1);
        int head = Math.min(models.selection().getHead(), asking.heads() - 1);
        int query = Math.clamp(models.selection().getQuery(), 0, asking.tokens() - 1);
        int at = Math.clamp(key.get(), 0, read.tokens() - 1);
        int d = asking.config().dHead();
        double divisor = asking.config().scaleScores() ? Math.sqrt(d) : 1;
        int shelf = AttentionPictures.kvHead(asking, head);
        float[] q = AttentionPictures.head(asking.get(ProbePoint.Q, layer).orElseThrow(), head);
        float[] k = AttentionPictures.head(read.get(ProbePoint.K, layer).orElseThrow(), shelf);
        float[] v = AttentionPictures.head(read.get(ProbePoint.V, layer).orElseThrow(), shelf);
        CrossAttention found = CrossAttention.of(q, k, v, d, divisor);
        List<String> rows = AttentionPictures.tokens(asking);
        List<String> columns = AttentionPictures.tokens(read);
        int s = columns.size();
        title.setText("Block " + (layer + 1) + " · head " + (head + 1) + ", reading another sentence");
        caption.setText("no mask: every query may read all " + s + " keys");
        shapes.setText("q [" + rows.size() + ", " + d + "] · kᵀ [" + d + ", " + s + "] → [" + rows.size() + ", " + s + "]" + (divisor == 1 ? "" : " ÷ √" + d)
                + " → softmax → · v [" + s + ", " + d + "] → z [" + rows.size() + ", " + d + "]");
        Heatmap weights = Heatmap.of(new Side("query: the token that asks", rows.size(), rows, InkColor.Q), new Side("key: the token of the second sentence", s, columns, InkColor.K),
                found.weights(), HeatScale.shares("attention weight")).noted("row sum", sums(found.weights(), s));
        map.show(HeatmapPicture.of(weights).marked(Marks.crossing(query, at)).looking(Look.FULL.withNumbers(choice.numbers().get())));
        rowTitle.setText(rows.get(query) + " reads");
        row.setPicture(BarPicture.rows("Attention weight", IntStream.range(0, s).mapToObj(j -> Bar.of(columns.get(j), found.weights()[query * s + j])
                .text(Numbers.probability(found.weights()[query * s + j]))).toList()).highlight(at).between(0, 1));
        scoreTitle.setText(rows.get(query) + " → " + columns.get(at));
        score.setPicture(new ScorePicture(Arrays.copyOfRange(q, query * d, (query + 1) * d), Arrays.copyOfRange(k, at * d, (at + 1) * d), divisor, 0, false));
    }

    private static List<String> sums(float[] weights, int columns) {
        return IntStream.range(0, weights.length / columns).mapToObj(i -> {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += weights[i * columns + j];
            }
            return Numbers.fixed(sum, 2);
        }).toList();
    }

    private void pick(Hit hit) {
        switch (hit) {
            case HeatmapPicture.Cell cell -> {
                models.selection().selectQuery(cell.row());
                key.set(cell.column());
            }
            case HeatmapPicture.RowLabel label -> models.selection().selectQuery(label.row());
            case HeatmapPicture.ColumnLabel label -> key.set(label.column());
            case BarPicture.Part bar -> key.set(bar.index());
            default -> { }
        }
    }
}
