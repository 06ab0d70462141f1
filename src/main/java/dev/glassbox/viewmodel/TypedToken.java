package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds the token a person means.
public final class TypedToken {

    private static final int[] NONE = {};

    private TypedToken() {}

    /// A label of the row, or the first token of what was typed; a word is taken with its leading space when the vocabulary has that.
    ///
    /// @return empty when nothing was typed or the tokenizer does not know it
    public static OptionalInt find(NextTokenRow row, Optional<LoadedSpec> loaded, String typed) {
        return Arrays.stream(tokens(row, loaded, typed)).findFirst();
    }

    /// How many tokens what was typed is; 0 where [#find] finds none.
    static int pieces(NextTokenRow row, Optional<LoadedSpec> loaded, String typed) {
        return tokens(row, loaded, typed).length;
    }

    private static int[] tokens(NextTokenRow row, Optional<LoadedSpec> loaded, String typed) {
        if (typed.isEmpty()) {
            return NONE;
        }
        for (int id : row.ranking().order()) {
            if (row.label(id).equals(typed)) {
                return new int[] {id};
            }
        }
        if (row.example() || loaded.isEmpty()) {
            return NONE;
        }
        try {
            int[] bare = loaded.get().tokenizer().ids(typed);
            int[] spaced = typed.startsWith(" ") || loaded.get().tokenizer().kind().equals("char") ? bare : loaded.get().tokenizer().ids(" " + typed);
            return spaced.length <= bare.length ? spaced : bare;
        } catch (UnknownCharacterException unknown) {
            return NONE;
        }
    }
}
