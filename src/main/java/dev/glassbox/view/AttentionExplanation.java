package dev.glassbox.view;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.Trace;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;

/// The words beside the Attention lens, made from what is selected.
final class AttentionExplanation {
    private final WindowModel models;
    private final AttentionModel attention;
    private final AttentionChoice choice;

    AttentionExplanation(WindowModel models, AttentionChoice choice) {
        this.models = models;
        this.attention = models.attention();
        this.choice = choice;
    }

    Explanation now() {
        Trace trace = attention.getShown().orElse(null);
        if (trace == null || models.trace().getSentence().isEmpty()) {
            return models.run().getLoaded().isEmpty() ? Explanation.NONE : LiveExplanation.ofNothing();
        }
        return switch (choice.page().get()) {
            case MICROSCOPE -> microscope(trace);
            case HEADS -> heads();
            case PATCH -> patch();
            case CROSS -> cross();
            case MASKS -> masks();
            case SATURATION -> saturation();
        };
    }

    private Explanation heads() {
        var found = attention.removal().removalProperty().get();
        List<String> numbers = new ArrayList<>();
        String pointed = choice.pointed().get().text();
        if (!pointed.isEmpty()) {
            numbers.add("[-:" + pointed + "]");
        }
        if (found != null) {
            double change = found.lossAfter() - found.loss();
            numbers.add("loss " + Numbers.format(found.loss()) + " → **" + Numbers.format(found.lossAfter()) + "**");
            numbers.add("change " + (change > 0 ? "+" : "") + Numbers.format(change) + " nats");
        }
        return switch (choice.bench().get()) {
            case HEADS -> new Explanation("All heads on this sentence, blocks downward. Heads that share **keys and values** (GQA, MQA) stand under one bracket."
                    + " On the right the selected head writes zeros instead of its output; the bars show what the model then says. Double click opens a head.",
                    numbers, "Heuristic from this sentence only: what a head reads here is not yet what it is for.");
            case PARTS -> new Explanation("One block to take apart. A click on **attention**, **MLP** or a **neuron** lets it write zeros, a click on **⊕** cuts the way past the layer,"
                    + " a click on the **stream** takes the whole block out. On the right: what the model then says.", numbers,
                    "A part the model can do without here may matter in another sentence: measure on the validation text, too.");
            case CELLS -> new Explanation("Other **attention weights** for one head: drag sets cells to the weight of the brush, 1 forces, 0 cuts. Painted cells are outlined. Everything"
                    + " after the head is computed from what you painted. Curly brackets choose the head, square ones the block.",
                    numbers, "On the validation text the same cells are painted into every window.");
        };
    }

    private Explanation patch() {
        var found = attention.patch().answerProperty().get();
        List<String> numbers = new ArrayList<>();
        String pointed = choice.pointed().get().text();
        if (!pointed.isEmpty()) {
            numbers.add("[-:" + pointed + "]");
        }
        if (found != null) {
            numbers.add("p(**" + found.token() + "**) shared " + Numbers.probability(found.whole()));
            numbers.add("second, unpatched " + Numbers.probability(found.plain()));
        }
        return new Explanation("**Activation patching.** The second sentence is read, but at one position and block the residual stream is replaced by"
                + " that of the shared sentence. A cell shows how the probability of the shared sentence's guess changes: where it rises, the answer is carried.",
                numbers, "");
    }

    private Explanation cross() {
        List<String> numbers = new ArrayList<>();
        String pointed = choice.pointed().get().text();
        if (!pointed.isEmpty()) {
            numbers.add("[-:" + pointed + "]");
        }
        var found = attention.cross().answerProperty().get();
        if (found != null) {
            numbers.add("[T, S] = [" + found.asking().tokens() + ", " + found.read().tokens() + "]");
            numbers.add("loss of the second, read alone " + found.read().loss().stream().mapToObj(Numbers::format).findFirst().orElse("–"));
        }
        return new Explanation("**Cross-attention** in an encoder–decoder: [q:queries] come from the sentence that is written, [k:keys] and values from the one that is read."
                + " So the map is not square, and nothing in it is masked. Translation models such as T5 have one such layer in every decoder block.",
                numbers, "This model has no cross-attention and was never trained so: these are the numbers its self-attention weights give. A trained one would learn"
                + " W_Q for one stream and W_K, W_V for the other.");
    }

    private static Explanation masks() {
        return new Explanation("A mask says who may read whom. Under the **causal** mask bank cannot look ahead to river; a model that reads in both"
                + " directions can. The later word sees both. Row t of a causal mask has t + 1 open cells, the token itself included.",
                List.of(MasksController.numbers(), "e^−∞ = 0, so a masked weight is 0"),
                "Building the mask by multiplying ones and zeros with −∞ gives NaN below the diagonal. Fill the cells instead.");
    }

    private Explanation saturation() {
        var pair = attention.saturation().answerProperty().get();
        List<String> numbers = new ArrayList<>();
        if (pair != null) {
            numbers.add("d_head " + pair.plain().dHead() + ", √ = " + Numbers.format(Math.sqrt(pair.plain().dHead())));
            numbers.add("std unscaled **" + Numbers.format(pair.plain().deviation()) + "**");
            numbers.add("top weight " + Numbers.format(pair.plain().top()) + " → " + Numbers.format(pair.scaled().top()) + " ± " + Numbers.fixed(pair.plain().topError(), 3));
            numbers.add("gradient " + Numbers.format(pair.plain().gradient()) + " → " + Numbers.format(pair.scaled().gradient()));
        }
        return new Explanation("Random queries and keys. The variance of q · k grows with d_head, its typical size with **√d_head**. Unscaled, the softmax"
                + " gives nearly all to one key; then Σp(1 − p) is small and little gradient comes through. Dividing by √d_head keeps both at any width.",
                numbers, "No trained model here: 2,000 random queries, each with keys of its own.");
    }

    private Explanation microscope(Trace trace) {
        SelectionModel selection = models.selection();
        int layer = Math.min(selection.getLayer(), trace.layers() - 1);
        int head = Math.min(selection.getHead(), trace.heads() - 1);
        int query = Math.min(selection.getQuery(), trace.tokens() - 1);
        int key = Math.min(selection.getKey(), trace.tokens() - 1);
        List<String> tokens = AttentionPictures.tokens(trace);
        String note = attention.isWhatIf() ? "What-if for this sentence only. The model was trained with its own mask; so it may not know what to do with this one."
                : "";
        if (trace.tokens() == 1) {
            return new Explanation("Nothing earlier to read: with one token the only weight is 1. Add a token with [m:G].", List.of(), note);
        }
        return new Explanation(seeing(trace, layer, head, query, tokens), numbers(trace, layer, head, query, key), note);
    }

    private String seeing(Trace trace, int layer, int head, int query, List<String> tokens) {
        String d = "d_head = " + trace.config().dHead();
        return switch (choice.stage().get()) {
            case QK -> "Each token is projected three times. **Q** is what it looks for, **K** what it can be found by; **V**, later, what it hands over."
                    + " One row per token, " + d + " numbers each: d_model / n_head.";
            case SCORES -> "Every **query** times every **key**: a cell is the dot product of two rows. All pairs are shown, also those the mask will hide.";
            case SCALED -> "The same scores divided by **√d_head**. Dot products of " + trace.config().dHead() + " terms grow with √d_head;"
                    + " unscaled the softmax would give nearly all to one key and learn slowly.";
            case MASKED -> "A token may read itself and what came **before**: row t has t + 1 open cells. Later keys become −∞, so that e^−∞ = 0."
                    + " The sizes of the others do not change.";
            case PATTERN -> pattern(trace, layer, head, query, tokens);
            case MIX -> "Each row of weights mixes the rows of **V**: z = Σ weight · v. A token hands over its value only as far as it is read.";
            case OUT -> "**W_O** brings the " + trace.heads() + " heads, each " + trace.config().dHead() + " wide, back to " + trace.config().dModel()
                    + " numbers. The sum over heads is added to the residual stream.";
        };
    }

    private String pattern(Trace trace, int layer, int head, int query, List<String> tokens) {
        if (trace.snapshot().random()) {
            return "The weights are random: every row is nearly even, [m:1/(t + 1)]. Row = the token that asks, column = the token it reads."
                    + " Train, and structure appears.";
        }
        float[] weights = trace.pattern(layer, head);
        int best = 0;
        for (int k = 1; k < trace.tokens(); k++) {
            best = weights[query * trace.tokens() + k] > weights[query * trace.tokens() + best] ? k : best;
        }
        return "Row = the token that asks, column = the token it reads. [q:" + tokens.get(query) + "] puts "
                + Numbers.percent(weights[query * trace.tokens() + best]) + " of this head's attention on [k:" + tokens.get(best)
                + "]. Each row sums to 1; hatched cells are masked.";
    }

    private List<String> numbers(Trace trace, int layer, int head, int query, int key) {
        List<String> lines = new ArrayList<>();
        int time = trace.tokens();
        lines.add("[B, H, T, T] = [1, " + trace.heads() + ", " + time + ", " + time + "]");
        MaskRule mask = attention.shownMask();
        if (key >= 0 && trace.get(ProbePoint.SCORES, layer).isPresent()) {
            double score = trace.get(ProbePoint.SCORES, layer).orElseThrow().get(head, query, key);
            double scaled = trace.get(ProbePoint.SCALED_SCORES, layer).orElseThrow().get(head, query, key);
            double weight = trace.pattern(layer)[(head * time + query) * time + key];
            boolean open = trace.get(ProbePoint.MASKED_SCORES, layer).orElseThrow().get(head, query, key) != Float.NEGATIVE_INFINITY;
            lines.add("[q:q]·[k:k] = " + Numbers.format(score));
            lines.add((trace.config().scaleScores() ? "÷ √" + trace.config().dHead() : "unscaled")
                    + (trace.config().positions() == dev.glassbox.nn.PositionScheme.Kind.ALIBI ? " − slope·distance" : "") + " = " + Numbers.format(scaled));
            lines.add(open ? "softmax = **" + Numbers.probability(weight) + "** weight" : mask.open(query, key) ? "not among the top-"
                    + attention.shownChange().topK() + ": 0" : "masked: −∞, weight 0");
        }
        double entropy = 0;
        int open = 0;
        for (int k = 0; k < time; k++) {
            double p = trace.pattern(layer)[(head * time + query) * time + k];
            if (p > 0) {
                open++;
                entropy -= p * Math.log(p);
            }
        }
        lines.add("entropy " + Numbers.format(entropy) + " of " + Numbers.format(Math.log(Math.max(1, open))) + " nats");
        lines.add("open cells in this row: " + open);
        if (trace.config().nKvHead() < trace.heads()) {
            lines.add("[-:reads k, v head " + (AttentionPictures.kvHead(trace, head) + 1) + " of " + trace.config().nKvHead() + "]");
        }
        return lines;
    }
}
