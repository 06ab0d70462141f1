package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds the token a person means.
public final class TypedToken {

    private TypedToken() {}

    /// A label of the row, or the first token of what was typed; a word is taken with its leading space when the vocabulary has that.
    ///
    /// @return empty when nothing was typed or the tokenizer does not know it
    public static OptionalInt find(NextTokenRow row, Optional<LoadedSpec> loaded, String typed) {
        if (typed.isEmpty()) {
            return OptionalInt.empty();
        }
        for (int id : row.ranking().order()) {
            if (row.label(id).equals(typed)) {
                return OptionalInt.of(id);
            }
        }
        if (row.example() || loaded.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int[] bare = loaded.get().tokenizer().ids(typed);
            int[] spaced = typed.startsWith(" ") || loaded.get().tokenizer().kind().equals("char") ? bare : loaded.get().tokenizer().ids(" " + typed);
            int[] taken = spaced.length <= bare.length ? spaced : bare;
            return taken.length == 0 ? OptionalInt.empty() : OptionalInt.of(taken[0]);
        } catch (UnknownCharacterException unknown) {
            return OptionalInt.empty();
        }
    }
}
