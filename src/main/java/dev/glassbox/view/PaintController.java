package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.PaintedPattern;
import dev.glassbox.viewmodel.PaintedPattern.Stamp;
import dev.glassbox.viewmodel.RemovalModel;
import dev.glassbox.viewmodel.RemovalModel.Part;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/// The weights of one head to paint over: drag sets cells to a weight, 0 cuts, 1 forces.
public final class PaintController {
    private final WindowModel models;
    private final AttentionModel attention;
    private final RemovalModel removal;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private Label title;
    @FXML private ParameterSlider brush;
    @FXML private CheckBox keepSum;
    @FXML private PictureView cells;

    public PaintController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.attention = models.attention();
        this.removal = models.attention().removal();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        brush.setValue(1);
        brush.setOnWish(brush::setValue);
        SelectionModel selection = models.selection();
        new Refresh(models.pulse(), cells, this::draw, attention.shownProperty(), removal.paintingProperty(), selection.layerProperty(),
                selection.headProperty(), selection.queryProperty(), selection.keyProperty());
        cells.setOnDrag(this::paint);
        cells.setOnPick(this::paint);
        cells.setOnOpen(this::paint);
        cells.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("painted", "A painted pattern", cells, () -> title.getText()));
    }

    @FXML
    private void previous() {
        stamp(Stamp.PREVIOUS);
    }

    @FXML
    private void first() {
        stamp(Stamp.FIRST);
    }

    @FXML
    private void itself() {
        stamp(Stamp.ITSELF);
    }

    @FXML
    private void even() {
        stamp(Stamp.EVEN);
    }

    @FXML
    private void clear() {
        removal.paintingProperty().set(null);
    }

    /// The moment as it is: a mask that is tried out elsewhere has no part in this.
    private Optional<Trace> moment() {
        return models.trace().getTrace().filter(trace -> !models.trace().getSentence().isEmpty());
    }

    private static MaskRule mask(Trace trace) {
        return trace.config().causal() ? MaskRule.CAUSAL : MaskRule.BIDIRECTIONAL;
    }

    private int layer(Trace trace) {
        return Math.min(models.selection().getLayer(), trace.layers() - 1);
    }

    private int head(Trace trace) {
        return Math.min(models.selection().getHead(), trace.heads() - 1);
    }

    private PaintedPattern painting(Trace trace) {
        return removal.painting(trace).orElseGet(() -> PaintedPattern.blank(layer(trace), head(trace), trace.tokens()));
    }

    private void stamp(Stamp stamp) {
        moment().ifPresent(trace -> use(painting(trace).stamped(stamp, mask(trace))));
    }

    private void use(PaintedPattern painted) {
        removal.paintingProperty().set(painted);
        removal.partProperty().set(Part.PAINTED);
    }

    private void paint(Hit hit) {
        if (hit instanceof HeatmapPicture.Cell cell) {
            moment().filter(trace -> cell.row() < trace.tokens()).ifPresent(trace -> {
                PaintedPattern before = painting(trace);
                float[] own = before.over(trace.pattern(layer(trace), head(trace)));
                use(before.with(cell.row(), cell.column(), (float) brush.getValue(), own, mask(trace), keepSum.isSelected()));
                models.selection().selectQuery(cell.row());
                models.selection().selectKey(cell.column());
            });
        }
    }

    private void draw() {
        Trace trace = moment().filter(shown -> shown.get(ProbePoint.PATTERN, 0).isPresent()).orElse(null);
        if (trace == null) {
            cells.setPicture(null);
            return;
        }
        int layer = layer(trace);
        int head = head(trace);
        var tokens = AttentionPictures.tokens(trace);
        PaintedPattern painted = painting(trace);
        float[] weights = painted.over(trace.pattern(layer, head));
        Heatmap map = Heatmap.of(Side.queries(tokens), Side.keys(tokens), weights, HeatScale.shares("attention weight")).masked(mask(trace).closed(trace.tokens()))
                .kept(painted.painted()).noted("row sum", AttentionPictures.sums(weights, trace.tokens()));
        int query = models.selection().getQuery();
        cells.setPicture(HeatmapPicture.of(map).marked(query >= 0 ? Marks.lines(query, -1) : Marks.NONE).looking(Look.FULL));
        int count = 0;
        for (boolean cell : painted.painted()) {
            count += cell ? 1 : 0;
        }
        title.setText("Block " + (layer + 1) + " · head " + (head + 1) + (count == 0 ? ", nothing painted" : ", " + Numbers.integer(count) + (count == 1 ? " cell painted" : " cells painted")));
    }
}
