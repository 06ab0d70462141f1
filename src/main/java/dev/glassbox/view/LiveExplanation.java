package dev.glassbox.view;

import dev.glassbox.picture.Flow;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.Guess;
import dev.glassbox.session.Trace;
import dev.glassbox.view.Lens.Explanation;
import java.util.ArrayList;
import java.util.List;

/// The words beside the Live lens, made from what is selected and from the newest numbers.
final class LiveExplanation {

    private static final int WEIGHTS_SHOWN = 4;

    private static final Explanation EMPTY = new Explanation("The sentence is empty. Press [m:Ctrl+L] or **Edit** and type one: everything here"
            + " follows the same sentence through the model.", List.of(), "");

    private LiveExplanation() {}

    static Explanation ofNothing() {
        return EMPTY;
    }

    /// @param row the token the numbers are about
    /// @param key the token it reads from, or −1
    /// @param block the selected block
    /// @param note what is outside the context; empty when nothing is
    static Explanation of(Trace trace, FlowPicture picture, int row, int key, int block, String note) {
        int at = row < 0 || row >= trace.tokens() ? trace.tokens() - 1 : row;
        List<String> numbers = new ArrayList<>(guess(trace.guesses().get(at)));
        if (key >= 0 && key < picture.flow().time() && at < picture.flow().time()) {
            numbers.addAll(reads(picture.flow(), at, key, block));
        }
        return new Explanation(trace.snapshot().random()
                ? beforeTraining(trace) : seeing(picture), numbers, note);
    }

    private static String seeing(FlowPicture picture) {
        String heads = picture.flow().weightsAre();
        String columns = picture.mode() == FlowPicture.Mode.LINES
                ? "One row per token, one column per stage. In each block a row reads from earlier rows (**attention**, thicker line ="
                        + " larger weight, " + heads + "), then reworks what it holds (**MLP**)."
                : "One row per token, one column per stage. Inside a block the columns are the tokens again: a cell shows how much its"
                        + " row reads from that token (**attention**, " + heads + "); later tokens are masked. Then the **MLP** reworks the row.";
        return columns + " On the right every row guesses the next token. Below: the words as the model places them, and what it writes.";
    }

    private static List<String> guess(Guess guess) {
        String p = "p(**" + guess.label() + "**) = e^" + Numbers.format(guess.logit()) + " / Σ e^z =\u00A0"
                + Numbers.format(guess.probability());
        if (guess.known()) {
            return List.of(p, "[-:the true next token is " + guess.trueNext() + ":]",
                    "loss = −ln " + Numbers.format(guess.trueProbability()) + " = **" + Numbers.format(guess.loss()) + "**");
        }
        return List.of(p, "[-:if the next token is " + guess.label() + ":]",
                "loss = −ln " + Numbers.format(guess.probability()) + " = **" + Numbers.format(-Math.log(guess.probability())) + "**");
    }

    /// One weight per block, the selected block's in bold; of many blocks those around it.
    private static List<String> reads(Flow flow, int query, int key, int block) {
        String pair = "[q:" + flow.tokens().get(query) + "] reads [k:" + flow.tokens().get(key) + "]";
        if (flow.masked(query, key)) {
            return List.of(pair + "[-:: masked, it comes later]");
        }
        int layers = flow.weights().size();
        int first = Math.clamp(block - 2, 0, Math.max(0, layers - WEIGHTS_SHOWN));
        int last = Math.min(layers, first + WEIGHTS_SHOWN);
        List<String> weights = new ArrayList<>();
        for (int layer = first; layer < last; layer++) {
            String weight = Numbers.probability(flow.weight(layer, query, key));
            weights.add(layer == block ? "**" + weight + "**" : weight);
        }
        String blocks = last - first == 1 ? ", block " + last : ", blocks " + (first + 1) + "–" + last;
        return List.of(pair + "[-:" + blocks + "]", String.join("  ", weights));
    }

    private static String beforeTraining(Trace trace) {
        int vocabulary = trace.config().vocabSize();
        return "One row per token, one column per stage. The weights are random: **attention** is even, and every token is about equally"
                + " likely, [m:1/" + Numbers.integer(vocabulary) + " = " + Numbers.format(1.0 / vocabulary) + "]. Press Space to train."
                + " Then the curves, the guesses on the right, the places of the words and the text below change together.";
    }
}
