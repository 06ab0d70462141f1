package dev.glassbox.viewmodel;

import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Tokenizer.Span;
import java.util.ArrayList;
import java.util.List;

/// How a conversation becomes one row of tokens: special tokens that the program puts in, and between them the messages as ordinary text.
public final class ChatTemplate {
    private static final List<String> ADDED = List.of("system", "user", "assistant", "end");

    /// Special tokens around a single message: who speaks, the end, and whose turn it is.
    static final int FRAME = 3;

    private ChatTemplate() {}

    /// Who says something.
    public record Message(String role, String text) {}

    /// One token of the row.
    ///
    /// @param special put in by the program, never made from text
    public record Piece(String label, int id, boolean special) {}

    /// The row, ending where the assistant's answer is to begin. The added tokens come behind the tokenizer's own ids.
    static List<Piece> pieces(Tokenizer tokenizer, List<Message> messages) {
        List<Piece> pieces = new ArrayList<>();
        for (Message message : messages) {
            special(pieces, tokenizer, message.role());
            for (Span span : tokenizer.encode(message.text())) {
                pieces.add(new Piece(tokenizer.vocabulary().label(span.id()), span.id(), false));
            }
            special(pieces, tokenizer, "end");
        }
        special(pieces, tokenizer, "assistant");
        return pieces;
    }

    private static void special(List<Piece> pieces, Tokenizer tokenizer, String name) {
        pieces.add(new Piece("<|" + name + "|>", tokenizer.vocabulary().size() + ADDED.indexOf(name), true));
    }

    /// Names of the tokens it adds.
    public static List<String> added() {
        return ADDED;
    }
}
