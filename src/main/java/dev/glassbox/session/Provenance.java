package dev.glassbox.session;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.AlibiPositions;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.nn.RotaryPositions;
import dev.glassbox.nn.SinusoidalPositions;
import dev.glassbox.session.Expression.Operand;
import dev.glassbox.session.Expression.Term;
import dev.glassbox.tensor.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// Where a number comes from: the expression behind each number of a forward pass, one level at a time, down to weights and tokens.
public final class Provenance {

    /// What a trace must hold to be explained.
    public static final Set<ProbePoint> ALL = EnumSet.allOf(ProbePoint.class);

    private final Trace trace;
    private final AttentionChange change;
    private final ModelConfig config;
    private final boolean pre;
    private final int d;
    private final int group;

    /// @param trace with all points, see [#ALL]
    public Provenance(Trace trace) {
        this(trace, AttentionChange.NOTHING);
    }

    /// @param change how attention was changed in the trace
    public Provenance(Trace trace, AttentionChange change) {
        this.trace = trace;
        this.change = change;
        config = trace.config();
        pre = config.normPlace() == Norm.Place.PRE;
        d = config.dHead();
        group = config.nHead() / config.nKvHead();
    }

    public Trace trace() {
        return trace;
    }

    /// The number at a place.
    public double value(Place place) {
        return switch (place) {
            case Place.Cell cell -> trace.get(cell.point(), cell.layer()).orElseThrow(() -> new IllegalArgumentException("This model has no " + cell.title() + "."))
                    .get(cell.index().stream().mapToInt(Integer::intValue).toArray());
            case Place.Weight weight -> weight(weight);
            case Place.TokenAt token -> trace.sentence().tokens().get(token.position()).id();
            case Place.Unrotated _, Place.Up _, Place.HeadShare _, Place.Sum _, Place.Statistic _ -> explain(place).value();
        };
    }

    private double weight(Place.Weight weight) {
        Parameter parameter = parameter(weight.name()).orElseThrow(() -> new IllegalArgumentException("This model has no weight " + weight.name() + "."));
        int at = 0;
        for (int axis = 0; axis < weight.index().size(); axis++) {
            at = at * parameter.shape().dim(axis) + weight.index().get(axis);
        }
        return trace.snapshot().values()[parameter.offset() + at];
    }

    private Optional<Parameter> parameter(String name) {
        return trace.snapshot().run().transformer().layout().parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// What the number at a place was computed from; for a weight or a token nothing.
    public Expression explain(Place place) {
        return switch (place) {
            case Place.Cell cell -> cell(cell);
            case Place.Weight _ -> leaf(place, "a weight: learned, not computed");
            case Place.TokenAt _ -> leaf(place, "a token of the sentence: its id in the vocabulary");
            case Place.Unrotated turned -> projection(turned, turned.layer(), turned.position(),
                    ((turned.key() ? config.nHead() : 0) + turned.head()) * d + turned.channel());
            case Place.Up up -> linear(up, "h." + up.layer() + ".mlp.c_fc", up.neuron(), config.dModel(),
                    c -> Place.cell(ProbePoint.NORM2, up.layer(), up.position(), c), Double.NaN, "up_f = Σ_c n2_c · W_fc[c, f] + b_f");
            case Place.HeadShare share -> share(share);
            case Place.Sum sum -> sum(sum);
            case Place.Statistic statistic -> statistic(statistic);
        };
    }

    private Expression leaf(Place place, String words) {
        double value = value(place);
        return new Expression(place, value, value, words, List.of());
    }

    private Expression cell(Place.Cell cell) {
        int layer = cell.layer();
        int a = cell.index().get(0);
        int b = cell.index().get(1);
        int c = cell.index().size() > 2 ? cell.index().get(2) : 0;
        double value = value(cell);
        String block = "h." + layer;
        return switch (cell.point()) {
            case EMBED -> config.embeddingNorm() ? norm(cell, "ln_emb", a, b) : embedding(cell, a, b);
            case RESID_PRE -> same(cell, layer == 0 ? Place.cell(ProbePoint.EMBED, -1, a, b) : Place.cell(ProbePoint.RESID_POST, layer - 1, a, b));
            case NORM1 -> pre ? norm(cell, block + ".ln_1", a, b) : same(cell, Place.cell(ProbePoint.RESID_PRE, layer, a, b));
            case Q -> config.positions() == PositionScheme.Kind.ROPE ? rotated(cell, false) : projection(cell, layer, a, b * d + c);
            case K -> config.positions() == PositionScheme.Kind.ROPE ? rotated(cell, true) : projection(cell, layer, a, (config.nHead() + b) * d + c);
            case V -> projection(cell, layer, a, (config.nHead() + config.nKvHead() + b) * d + c);
            case SCORES -> products(cell, d, i -> Place.cell(ProbePoint.Q, layer, b, a, i), i -> Place.cell(ProbePoint.K, layer, c, a / group, i),
                    "score = Σ_d q_d · k_d");
            case SCALED_SCORES -> scaled(cell, layer, a, b, c);
            case MASKED_SCORES -> Double.isInfinite(value) ? leafOf(cell, hidden(b, c), value)
                    : same(cell, Place.cell(ProbePoint.SCALED_SCORES, layer, a, b, c));
            case PATTERN -> softmax(cell, layer, a, b, c);
            case Z -> products(cell, trace.tokens(), j -> Place.cell(ProbePoint.PATTERN, layer, b, a, j), j -> Place.cell(ProbePoint.V, layer, j, b / group, c),
                    "z = Σ_j weight_j · v_j");
            case ATTN_OUT -> config.attnOutputProjection() ? linear(cell, block + ".attn.c_proj", b, config.nHead() * d,
                    i -> Place.cell(ProbePoint.Z, layer, a, i / d, i % d), value, "attn_out_c = Σ_i z_i · W_O[i, c] + b_c")
                    : same(cell, Place.cell(ProbePoint.Z, layer, a, b / d, b % d));
            case RESID_MID -> pre ? stream(cell, Place.cell(ProbePoint.RESID_PRE, layer, a, b), Place.cell(ProbePoint.ATTN_OUT, layer, a, b))
                    : norm(cell, block + ".ln_1", a, b);
            case NORM2 -> pre ? norm(cell, block + ".ln_2", a, b) : same(cell, Place.cell(ProbePoint.RESID_MID, layer, a, b));
            case MLP_PRE -> linear(cell, block + (config.activation().gated() ? ".mlp.c_gate" : ".mlp.c_fc"), b, config.dModel(),
                    i -> Place.cell(ProbePoint.NORM2, layer, a, i), value, "pre_f = Σ_c n2_c · W[c, f] + b_f");
            case MLP_POST -> activation(cell, layer, a, b);
            case MLP_OUT -> linear(cell, block + ".mlp.c_proj", b, config.dFf(), i -> Place.cell(ProbePoint.MLP_POST, layer, a, i), value,
                    "mlp_out_c = Σ_f post_f · W_proj[f, c] + b_c");
            case RESID_POST -> !config.ffn() ? same(cell, Place.cell(ProbePoint.RESID_MID, layer, a, b))
                    : pre ? stream(cell, Place.cell(ProbePoint.RESID_MID, layer, a, b), Place.cell(ProbePoint.MLP_OUT, layer, a, b))
                    : norm(cell, block + ".ln_2", a, b);
            case FINAL_NORM -> pre ? norm(cell, "ln_f", a, b) : same(cell, Place.cell(ProbePoint.RESID_POST, config.nLayer() - 1, a, b));
            case LOGITS -> products(cell, config.dModel(), i -> Place.cell(ProbePoint.FINAL_NORM, -1, a, i),
                    i -> Place.weight(config.tied() ? "wte.weight" : "lm_head.weight", b, i), "logit_v = Σ_c x_c · E[v, c]");
        };
    }

    private String hidden(int query, int key) {
        boolean open = change.mask().map(rule -> rule.open(query, key)).orElse(!config.causal() || key <= query);
        return open ? "−∞: key " + key + " is not among the " + change.topK() + " largest scores of query " + query
                : "−∞: the mask hides key " + key + " from query " + query;
    }

    private Expression share(Place.HeadShare share) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            Place z = Place.cell(ProbePoint.Z, share.layer(), share.position(), share.head(), i);
            if (config.attnOutputProjection()) {
                Place weight = Place.weight("h." + share.layer() + ".attn.c_proj.weight", share.head() * d + i, share.channel());
                terms.add(term(operand(z.title(), z), operand(weight.title(), weight)));
            } else if (share.head() * d + i == share.channel()) {
                terms.add(term(operand(z.title(), z)));
            }
        }
        return total(share, Double.NaN, config.attnOutputProjection() ? "Σ_d z_d · W_O[head · d_head + d, c], this head's rows only" : "z in this head's own columns, else 0", terms);
    }

    private Operand operand(String name, Place place) {
        return new Operand(Optional.of(place), name, value(place));
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

    private static Expression leafOf(Place place, String words, double value) {
        return new Expression(place, value, value, words, List.of());
    }

    private Expression same(Place place, Place source) {
        double value = value(place);
        Term only = term(operand(source.title(), source));
        return new Expression(place, value, only.value(), "= " + source.title(), List.of(only));
    }

    /// Adds terms; the largest come first. A value that nobody recorded is the sum itself.
    private static Expression total(Place place, double value, String formula, List<Term> terms) {
        double sum = terms.stream().mapToDouble(Term::value).sum();
        List<Term> sorted = terms.stream().sorted(Comparator.comparingDouble(t -> -Math.abs(t.value()))).toList();
        return new Expression(place, Double.isNaN(value) ? sum : value, sum, formula, sorted);
    }

    private Expression products(Place place, int count, IntFunction<Place> left, IntFunction<Place> right, String formula) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            terms.add(term(operand(left.apply(i).title(), left.apply(i)), operand(right.apply(i).title(), right.apply(i))));
        }
        return total(place, value(place), formula, terms);
    }

    private Expression linear(Place place, String name, int out, int in, IntFunction<Place> inputs, double value, String formula) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < in; i++) {
            Place input = inputs.apply(i);
            Place weight = Place.weight(name + ".weight", i, out);
            terms.add(term(operand(input.title(), input), operand(weight.title(), weight)));
        }
        parameter(name + ".bias").ifPresent(_ -> {
            Place bias = Place.weight(name + ".bias", out);
            terms.add(term(operand(bias.title(), bias)));
        });
        return total(place, value, formula, terms);
    }

    private Expression projection(Place place, int layer, int position, int column) {
        return linear(place, "h." + layer + ".attn.c_attn", column, config.dModel(), i -> Place.cell(ProbePoint.NORM1, layer, position, i),
                place instanceof Place.Cell ? value(place) : Double.NaN, "Σ_c x_c · W[c, column] + b");
    }

    private Expression rotated(Place.Cell cell, boolean key) {
        int t = cell.index().get(0);
        int head = cell.index().get(1);
        int channel = cell.index().get(2);
        boolean halves = config.ropePairs() == RotaryPositions.Pairs.HALF;
        int i = halves ? channel % (d / 2) : channel / 2;
        boolean first = halves ? channel < d / 2 : channel % 2 == 0;
        int other = halves ? (first ? channel + d / 2 : channel - d / 2) : (first ? channel + 1 : channel - 1);
        double angle = t * Math.pow(config.ropeTheta(), -2.0 * i / d);
        Place own = new Place.Unrotated(cell.layer(), key, t, head, channel);
        Place partner = new Place.Unrotated(cell.layer(), key, t, head, other);
        List<Term> terms = List.of(term(operand(own.title(), own), constant("cos φ", Math.cos(angle))),
                term(operand(partner.title(), partner), constant(first ? "−sin φ" : "sin φ", first ? -Math.sin(angle) : Math.sin(angle))));
        return total(cell, value(cell), first ? "a′ = a·cos φ − b·sin φ, φ = t·θ^(−2i/D)" : "b′ = a·sin φ + b·cos φ, φ = t·θ^(−2i/D)", terms);
    }

    private Expression scaled(Place.Cell cell, int layer, int head, int query, int key) {
        List<Term> terms = new ArrayList<>();
        Operand score = operand("q · k", Place.cell(ProbePoint.SCORES, layer, head, query, key));
        terms.add(config.scaleScores() ? term(score, constant("1/√" + d, 1 / Math.sqrt(d))) : term(score));
        if (config.positions() == PositionScheme.Kind.ALIBI) {
            terms.add(term(constant("−slope", -AlibiPositions.slopes(config.nHead())[head]), constant("distance", Math.abs(query - key))));
        }
        return total(cell, value(cell), (config.scaleScores() ? "q · k / √d_head" : "q · k, not scaled") + (terms.size() > 1 ? " − slope · distance" : ""), terms);
    }

    private Expression softmax(Place.Cell cell, int layer, int head, int query, int key) {
        int time = trace.tokens();
        double[] scores = new double[time];
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < time; j++) {
            scores[j] = value(Place.cell(ProbePoint.MASKED_SCORES, layer, head, query, j));
            max = Math.max(max, scores[j]);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        List<Term> terms = new ArrayList<>();
        for (int j = 0; j < time; j++) {
            if (scores[j] != Double.NEGATIVE_INFINITY || j == key) {
                terms.add(new Term(List.of(operand((j == key ? "this one, " : "") + "score of " + j + " " + trace.sentence().tokens().get(j).label(),
                        Place.cell(ProbePoint.MASKED_SCORES, layer, head, query, j))), Math.exp(scores[j] - max) / sum));
            }
        }
        return new Expression(cell, value(cell), Math.exp(scores[key] - max) / sum, "weight_j = e^s_j / Σ_k e^s_k", terms);
    }

    private Expression stream(Place.Cell cell, Place x, Place branch) {
        List<Term> terms = new ArrayList<>();
        if (config.residual()) {
            terms.add(term(operand(x.title(), x)));
        }
        terms.add(term(operand(branch.title(), branch)));
        return total(cell, value(cell), config.residual() ? "x + what the layer adds" : "what the layer computes; no residual connection", terms);
    }

    private Expression sum(Place.Sum sum) {
        int t = sum.position();
        int c = sum.channel();
        if (sum.layer() < 0) {
            return embedding(sum, t, c);
        }
        List<Term> terms = new ArrayList<>();
        Place x = sum.second() ? Place.cell(ProbePoint.RESID_MID, sum.layer(), t, c) : Place.cell(ProbePoint.RESID_PRE, sum.layer(), t, c);
        Place branch = sum.second() ? Place.cell(ProbePoint.MLP_OUT, sum.layer(), t, c) : Place.cell(ProbePoint.ATTN_OUT, sum.layer(), t, c);
        if (config.residual()) {
            terms.add(term(operand(x.title(), x)));
        }
        terms.add(term(operand(branch.title(), branch)));
        return total(sum, Double.NaN, config.residual() ? "x + what the layer adds" : "what the layer computes", terms);
    }

    private Expression embedding(Place place, int t, int c) {
        int id = trace.sentence().tokens().get(t).id();
        List<Term> terms = new ArrayList<>();
        Place row = Place.weight("wte.weight", id, c);
        terms.add(term(operand("embedding of " + trace.sentence().tokens().get(t).label() + ", " + row.title(), row)));
        if (config.positions() == PositionScheme.Kind.LEARNED) {
            Place position = Place.weight("wpe.weight", t, c);
            terms.add(term(operand("position " + t + ", " + position.title(), position)));
        } else if (config.positions() == PositionScheme.Kind.SINUSOIDAL) {
            terms.add(term(constant("wave at position " + t, SinusoidalPositions.table(t + 1, config.dModel())[t * config.dModel() + c])));
        }
        Expression all = total(place, place instanceof Place.Cell ? value(place) : Double.NaN, "embedding[id] + position", terms);
        // The token itself is the last operand: it says which row.
        List<Term> with = new ArrayList<>(all.terms());
        with.add(new Term(List.of(operand("id of " + trace.sentence().tokens().get(t).label(), new Place.TokenAt(t))), 0));
        return new Expression(place, all.value(), all.computed(), all.formula(), with);
    }

    private Place normInput(String norm, int t, int c) {
        if (norm.equals("ln_f")) {
            return Place.cell(ProbePoint.RESID_POST, config.nLayer() - 1, t, c);
        }
        if (norm.equals("ln_emb")) {
            return new Place.Sum(-1, false, t, c);
        }
        int layer = Integer.parseInt(norm.split("\\.")[1]);
        boolean second = norm.endsWith("ln_2");
        return !pre ? new Place.Sum(layer, second, t, c) : Place.cell(second ? ProbePoint.RESID_MID : ProbePoint.RESID_PRE, layer, t, c);
    }

    private Expression norm(Place.Cell cell, String norm, int t, int c) {
        Place input = normInput(norm, t, c);
        if (config.norm() == Norm.Kind.NONE) {
            return same(cell, input);
        }
        boolean layerNorm = config.norm() == Norm.Kind.LAYERNORM;
        Operand x = operand(input.title(), input);
        Operand r = operand("r", new Place.Statistic(norm, true, t));
        List<Operand> tail = new ArrayList<>(List.of(r));
        parameter(norm + ".weight").ifPresent(_ -> tail.add(operand("gain γ, " + norm + " [" + c + "]", Place.weight(norm + ".weight", c))));
        double factor = tail.stream().mapToDouble(Operand::value).reduce(1, (p, q) -> p * q);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(joined(x, tail), x.value() * factor));
        if (layerNorm) {
            Operand mean = operand("μ", new Place.Statistic(norm, false, t));
            terms.add(new Term(joined(new Operand(mean.place(), "−μ", -mean.value()), tail), -mean.value() * factor));
        }
        parameter(norm + ".bias").filter(_ -> layerNorm).ifPresent(_ -> {
            Place bias = Place.weight(norm + ".bias", c);
            terms.add(term(operand("bias β, " + norm + " [" + c + "]", bias)));
        });
        double sum = terms.stream().mapToDouble(Term::value).sum();
        return new Expression(cell, value(cell), sum, layerNorm ? "(x − μ) · r · γ + β, r = 1/√(σ² + ε)" : "x · r · γ, r = 1/√(mean x² + ε)", terms);
    }

    private static List<Operand> joined(Operand first, List<Operand> rest) {
        List<Operand> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private Expression statistic(Place.Statistic statistic) {
        int width = config.dModel();
        double mean = 0;
        double squares = 0;
        List<Term> terms = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            Operand x = operand("x_" + c, normInput(statistic.norm(), statistic.position(), c));
            mean += x.value() / width;
            terms.add(new Term(List.of(x), x.value() / width));
        }
        boolean layerNorm = config.norm() == Norm.Kind.LAYERNORM;
        for (Term term : terms) {
            double centred = term.operands().getFirst().value() - (layerNorm ? mean : 0);
            squares += centred * centred / width;
        }
        double value = statistic.factor() ? 1 / Math.sqrt(squares + config.normEpsilon()) : mean;
        String formula = !statistic.factor() ? "μ = mean of " + width + " numbers"
                : layerNorm ? "r = 1/√(variance of " + width + " numbers + ε)" : "r = 1/√(mean square of " + width + " numbers + ε)";
        return new Expression(statistic, value, value, formula, terms);
    }

    private Expression activation(Place.Cell cell, int layer, int t, int f) {
        Operand before = operand("pre-activation", Place.cell(ProbePoint.MLP_PRE, layer, t, f));
        float[] out = new float[1];
        config.activation().forward(Kernels.scalar(), 1, new float[] {(float) before.value()}, 0, out, 0);
        if (config.activation().gated()) {
            Operand up = operand("gated value", new Place.Up(layer, t, f));
            return new Expression(cell, value(cell), out[0] * up.value(), "silu(gate) · up", List.of(new Term(List.of(before, up), out[0] * up.value())));
        }
        return new Expression(cell, value(cell), out[0], "post = " + config.activation().key() + "(pre)", List.of(new Term(List.of(before), out[0])));
    }
}
