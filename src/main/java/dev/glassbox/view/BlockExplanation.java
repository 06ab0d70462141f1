package dev.glassbox.view;

import dev.glassbox.analysis.LogitLens.Reading;
import dev.glassbox.analysis.NormSteps;
import dev.glassbox.model.Family;
import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.StreamReading;
import dev.glassbox.session.Trace;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;

/// The words beside the Block lens, made from what is open, pointed at and selected.
final class BlockExplanation {
    private static final String EMPTY = "The sentence is empty. Press [m:Ctrl+L] or **Edit** and type one: a block works on the tokens of a sentence.";

    private final WindowState state;
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;

    BlockExplanation(WindowState state, WindowModel models, BlockChoice choice) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        block = models.block();
    }

    ObservableValue<?>[] inputs() {
        var selection = models.selection();
        return new ObservableValue<?>[] {models.trace().traceProperty(), models.trace().sentenceProperty(), selection.queryProperty(), selection.layerProperty(),
                choice.page(), choice.pointed(), block.partProperty(), choice.family(), choice.counted(), choice.otherHead(), choice.ledgerPart(), choice.quiz(), block.streamProperty(), block.neuronProperty(), block.secondNormProperty(), block.withoutActivationProperty(),
                block.reportProperty(), state.low(), models.run().loadedProperty()};
    }

    Explanation now() {
        if (choice.page().get() == BlockChoice.Page.PARAMETERS) {
            return parameters();
        }
        if (choice.page().get() == BlockChoice.Page.FAMILIES) {
            return families();
        }
        Trace trace = BlockFlowController.moment(models).orElse(null);
        if (trace == null) {
            return models.run().getLoaded().isEmpty() || !models.trace().getSentence().isEmpty() ? Explanation.NONE : new Explanation(EMPTY, List.of(), "");
        }
        int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
        int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
        return switch (block.getPart()) {
            case LENS -> lens(trace, token);
            case NORM -> norm(trace, layer, token);
            case MLP -> mlp(trace, layer, token);
            case BLOCK -> flow(trace, layer, token);
        };
    }

    private Explanation families() {
        ModelConfig own = models.run().getLoaded().map(LoadedSpec::config).orElse(null);
        if (own == null) {
            return Explanation.NONE;
        }
        Family shown = FamilyWords.all(own).get(choice.family().get());
        ModelConfig c = shown.config();
        List<String> numbers = new ArrayList<>();
        numbers.add("logits [T, " + Numbers.integer(c.vocabSize()) + "]");
        numbers.add("d_head = " + Numbers.integer(c.dModel()) + " / " + c.nHead() + " = **" + c.dHead() + "**");
        numbers.add("weights: **" + shown.weights() + "**");
        pointed(numbers);
        String seeing = switch (shown.kind()) {
            case DECODER -> "A **decoder**: tokens become vectors, every block adds attention and MLP, the head turns the last vectors into logits. A token reads only itself"
                    + " and what is before it, so the model can write.";
            case ENCODER -> "An **encoder**: the same blocks without the causal mask. Every token reads the whole sentence, so the model can fill gaps and classify, but not write"
                    + " token by token.";
            case ENCODER_DECODER -> "Two stacks: the **encoder** reads the first sequence as a whole; the **decoder** writes the second one and in every block reads the encoder by"
                    + " **cross-attention**: queries from the decoder, keys and values from the encoder.";
        };
        return new Explanation(seeing + " Click a box to open its lens.", numbers, state.low().get() ? "" : "To see two of them learn side by side, open Experiments: GPT and BERT is one"
                + " of its switches.");
    }

    private Explanation parameters() {
        ModelConfig c = choice.onLedger(models.run().getLoaded()).orElse(null);
        if (c == null) {
            return Explanation.NONE;
        }
        Ledger ledger = Ledger.of(c);
        List<String> numbers = new ArrayList<>();
        Ledger.Part part = choice.ledgerPart().get();
        boolean asks = choice.quiz().get();
        if (part != null && ledger.total(part) > 0 && !(asks && !choice.found().contains(part))) {
            numbers.add("**" + LedgerRows.name(part) + "**");
            ledger.tensors().stream().filter(t -> t.part() == part).forEach(t -> numbers.add(t.name().replace("h.0.", c.nLayer() > 1 ? "h.*." : "h.0.") + " "
                    + t.shape().replace(", ", "×") + " = " + Numbers.integer(t.size())));
        } else if (!asks) {
            numbers.add("12·L·d² = " + Numbers.integer(ledger.estimate()));
            ledger.beyondEstimate().forEach(line -> numbers.add((line.weights() < 0 ? "− " : "+ ") + line.what() + " " + Numbers.integer(Math.abs(line.weights()))));
            numbers.add("= **" + Numbers.integer(ledger.total()) + "**");
        }
        String seeing = asks ? "Every count can be worked out from V, T, d, d_ff and the number of heads. Click a row, type how many weights **one** such part has, press Enter."
                : "Every weight of the model, by part: **area** = number of weights. Attention has 4d² per block, the MLP 8d² when it is four times as wide: twice as many, not"
                        + " four times. Click a part for its tensors.";
        return new Explanation(seeing, numbers, state.low().get() ? "" : tying(ledger));
    }

    private static String tying(Ledger ledger) {
        ModelConfig c = ledger.config();
        long tied = Ledger.of(c.withTied(true)).total();
        long free = Ledger.of(c.withTied(false)).total();
        return "Head tied to the token table: " + Numbers.integer(tied) + ". Free head: " + Numbers.integer(free) + ". Tying saves "
                + Numbers.percent((double) (free - tied) / free) + " of the free model.";
    }

    private Explanation flow(Trace trace, int layer, int token) {
        ModelConfig c = trace.config();
        String label = trace.sentence().tokens().get(token).label();
        String adds = c.residual() ? "A block never overwrites: it reads the residual stream, computes, and **adds** its result."
                : "The residual connection is **off**: each layer replaces the stream by its result.";
        String seeing = adds + " Attention moves information between positions" + (c.ffn() ? "; the MLP works on each position alone." : "; there is no MLP.")
                + " Below: how much every part added at [m:" + label + "], and what the model would say after each block.";
        List<String> numbers = new ArrayList<>();
        boolean pre = c.normPlace() == Norm.Place.PRE;
        boolean normed = c.norm() != Norm.Kind.NONE;
        numbers.add(formula("attn", pre, normed, c.residual()));
        if (c.ffn()) {
            numbers.add(formula("mlp", pre, normed, c.residual()));
        }
        numbers.add("‖attn " + (layer + 1) + "‖ = **" + Numbers.format(BlockPictures.length(trace, ProbePoint.ATTN_OUT, layer, token)) + "**");
        if (c.ffn()) {
            numbers.add("‖mlp " + (layer + 1) + "‖  = **" + Numbers.format(BlockPictures.length(trace, ProbePoint.MLP_OUT, layer, token)) + "**");
        }
        numbers.add("‖x‖: " + Numbers.format(BlockPictures.length(trace, ProbePoint.RESID_PRE, layer, token)) + " → "
                + Numbers.format(BlockPictures.length(trace, ProbePoint.RESID_POST, layer, token)));
        pointed(numbers);
        return new Explanation(seeing, numbers, state.low().get() ? "" : ratio(Ledger.of(c)));
    }

    private static String formula(String layer, boolean pre, boolean normed, boolean residual) {
        String read = normed && pre ? layer + "(norm(x))" : layer + "(x)";
        String sum = residual ? "x + " + read : read;
        return "x ← " + (normed && !pre ? "norm(" + sum + ")" : sum);
    }

    private static String ratio(Ledger ledger) {
        if (ledger.feedForward() == 0) {
            return "Lengths do not add up: a vector can point against what is already there.";
        }
        return "The MLP holds " + Numbers.format((double) ledger.feedForward() / ledger.attention()) + " times the attention's parameters. Its hidden width is "
                + Numbers.format((double) ledger.config().dFf() / ledger.config().dModel()) + " times d_model.";
    }

    private Explanation norm(Trace trace, int layer, int token) {
        ModelConfig c = trace.config();
        BlockNorm norm = BlockNorm.of(trace, layer, token, block.secondNormProperty().get() && c.ffn());
        NormSteps steps = norm.steps();
        List<String> numbers = new ArrayList<>();
        switch (c.norm()) {
            case LAYERNORM -> {
                numbers.add("y = (x − μ)/√(σ² + ε) · γ" + (norm.biased() ? " + β" : ""));
                numbers.add("μ  = **" + Numbers.format(steps.mean()) + "**");
                numbers.add("σ² = **" + Numbers.format(steps.variance()) + "**, ε = " + Numbers.format(c.normEpsilon()));
            }
            case RMSNORM -> {
                numbers.add("y = x/√(⟨x²⟩ + ε)" + (norm.gained() ? " · γ" : ""));
                numbers.add("⟨x²⟩ = **" + Numbers.format(steps.meanSquare()) + "**, ε = " + Numbers.format(c.normEpsilon()));
            }
            case NONE -> numbers.add("y = x");
        }
        numbers.add("divided by **" + Numbers.format(steps.divisor()) + "**");
        numbers.add("mean square after it: **" + Numbers.format(steps.meanSquareAfter()) + "**");
        pointed(numbers);
        String seeing = c.norm() == Norm.Kind.NONE ? "This model has **no norms**: every layer reads the stream as it is. Below, what the two usual norms do to two numbers."
                : "The norm brings the vector of one token to a common size, whatever its length: **mean square 1**, then a learned gain per channel."
                        + " LayerNorm also takes the mean off. Each strip has its own colour scale. Below, a vector of two numbers to drag.";
        return new Explanation(seeing, numbers, state.low().get() ? "" : c.norm() == Norm.Kind.RMSNORM && !norm.gained()
                ? "This RMSNorm has no learned gain, as in microgpt; LLaMA's has one." : "The norm works on each token alone: no token sees the mean of another.");
    }

    private Explanation mlp(Trace trace, int layer, int token) {
        ModelConfig c = trace.config();
        float[] pre = BlockMlpController.neurons(trace, ProbePoint.MLP_PRE, layer, token);
        float[] post = BlockMlpController.neurons(trace, ProbePoint.MLP_POST, layer, token);
        List<String> numbers = new ArrayList<>();
        boolean gated = c.activation().gated();
        numbers.add(gated ? "y = (silu(x·W_gate) ⊙ x·W_fc)·W_proj" : "y = act(x·W_fc" + (c.bias() ? " + b" : "") + ")·W_proj" + (c.bias() ? " + b" : ""));
        numbers.add("[" + c.dModel() + "] → [" + c.dFf() + "] → [" + c.dModel() + "]");
        if (pre.length > 0) {
            int neuron = BlockMlpController.neuron(block, post);
            numbers.add("neuron " + (neuron + 1) + (gated ? ": gate in " : ": in ") + Numbers.format(pre[neuron]) + ", out **" + Numbers.format(post[neuron]) + "**");
        }
        numbers.add("‖mlp " + (layer + 1) + "‖ = **" + Numbers.format(BlockPictures.length(trace, ProbePoint.MLP_OUT, layer, token)) + "**");
        pointed(numbers);
        String seeing = block.withoutActivationProperty().get()
                ? "Two matrices with nothing between them are **one matrix**: however many neurons, the layer could then only turn and stretch. The bend of the activation"
                        + " function is what makes width useful."
                : "Each **neuron** compares the token's vector with its own pattern (a column of W_fc), bends the result, and adds its own vector (a row of W_proj)"
                        + " to the stream. Brown: gives something, blue: negative. On the right: where in the corpus this neuron is most active.";
        return new Explanation(seeing, numbers, state.low().get() ? "" : "A list of places is a hint, not a proof: a neuron often serves several patterns.");
    }

    private void pointed(List<String> numbers) {
        Hit pointed = choice.pointed().get();
        if (pointed != Hit.NONE && !pointed.text().isEmpty()) {
            numbers.add("[-:" + pointed.text().replace("]", ")").replace("[", "(") + "]");
        }
    }

    private Explanation lens(Trace trace, int token) {
        List<String> numbers = new ArrayList<>();
        StreamReading reading = block.getStream(token).filter(r -> r.trace().sentence() == trace.sentence()).orElse(null);
        if (reading != null) {
            numbers.add("at [q:" + trace.sentence().tokens().get(token).label() + "]");
            for (StreamReading.Stage stage : reading.stages()) {
                Reading at = stage.readings().get(token - reading.first());
                boolean selected = stage.layer() == models.selection().getLayer() && !stage.between();
                boolean shown = reading.stages().size() <= 6 || selected || stage == reading.stages().getLast();
                if (shown) {
                    String line = BlockPictures.stageName(stage) + "  " + reading.label(at.top()) + " " + Numbers.probability(at.probabilities().getFirst());
                    numbers.add(selected ? "**" + line + "**" : line);
                    if (selected && at.ids().size() > 1) {
                        numbers.add("[-:then " + reading.label(at.ids().get(1)) + " " + Numbers.probability(at.probabilities().get(1)) + ", H " + Numbers.format(at.entropy()) + " nats]");
                    }
                }
            }
        }
        return new Explanation("The final norm and the head, applied to the stream **before it is finished**: what the model would say if it stopped there."
                + " Grey: the same token as the stage above. Coloured: the answer changes here, darker = more probable. Thick line: from here on it stays."
                + " A dot: changed since the last look.", numbers,
                state.low().get() ? "" : "Only the last row was trained to be read this way; earlier rows are a translation, not what the model says.");
    }
}
