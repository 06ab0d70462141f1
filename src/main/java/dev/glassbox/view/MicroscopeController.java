package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.HeatmapView;
import dev.glassbox.control.PictureView;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.AttentionLinesPicture;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.FormulaPicture;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.session.Place;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Form;
import dev.glassbox.view.AttentionChoice.Stage;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The page with one head: small maps of all heads, one score taken apart, and the formula as a walk of matrices.
public final class MicroscopeController {
    private final WindowModel models;
    private final AttentionModel attention;
    private final SelectionModel selection;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private PictureView wall;
    @FXML private PictureView score;
    @FXML private Label scoreTitle;
    @FXML private HeatmapView matrix;
    @FXML private VBox rowPart;
    @FXML private PictureView row;
    @FXML private Label rowTitle;
    @FXML private Label rowSum;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private PictureView formula;

    public MicroscopeController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.attention = models.attention();
        this.selection = models.selection();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        formula.setOnPick(this::walk);
        formula.setOnOpen(this::walk);
        ObservableValue<?>[] inputs = {attention.shownProperty(), selection.queryProperty(), selection.keyProperty(), selection.layerProperty(),
            selection.headProperty(), choice.stage(), choice.form(), choice.numbers(), models.run().loadedProperty()};
        new Refresh(models.pulse(), matrix, this::draw, inputs);
        wall.setOnPick(this::pick);
        wall.setOnOpen(this::pick);
        for (PictureView view : new PictureView[] {matrix, row, wall, score, formula}) {
            view.hoveredProperty().subscribe(hit -> {
                choice.pointed().set(hit);
                hover(hit);
            });
        }
        matrix.setOnPick(this::pick);
        row.setOnPick(this::pick);
        for (PictureView view : new PictureView[] {matrix, row, score}) {
            view.setOnOpen(hit -> places().flatMap(places -> places.of(hit)).ifPresent(models.provenance()::open));
        }
        score.setOnPick(this::retarget);
        exports.add(new Figure("head", "One head of attention", matrix, () -> title.getText() + ", " + caption.getText()));
        exports.add(new Figure("formula", "From queries and keys to the residual stream", formula, () -> title.getText()));
        exports.add(new Figure("row", "What one token reads", row, () -> rowTitle.getText()));
        exports.add(new Figure("heads", "All heads", wall, () -> "by block"));
        exports.add(new Figure("score", "One score", score, () -> scoreTitle.getText()));
    }

    private void draw() {
        Trace trace = attention.getShown().filter(t -> !models.trace().getSentence().isEmpty()).orElse(null);
        if (trace == null) {
            for (PictureView view : new PictureView[] {matrix, row, wall, score, formula}) {
                view.setPicture(null);
            }
            rowPart.setVisible(false);
            caption.setText(models.trace().getSentence().isEmpty() ? "Type a sentence." : "");
            return;
        }
        int layer = Math.min(selection.getLayer(), trace.layers() - 1);
        int head = Math.min(selection.getHead(), trace.heads() - 1);
        int query = Math.min(selection.getQuery(), trace.tokens() - 1);
        int key = Math.min(selection.getKey(), trace.tokens() - 1);
        Selection at = Selection.of(query, key);
        MaskRule mask = attention.shownMask();
        title.setText("Block " + (layer + 1) + " · head " + (head + 1));
        caption.setText(caption(trace));
        wall.setPicture(AttentionPictures.wall(trace, mask, layer, head));
        formula.setPicture(new AttentionFormula(trace, layer, head, mask).picture(choice.stage().get()));
        matrix(trace, layer, head, mask, at);
        row(trace, layer, head, mask, at);
        score.setPicture(AttentionPictures.score(trace, layer, head, query, key, mask).orElse(null));
        scoreTitle.setText(key < 0 ? "click a cell" : AttentionPictures.tokens(trace).get(query) + " → " + AttentionPictures.tokens(trace).get(key));
    }

    private void walk(Hit hit) {
        if (hit instanceof FormulaPicture.StageHit(int index, var _, var _)) {
            choice.stage().set(Stage.values()[index]);
        }
    }

    private String caption(Trace trace) {
        String what = switch (choice.stage().get()) {
            case QK -> "two projections of every token";
            case SCORES -> "every query times every key";
            case SCALED -> trace.config().scaleScores() ? "divided by √" + trace.config().dHead() + " = " + Numbers.format(Math.sqrt(trace.config().dHead()))
                    : "this model does not scale";
            case MASKED -> "later keys become −∞";
            case PATTERN -> "what every token reads";
            case MIX -> "values, mixed by the weights";
            case OUT -> "back into the residual stream";
        };
        if (!attention.isWhatIf()) {
            return what;
        }
        return "what-if: " + attention.shownChange().title() + lossChange(trace);
    }

    /// ", loss 1.23 → 1.41" on the sentence; nothing for a single token, which has no loss.
    private String lossChange(Trace changed) {
        OptionalDouble before = attention.lossAsItIs();
        return before.isEmpty() || changed.loss().isEmpty() ? ""
                : ", loss " + Numbers.format(before.getAsDouble()) + " → " + Numbers.format(changed.loss().getAsDouble());
    }

    private void matrix(Trace trace, int layer, int head, MaskRule mask, Selection at) {
        boolean numbers = choice.numbers().get();
        Stage now = choice.stage().get();
        if (now == Stage.PATTERN && choice.form().get() == Form.LINES) {
            matrix.setPicture(AttentionPictures.lines(trace, layer, head, mask, at));
            return;
        }
        Optional<HeatmapPicture> square = now.square().flatMap(point -> AttentionPictures.square(trace, point, layer, head, mask, attention.shownChange().topK(), at, numbers));
        if (square.isPresent()) {
            matrix.show(square.get());
            return;
        }
        matrix.setPicture(switch (now) {
            case QK -> HeadMatrices.queriesAndKeys(trace, layer, head, at, numbers).orElse(null);
            case MIX -> HeadMatrices.values(trace, layer, head, at, numbers).orElse(null);
            case OUT -> HeadMatrices.output(trace, layer, head, at).orElse(null);
            default -> null;
        });
    }

    private void row(Trace trace, int layer, int head, MaskRule mask, Selection at) {
        ProbePoint point = choice.stage().get().square().orElse(null);
        boolean shown = point != null && trace.get(point, layer).isPresent() && at.query() >= 0;
        rowPart.setVisible(shown);
        rowPart.setManaged(shown);
        if (!shown) {
            return;
        }
        row.setPicture(AttentionPictures.row(trace, point, layer, head, mask, at.query(), at.key()));
        rowTitle.setText(AttentionPictures.tokens(trace).get(at.query()) + (point == ProbePoint.PATTERN ? " reads" : " asks"));
        if (point == ProbePoint.PATTERN) {
            double sum = 0;
            float[] pattern = trace.pattern(layer, head);
            for (int key = 0; key < trace.tokens(); key++) {
                sum += pattern[at.query() * trace.tokens() + key];
            }
            rowSum.setText(Numbers.fixed(sum, 2));
        } else {
            rowSum.setText("");
        }
    }

    private void hover(Hit hit) {
        selection.hover(switch (inner(hit)) {
            case HeatmapPicture.Cell cell when choice.stage().get().square().isPresent() -> cell.column();
            case HeatmapPicture.Cell cell -> cell.row();
            case BarPicture.Part bar -> bar.index();
            case AttentionLinesPicture.Key key -> key.position();
            case AttentionLinesPicture.Query query -> query.position();
            default -> SelectionModel.NONE;
        });
    }

    private Optional<AttentionPlaces> places() {
        return attention.getShown().filter(trace -> selection.getQuery() >= 0 && selection.getQuery() < trace.tokens()).map(trace ->
                new AttentionPlaces(trace, choice.stage().get(), Math.min(selection.getLayer(), trace.layers() - 1),
                        Math.min(selection.getHead(), trace.heads() - 1), selection.getQuery(), selection.getKey()));
    }

    /// The number under the mouse, else the pinned one.
    Optional<Place> number() {
        return places().flatMap(places -> places.of(choice.pointed().get()).or(places::pinned));
    }

    /// An open drawer follows a click.
    private void retarget(Hit hit) {
        if (models.provenance().placeProperty().get() != null) {
            places().flatMap(places -> places.of(hit)).ifPresent(models.provenance()::open);
        }
    }

    private static Hit inner(Hit hit) {
        return hit instanceof RowPicture.Part part ? part.part() : hit;
    }

    private void pick(Hit hit) {
        retarget(hit);
        switch (inner(hit)) {
            case HeadWallPicture.Thumb thumb -> {
                selection.selectLayer(thumb.layer());
                selection.selectHead(thumb.head());
            }
            case HeatmapPicture.Cell cell when choice.stage().get().square().isPresent() -> {
                selection.selectQuery(cell.row());
                selection.selectKey(cell.column());
            }
            case HeatmapPicture.Cell cell -> pickRow(hit, cell.row());
            case HeatmapPicture.RowLabel label -> pickRow(hit, label.row());
            case HeatmapPicture.ColumnLabel label when choice.stage().get().square().isPresent() -> selection.selectKey(label.column());
            case BarPicture.Part bar -> selection.selectKey(bar.index());
            case AttentionLinesPicture.Key key -> selection.selectKey(key.position());
            case AttentionLinesPicture.Query query -> selection.selectQuery(query.position());
            default -> { }
        }
    }

    /// Keys and values belong to the token that is read, all other rows to the one that asks.
    private void pickRow(Hit hit, int position) {
        int side = hit instanceof RowPicture.Part part ? part.picture() : 0;
        boolean key = choice.stage().get() == Stage.QK && side == 1 || choice.stage().get() == Stage.MIX && side == 0;
        if (key) {
            selection.selectKey(position);
        } else {
            selection.selectQuery(position);
        }
    }
}
