package dev.glassbox.view;

import dev.glassbox.analysis.ActivationCurve;
import dev.glassbox.analysis.LogitLens.Reading;
import dev.glassbox.analysis.NormSteps;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.BlockDiagram;
import dev.glassbox.picture.LogitLensPicture;
import dev.glassbox.picture.StoppedPicture;
import dev.glassbox.picture.StreamBarsPicture;
import dev.glassbox.session.Guess;
import dev.glassbox.session.StreamGradients;
import dev.glassbox.session.StreamReading;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// From what the session knows to what the pictures of the Block lens take.
final class BlockPictures {
    private static final int MAPS = 8;
    private static final int CURVE = 33;

    private BlockPictures() {}

    /// The same drawing with lengths of gradients in place of those of vectors.
    static BlockDiagram gradients(StreamGradients pull, int layer, int token) {
        BlockDiagram of = diagram(pull.trace(), layer, token);
        return new BlockDiagram(of.layer(), of.layers(), of.pre(), of.norm(), of.residual(), of.ffn(), of.heads(), of.mlp(), of.shape(), of.patterns(), of.tokens(),
                of.curve(), pull.length(ProbePoint.ATTN_OUT, layer), pull.length(ProbePoint.MLP_OUT, layer), pull.length(ProbePoint.RESID_PRE, layer),
                pull.length(ProbePoint.RESID_POST, layer));
    }

    static BlockDiagram diagram(Trace trace, int layer, int token) {
        ModelConfig config = trace.config();
        float[] curve = config.ffn() ? ActivationCurve.of(config.activation(), -3, 3, CURVE, Kernels.scalar()).y() : new float[0];
        List<float[]> maps = IntStream.range(0, Math.min(MAPS, trace.heads())).mapToObj(head -> trace.pattern(layer, head)).toList();
        return new BlockDiagram(layer, trace.layers(), config.normPlace() == Norm.Place.PRE, normName(config.norm()), config.residual(), config.ffn(),
                heads(config), mlp(config), "[" + trace.tokens() + ", " + config.dModel() + "]", maps, trace.tokens(), curve,
                length(trace, ProbePoint.ATTN_OUT, layer, token), length(trace, ProbePoint.MLP_OUT, layer, token),
                length(trace, ProbePoint.RESID_PRE, layer, token), length(trace, ProbePoint.RESID_POST, layer, token));
    }

    /// What each part added at a token.
    static List<StreamBarsPicture.Bar> bars(Trace trace, int token) {
        List<StreamBarsPicture.Bar> bars = new ArrayList<>();
        double embed = length(trace, ProbePoint.RESID_PRE, 0, token);
        bars.add(new StreamBarsPicture.Bar("tok + pos", -1, false, embed, embed));
        for (int layer = 0; layer < trace.layers(); layer++) {
            bars.add(new StreamBarsPicture.Bar("attn " + (layer + 1), layer, false, length(trace, ProbePoint.ATTN_OUT, layer, token),
                    length(trace, ProbePoint.RESID_MID, layer, token)));
            if (trace.config().ffn()) {
                bars.add(new StreamBarsPicture.Bar("mlp " + (layer + 1), layer, true, length(trace, ProbePoint.MLP_OUT, layer, token),
                        length(trace, ProbePoint.RESID_POST, layer, token)));
            }
        }
        return bars;
    }

    /// √Σx² of one token's vector; 0 where the model has no such place.
    static double length(Trace trace, ProbePoint point, int layer, int token) {
        int c = trace.config().dModel();
        return trace.get(point, layer).map(values -> NormSteps.length(values.values(), token * c, c)).orElse(0.0);
    }

    /// Whether the trace was taken after the Block lens had said what it needs.
    static boolean complete(Trace trace) {
        return StreamReading.possible(trace) && trace.get(ProbePoint.ATTN_OUT, 0).isPresent();
    }

    static StoppedPicture stopped(StreamReading reading, int token) {
        List<StoppedPicture.Stage> stages = new ArrayList<>();
        int before = -1;
        for (StreamReading.Stage stage : reading.stages()) {
            if (stage.between() || stage.layer() < 0) {
                continue;
            }
            Reading at = stage.readings().get(token - reading.first());
            stages.add(new StoppedPicture.Stage("after block " + (stage.layer() + 1), stage.layer(), reading.label(at.top()), at.probabilities().getFirst(),
                    at.top() != before));
            before = at.top();
        }
        return new StoppedPicture(stages);
    }

    /// @param before what was shown last, or null
    static LogitLensPicture grid(StreamReading reading, StreamReading before, int query, int layer) {
        List<LogitLensPicture.Stage> stages = new ArrayList<>();
        boolean comparable = before != null && before.trace().sentence() == reading.trace().sentence() && before.stages().size() == reading.stages().size()
                && before.tokens() == reading.tokens();
        for (int s = 0; s < reading.stages().size(); s++) {
            StreamReading.Stage stage = reading.stages().get(s);
            List<LogitLensPicture.Cell> cells = new ArrayList<>();
            for (int t = 0; t < reading.tokens(); t++) {
                Reading at = stage.readings().get(t);
                boolean changed = s > 0 && reading.stages().get(s - 1).readings().get(t).top() != at.top();
                boolean fresh = comparable && before.stages().get(s).readings().get(t).top() != at.top();
                cells.add(new LogitLensPicture.Cell(at.ids().stream().map(reading::label).toList(), at.probabilities(), changed, fresh));
            }
            stages.add(new LogitLensPicture.Stage(stageName(stage), stage.layer(), cells));
        }
        List<Guess> guesses = reading.trace().guesses();
        return new LogitLensPicture(reading.trace().sentence().tokens().stream().map(Token::label).toList(),
                guesses.stream().map(g -> g.known() ? g.trueNext() : "").toList(), stages, query, layer,
                IntStream.range(0, reading.tokens()).mapToObj(reading::decided).toList());
    }

    static String stageName(StreamReading.Stage stage) {
        return stage.layer() < 0 ? "tok + pos" : (stage.between() ? "in block " : "block ") + (stage.layer() + 1);
    }

    static String normName(Norm.Kind kind) {
        return switch (kind) {
            case LAYERNORM -> "LayerNorm";
            case RMSNORM -> "RMSNorm";
            case NONE -> "";
        };
    }

    static String activationName(Activation activation) {
        return switch (activation) {
            case GELU_NEW -> "GELU";
            case GELU -> "GELU (erf)";
            case RELU -> "ReLU";
            case SILU -> "SiLU";
            case SWIGLU -> "SwiGLU";
        };
    }

    static String heads(ModelConfig config) {
        String heads = config.nHead() + (config.nHead() == 1 ? " head × " : " heads × ") + config.dHead();
        return config.nKvHead() == config.nHead() ? heads : heads + ", " + config.nKvHead() + " k/v";
    }

    static String mlp(ModelConfig config) {
        return config.dModel() + " → " + config.dFf() + " → " + config.dModel() + ", " + activationName(config.activation());
    }
}
