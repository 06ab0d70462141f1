package dev.glassbox.view;

import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;

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

    private static String term(int times, String what) {
        return times == 0 ? "0" : times == 1 ? what : times + what;
    }
}
