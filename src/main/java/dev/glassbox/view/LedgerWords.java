package dev.glassbox.view;

import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.Numbers;

/// Counts of weights as formulas in d = d_model, with the biases behind.
final class LedgerWords {

    private LedgerWords() {}

    static String attention(ModelConfig c) {
        boolean full = c.nKvHead() == c.nHead();
        int squares = (full ? 3 : 1) + (c.attnOutputProjection() ? 1 : 0);
        String formula = term(squares, "d²") + (full ? "" : " + 2·" + c.nKvHead() * c.dHead() + "·d");
        int biases = (full ? 3 : 1) + (c.attnOutputProjection() ? 1 : 0);
        return formula + (c.bias() ? " + " + term(biases, "d") + (full ? "" : " + " + 2 * c.nKvHead() * c.dHead()) : "");
    }

    static String feedForward(ModelConfig c) {
        boolean four = c.dFf() == 4 * c.dModel();
        int matrices = c.activation().gated() ? 3 : 2;
        if (four) {
            return 4 * matrices + "d²" + (c.bias() ? " + " + (4 * (matrices - 1) + 1) + "d" : "");
        }
        return matrices + "·d·d_ff" + (c.bias() ? " + " + term(matrices - 1, "d_ff") + " + d" : "");
    }

    static String norms(Ledger ledger) {
        return term((int) (ledger.blockNorms() / ledger.config().dModel()), "d");
    }

    /// One part, in the letters V, T, d, d_ff, and for shared keys and values their width.
    static String formula(Ledger.Part part, Ledger ledger) {
        ModelConfig c = ledger.config();
        boolean four = c.dFf() == 4 * c.dModel();
        int gates = c.activation().gated() ? 2 : 1;
        return switch (part) {
            case TOKENS, HEAD -> "V·d";
            case POSITIONS -> "T·d";
            case EMBEDDING_NORM, FINAL_NORM -> term((int) (ledger.total(part) / c.dModel()), "d");
            case NORM_1, NORM_2 -> term((int) (ledger.total(part) / c.dModel() / c.nLayer()), "d");
            case ATTENTION_IN -> c.nKvHead() == c.nHead() ? "3d²" + (c.bias() ? " + 3d" : "") : "d² + 2·d·d_kv" + (c.bias() ? " + d + 2d_kv" : "");
            case ATTENTION_OUT -> "d²" + (c.bias() ? " + d" : "");
            case MLP_IN -> four ? 4 * gates + "d²" + (c.bias() ? " + " + 4 * gates + "d" : "") : term(gates, gates > 1 ? "·d·d_ff" : "d·d_ff") + (c.bias() ? " + " + term(gates, "d_ff") : "");
            case MLP_OUT -> (four ? "4d²" : "d_ff·d") + (c.bias() ? " + d" : "");
        };
    }

    /// The same with the numbers of the model.
    static String numbers(Ledger.Part part, Ledger ledger) {
        StringBuilder text = new StringBuilder();
        for (Ledger.Tensor tensor : ledger.tensors()) {
            if (tensor.part() == part) {
                text.append(text.isEmpty() ? "" : " + ").append(tensor.matrix() ? Numbers.integer(tensor.rows()) + "·" : "").append(Numbers.integer(tensor.columns()));
            }
        }
        return text.toString();
    }

    private static String term(int times, String what) {
        return times == 0 ? "0" : times == 1 ? what : times + what;
    }
}
