package dev.glassbox.session;

import java.util.List;

/// What the model wrote at one step.
///
/// @param loss validation loss measured last at this step or before, in nats
/// @param temperature it was drawn with
/// @param pieces the text, cut at white space, spaces included; joined they are the line
public record DiaryLine(int step, double loss, double temperature, List<Piece> pieces) {

    /// @param known false for a piece that is no word of the corpus
    public record Piece(String text, boolean known) {}

    public DiaryLine {
        pieces = List.copyOf(pieces);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
