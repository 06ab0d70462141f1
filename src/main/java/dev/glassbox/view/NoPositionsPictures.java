package dev.glassbox.view;

import dev.glassbox.analysis.VectorPair;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import java.util.ArrayList;
import java.util.List;

/// What a model without positions cannot tell apart, and what it can tell all the same.
///
/// @param position of the token looked at, from 0
record NoPositionsPictures(Trace trace, int position) {

    /// Cosine of the selected token's vector to the same token's at every position: what is not told apart stays at 1.
    LinePicture elsewhere() {
        int last = trace.config().contextLength() - 1;
        float[] token = EmbeddingTable.of(trace.snapshot()).row(Matrix.INPUT, trace.sentence().tokens().get(position).id());
        List<Line> lines = new ArrayList<>();
        lines.add(Line.solid("none", InkColor.Q, PositionPictures.curve(0, last, p -> 1)));
        if (EmbeddingTable.of(trace.snapshot()).position(0).isPresent()) {
            float[] here = sum(token, position);
            String name = Scheme.showing(trace.config().positions()).label() + ", this run";
            lines.add(Line.solid(name, InkColor.FG, PositionPictures.curve(0, last, p -> VectorPair.of(here, sum(token, (int) p)).cosine())));
        }
        return LinePicture.of(Scale.linear("position", ""), Scale.linear("cosine", "").between(-1, 1), lines).withPlayhead(position);
    }

    private float[] sum(float[] token, int position) {
        float[] sum = EmbeddingTable.of(trace.snapshot()).position(position).orElseThrow();
        for (int c = 0; c < sum.length; c++) {
            sum[c] += token[c];
        }
        return sum;
    }

    /// A causal mask shows each position one token more than the one before: from that alone a model can tell where it is.
    LinePicture inSight() {
        int length = trace.config().contextLength();
        return LinePicture.of(Scale.linear("position", ""), new Scale("tokens", "", Scale.Kind.LINEAR, 0, Double.NaN), List.of(
                Line.solid("causal mask", InkColor.FG, PositionPictures.curve(0, length - 1, p -> p + 1)),
                Line.dashed("no mask", InkColor.FG_MUTED, PositionPictures.curve(0, length - 1, p -> length)))).withPlayhead(position);
    }
}
