package dev.glassbox.session;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Expression.Operand;
import dev.glassbox.session.Expression.Term;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The gradient of the loss on the sentence with respect to every number of its forward pass, and who passes it on: the expression
/// of the backward pass, one level at a time. The loss is the mean over the sentence's own next tokens.
public final class GradientFlow {

    private final Provenance numbers;
    private final Trace trace;
    private final ModelConfig config;
    private final boolean pre;
    private final int d;
    private final int group;
    private final Map<Trace.Key, Trace.Values> gradients = new HashMap<>();
    private final Transformer model;
    private final Kernels kernels;
    private final Workspace work;
    private Parameters weights;

    private GradientFlow(Provenance numbers, Kernels kernels) {
        this.numbers = numbers;
        this.kernels = kernels;
        trace = numbers.trace();
        config = trace.config();
        pre = config.normPlace() == Norm.Place.PRE;
        d = config.dHead();
        group = config.nHead() / config.nKvHead();
        model = trace.snapshot().run().transformer();
        work = model.workspace(1, Math.max(1, trace.tokens()), true);
    }

    /// One forward and one backward pass over the sentence.
    ///
    /// @throws IllegalArgumentException for a single token, which has no loss
    public static GradientFlow of(Provenance numbers, Kernels kernels) {
        GradientFlow flow = new GradientFlow(numbers, kernels);
        int[] ids = flow.trace.sentence().ids();
        if (ids.length < 2) {
            throw new IllegalArgumentException("A single token has no next token to be wrong about, so there is no loss. Add a token.");
        }
        int[] targets = Arrays.copyOfRange(ids, 1, ids.length + 1);
        targets[ids.length - 1] = -1;
        try (SentencePool threads = new SentencePool()) {
            RowPool pool = threads.of(flow.model);
            Parameters weights = flow.trace.snapshot().parameters();
            Pass pass = new Pass(weights, flow.work, kernels, pool, Probe.NONE);
            flow.model.forward(pass, ids, 1, ids.length);
            flow.model.loss(pass, targets);
            flow.model.backwardSeen(new Pass(weights, flow.work, kernels, pool, flow.recorder()));
        }
        return flow;
    }

    /// The gradients of the weights, computed when the first one is asked for: they are as many as the weights.
    private float[] weightGradients() {
        if (weights == null) {
            Parameters fresh = Parameters.trainable(model.layout(), trace.snapshot().values());
            try (SentencePool threads = new SentencePool()) {
                model.weightGradients(new Pass(fresh, work, kernels, threads.of(model), Probe.NONE));
            }
            weights = fresh;
        }
        return weights.grads();
    }

    private Probe recorder() {
        return new Probe() {
            @Override public boolean wants(ProbePoint point, int layer) {
                return true;
            }

            @Override public void record(ProbePoint point, int layer, Tensor values) {
                gradients.put(new Trace.Key(point, layer), new Trace.Values(values.copy(), values.shape().dims()));
            }
        };
    }

    /// ∂loss/∂number; empty for a token, which is no number, and for steps in between that no pass keeps.
    public Optional<Double> value(Place place) {
        return switch (place) {
            case Place.Cell cell -> Optional.ofNullable(gradients.get(new Trace.Key(cell.point(), cell.layer())))
                    .map(values -> (double) values.get(cell.index().stream().mapToInt(Integer::intValue).toArray()));
            case Place.Weight weight -> parameter(weight.name()).map(p -> {
                int at = 0;
                for (int axis = 0; axis < weight.index().size(); axis++) {
                    at = at * p.shape().dim(axis) + weight.index().get(axis);
                }
                return (double) weightGradients()[p.offset() + at];
            });
            case Place.HeadShare share -> value(written(share)); // a sum hands its gradient on to every summand
            default -> Optional.empty();
        };
    }

    private static Place.Cell written(Place.HeadShare share) {
        return Place.cell(ProbePoint.ATTN_OUT, share.layer(), share.position(), share.channel());
    }

    /// Length of the gradient of everything at a point of a block; empty where no pass keeps one.
    Optional<Double> length(Trace.Key key) {
        return Optional.ofNullable(gradients.get(key)).map(values -> {
            double squares = 0;
            for (float value : values.values()) {
                squares += (double) value * value;
            }
            return Math.sqrt(squares);
        });
    }

    private Optional<Parameter> parameter(String name) {
        return model.layout().parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// Who passes gradient to a number; without terms where a norm or a lookup mixes a whole row. Empty where there is no gradient.
    public Optional<Expression> explain(Place place) {
        return value(place).map(value -> switch (place) {
            case Place.Cell cell -> cell(cell, value);
            case Place.Weight weight -> weight(weight, value);
            case Place.HeadShare share -> total(share, value, "∂L/∂attn_out: the heads are added up", List.of(term(up(written(share)))));
            default -> plain(place, value, "");
        });
    }

    private static Expression plain(Place place, double value, String words) {
        return new Expression(place, value, value, words, List.of());
    }

    private Operand up(Place place) {
        return new Operand(Optional.of(place), "∂L/∂ " + place.title(), value(place).orElse(0.0), true);
    }

    private Operand number(Place place) {
        return new Operand(Optional.of(place), place.title(), numbers.value(place));
    }

    private static Operand constant(String name, double value) {
        return new Operand(Optional.empty(), name, value);
    }

    private static Term term(Operand... operands) {
        double product = 1;
        for (Operand operand : operands) {
            product *= operand.value();
        }
        return new Term(List.of(operands), product);
    }

    private static Expression total(Place place, double value, String formula, List<Term> terms) {
        double sum = terms.stream().mapToDouble(Term::value).sum();
        return new Expression(place, value, sum, formula, terms.stream().sorted(Comparator.comparingDouble(t -> -Math.abs(t.value()))).toList());
    }

    private Expression cell(Place.Cell cell, double value) {
        int layer = cell.layer();
        int a = cell.index().get(0);
        int b = cell.index().get(1);
        int c = cell.index().size() > 2 ? cell.index().get(2) : 0;
        int time = trace.tokens();
        List<Term> terms = new ArrayList<>();
        switch (cell.point()) {
            case LOGITS -> {
                return logit(cell, value, a, b);
            }
            case FINAL_NORM -> {
                for (int v = 0; v < config.vocabSize(); v++) {
                    terms.add(term(up(Place.cell(ProbePoint.LOGITS, -1, a, v)), number(Place.weight(config.tied() ? "wte.weight" : "lm_head.weight", v, b))));
                }
                return total(cell, value, "Σ_v ∂L/∂logit_v · E[v, c]", terms);
            }
            case MLP_POST -> {
                return through(cell, value, ProbePoint.MLP_OUT, layer, a, "h." + layer + ".mlp.c_proj.weight", b);
            }
            case NORM2 -> {
                if (config.activation().gated() || !pre) {
                    return plain(cell, value, "");
                }
                for (int f = 0; f < config.dFf(); f++) {
                    terms.add(term(up(Place.cell(ProbePoint.MLP_PRE, layer, a, f)), number(Place.weight("h." + layer + ".mlp.c_fc.weight", b, f))));
                }
                return total(cell, value, "Σ_f ∂L/∂pre_f · W[c, f]", terms);
            }
            case MLP_PRE -> {
                if (config.activation().gated()) {
                    return plain(cell, value, "");
                }
                float[] slope = new float[1];
                config.activation().backward(Kernels.scalar(), 1, new float[] {(float) numbers.value(cell)}, 0, new float[] {1}, 0, slope, 0);
                terms.add(term(up(Place.cell(ProbePoint.MLP_POST, layer, a, b)), constant("slope of " + config.activation().key(), slope[0])));
                return total(cell, value, "∂L/∂post · act′(pre)", terms);
            }
            case Z -> {
                if (!config.attnOutputProjection()) {
                    terms.add(term(up(Place.cell(ProbePoint.ATTN_OUT, layer, a, b * d + c))));
                    return total(cell, value, "∂L/∂attn_out", terms);
                }
                return through(cell, value, ProbePoint.ATTN_OUT, layer, a, "h." + layer + ".attn.c_proj.weight", b * d + c);
            }
            case PATTERN -> {
                for (int i = 0; i < d && value != 0; i++) {
                    terms.add(term(up(Place.cell(ProbePoint.Z, layer, b, a, i)), number(Place.cell(ProbePoint.V, layer, c, a / group, i))));
                }
                return total(cell, value, "Σ_d ∂L/∂z_d · v_d", terms);
            }
            case MASKED_SCORES -> {
                return softmax(cell, value, layer, a, b, c);
            }
            case SCALED_SCORES -> terms.add(term(up(Place.cell(ProbePoint.MASKED_SCORES, layer, a, b, c))));
            case SCORES -> terms.add(config.scaleScores() ? term(up(Place.cell(ProbePoint.SCALED_SCORES, layer, a, b, c)), constant("1/√" + d, 1 / Math.sqrt(d)))
                    : term(up(Place.cell(ProbePoint.SCALED_SCORES, layer, a, b, c))));
            case Q -> {
                for (int key = 0; key < time; key++) {
                    terms.add(term(up(Place.cell(ProbePoint.SCORES, layer, b, a, key)), number(Place.cell(ProbePoint.K, layer, key, b / group, c))));
                }
            }
            case K -> {
                for (int head = b * group; head < (b + 1) * group; head++) {
                    for (int query = 0; query < time; query++) {
                        terms.add(term(up(Place.cell(ProbePoint.SCORES, layer, head, query, a)), number(Place.cell(ProbePoint.Q, layer, query, head, c))));
                    }
                }
            }
            case V -> {
                for (int head = b * group; head < (b + 1) * group; head++) {
                    for (int query = 0; query < time; query++) {
                        terms.add(term(up(Place.cell(ProbePoint.Z, layer, query, head, c)), number(Place.cell(ProbePoint.PATTERN, layer, head, query, a))));
                    }
                }
            }
            case ATTN_OUT, MLP_OUT -> {
                if (!pre) {
                    return plain(cell, value, "");
                }
                terms.add(term(up(Place.cell(cell.point() == ProbePoint.ATTN_OUT ? ProbePoint.RESID_MID : ProbePoint.RESID_POST, layer, a, b))));
            }
            case RESID_MID -> {
                if (!pre || !config.ffn() || !config.residual()) {
                    return plain(cell, value, "");
                }
                return past(cell, value, Place.cell(ProbePoint.RESID_POST, layer, a, b), "feed-forward layer");
            }
            case RESID_PRE -> {
                if (!pre || !config.residual()) {
                    return plain(cell, value, "");
                }
                return past(cell, value, Place.cell(ProbePoint.RESID_MID, layer, a, b), "attention");
            }
            case RESID_POST, EMBED -> {
                int next = cell.point() == ProbePoint.EMBED ? 0 : layer + 1;
                if (next >= config.nLayer()) {
                    return plain(cell, value, "");
                }
                terms.add(term(up(Place.cell(ProbePoint.RESID_PRE, next, a, b))));
            }
            default -> {
                return plain(cell, value, "");
            }
        }
        return total(cell, value, "Σ (gradient of what uses it) · (how it is used)", terms);
    }

    private Expression through(Place.Cell cell, double value, ProbePoint out, int layer, int position, String matrix, int row) {
        List<Term> terms = new ArrayList<>();
        for (int c = 0; c < config.dModel(); c++) {
            terms.add(term(up(Place.cell(out, layer, position, c)), number(Place.weight(matrix, row, c))));
        }
        return total(cell, value, "Σ_c ∂L/∂out_c · W[i, c]", terms);
    }

    /// The straight way past a layer, and all that goes through it.
    private Expression past(Place.Cell cell, double value, Place straight, String layer) {
        Operand direct = up(straight);
        return new Expression(cell, value, value, "straight on + through norm and " + layer,
                List.of(new Term(List.of(direct), direct.value()), new Term(List.of(constant("through norm and " + layer, value - direct.value())),
                        value - direct.value())));
    }

    private Expression softmax(Place.Cell cell, double value, int layer, int head, int query, int key) {
        if (numbers.value(cell) == Double.NEGATIVE_INFINITY) {
            return plain(cell, value, "masked: no gradient comes through");
        }
        Operand weight = number(Place.cell(ProbePoint.PATTERN, layer, head, query, key));
        List<Term> terms = new ArrayList<>();
        terms.add(term(weight, up(Place.cell(ProbePoint.PATTERN, layer, head, query, key))));
        for (int k = 0; k < trace.tokens(); k++) {
            Operand other = number(Place.cell(ProbePoint.PATTERN, layer, head, query, k));
            if (other.value() != 0) {
                terms.add(term(constant("−weight", -weight.value()), other, up(Place.cell(ProbePoint.PATTERN, layer, head, query, k))));
            }
        }
        return total(cell, value, "p_j · (∂L/∂p_j − Σ_k p_k · ∂L/∂p_k)", terms);
    }

    private Expression logit(Place.Cell cell, double value, int position, int id) {
        int last = trace.tokens() - 1;
        if (position == last) {
            return plain(cell, value, "the last token has no next one: it is in no loss");
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < config.vocabSize(); v++) {
            max = Math.max(max, numbers.value(Place.cell(ProbePoint.LOGITS, -1, position, v)));
        }
        double sum = 0;
        for (int v = 0; v < config.vocabSize(); v++) {
            sum += Math.exp(numbers.value(Place.cell(ProbePoint.LOGITS, -1, position, v)) - max);
        }
        double p = Math.exp(numbers.value(cell) - max) / sum;
        boolean truth = trace.sentence().tokens().get(position + 1).id() == id;
        List<Term> terms = new ArrayList<>();
        terms.add(term(constant("p", p), constant("1/N", 1.0 / last)));
        if (truth) {
            terms.add(term(constant("−1, the true next token", -1), constant("1/N", 1.0 / last)));
        }
        return total(cell, value, "(p − y) / N, y = 1 for the true next token", terms);
    }

    /// A weight gets gradient from every position: input times the gradient of the output.
    private Expression weight(Place.Weight weight, double value) {
        String name = weight.name();
        if (!name.startsWith("h.") || !name.endsWith(".weight") || weight.index().size() != 2) {
            return plain(weight, value, "");
        }
        int layer = Integer.parseInt(name.split("\\.")[1]);
        int in = weight.index().get(0);
        int out = weight.index().get(1);
        List<Term> terms = new ArrayList<>();
        for (int t = 0; t < trace.tokens(); t++) {
            if (name.endsWith("mlp.c_proj.weight")) {
                terms.add(term(number(Place.cell(ProbePoint.MLP_POST, layer, t, in)), up(Place.cell(ProbePoint.MLP_OUT, layer, t, out))));
            } else if (name.endsWith("mlp.c_fc.weight") && !config.activation().gated() || name.endsWith("mlp.c_gate.weight")) {
                terms.add(term(number(Place.cell(ProbePoint.NORM2, layer, t, in)), up(Place.cell(ProbePoint.MLP_PRE, layer, t, out))));
            } else if (name.endsWith("attn.c_proj.weight")) {
                terms.add(term(number(Place.cell(ProbePoint.Z, layer, t, in / d, in % d)), up(Place.cell(ProbePoint.ATTN_OUT, layer, t, out))));
            } else if (name.endsWith("attn.c_attn.weight")) {
                Optional<Place> column = column(layer, t, out);
                if (column.isEmpty()) {
                    return plain(weight, value, "");
                }
                terms.add(term(number(Place.cell(ProbePoint.NORM1, layer, t, in)), up(column.get())));
            } else {
                return plain(weight, value, "");
            }
        }
        return total(weight, value, "Σ_t input_t · ∂L/∂output_t", terms);
    }

    /// The query, key or value behind a column of the fused projection; empty where rotary positions come between.
    private Optional<Place> column(int layer, int t, int column) {
        int head = column / d;
        boolean turned = config.positions() == PositionScheme.Kind.ROPE;
        if (head < config.nHead()) {
            return turned ? Optional.empty() : Optional.of(Place.cell(ProbePoint.Q, layer, t, head, column % d));
        }
        if (head < config.nHead() + config.nKvHead()) {
            return turned ? Optional.empty() : Optional.of(Place.cell(ProbePoint.K, layer, t, head - config.nHead(), column % d));
        }
        return Optional.of(Place.cell(ProbePoint.V, layer, t, head - config.nHead() - config.nKvHead(), column % d));
    }
}
