package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.VectorSumPicture;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Arrays;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The card *From id to vector*: the row an id picks, and token plus position, as the model computed it.
public final class VectorSumController {
    private final WindowModel models;
    private final Exports exports;

    @FXML private PictureView picture;
    @FXML private Label token;

    public VectorSumController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        new Refresh(models.pulse(), picture, this::draw, models.trace().traceProperty(), models.selection().queryProperty(), models.selection().hoverProperty());
        exports.add(new Figure("vector", "From id to vector", picture, token::getText));
    }

    private void draw() {
        Trace trace = models.trace().getTrace().orElse(null);
        int row = models.selection().ringed();
        if (trace == null || row < 0 || row >= trace.tokens()) {
            return;
        }
        Token subject = trace.sentence().tokens().get(row);
        token.setText(subject.label());
        picture.setPicture(picture(trace, row));
    }

    static VectorSumPicture picture(Trace trace, int row) {
        EmbeddingTable table = EmbeddingTable.of(trace.snapshot());
        int id = trace.sentence().tokens().get(row).id();
        float[] token = table.row(Matrix.INPUT, id);
        float[] place = table.position(row).orElse(new float[0]);
        float[] x = Arrays.copyOfRange(trace.embed(), row * table.width(), (row + 1) * table.width());
        return new VectorSumPicture(id, table.vocabulary(), row, token, place, x, remark(trace, token, place, x));
    }

    private static String remark(Trace trace, float[] token, float[] place, float[] x) {
        if (trace.config().embeddingNorm()) {
            return "x is the sum after the embedding norm";
        }
        int wrong = differences(token, place, x);
        String equal = wrong == 0 ? "all " + x.length + " sums exact" : wrong + " of " + x.length + " sums differ";
        return place.length == 0 ? "nothing is added for the position; " + (wrong == 0 ? "x = tok, exactly" : equal) : "tok + pos = x: " + equal;
    }

    /// How many numbers of x are not bit for bit what adding the two strips gives.
    static int differences(float[] token, float[] place, float[] x) {
        int wrong = 0;
        for (int c = 0; c < x.length; c++) {
            float sum = place.length == 0 ? token[c] : token[c] + place[c];
            wrong += Float.floatToIntBits(sum) == Float.floatToIntBits(x[c]) ? 0 : 1;
        }
        return wrong;
    }

    /// The number under the mouse, for the inspector.
    String pointed() {
        Hit hit = picture.getPicture() == null ? Hit.NONE : picture.hoveredProperty().get();
        return hit.text();
    }
}
