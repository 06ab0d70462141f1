package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.TokenPieces;
import dev.glassbox.viewmodel.TokenRow;

/// The way of a text in one line: text → tokenizer → ids → text.
final class FlowWords {
    private static final int TEXT = 24;
    private static final int IDS = 7;

    private FlowWords() {}

    static String of(String text, TokenRow row) {
        return quoted(text) + "  →  " + row.tokenizer().title() + "  →  " + ids(row.pieces()) + "  →  "
                + (row.roundTrip() ? "the same text" : quoted(row.tokenizer().decode(row.pieces().ids())) + ", not the same");
    }

    private static String quoted(String text) {
        String shown = text.codePointCount(0, text.length()) <= TEXT ? text : text.substring(0, text.offsetByCodePoints(0, TEXT)) + "…";
        return '"' + shown.replace('\n', '↵').replace('\t', '⇥') + '"';
    }

    private static String ids(TokenPieces pieces) {
        StringBuilder ids = new StringBuilder("[");
        for (int i = 0; i < Math.min(IDS, pieces.count()); i++) {
            ids.append(i == 0 ? "" : ", ").append(pieces.id(i) == TokenPieces.UNKNOWN ? "unknown" : Integer.toString(pieces.id(i)));
        }
        return ids.append(pieces.count() > IDS ? ", … " + Numbers.integer(pieces.count()) + " ids]" : "]").toString();
    }
}
