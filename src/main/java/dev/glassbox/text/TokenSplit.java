package dev.glassbox.text;

import java.util.Arrays;
import java.util.Locale;

/// The tokens of a corpus in two parts: the first nine tenths to train on, the last tenth to validate on. The cut is by
/// position, never by chance, so that every run of a corpus sees the same parts.
public record TokenSplit(int[] train, int[] validation) {
    public static TokenSplit of(int[] ids) {
        int cut = ids.length - ids.length / 10;
        return new TokenSplit(Arrays.copyOf(ids, cut), Arrays.copyOfRange(ids, cut, ids.length));
    }

    /// @throws CorpusException when the validation part is shorter than one window and its next token
    public static TokenSplit of(int[] ids, int contextLength, String where) throws CorpusException {
        TokenSplit split = of(ids);
        if (split.validation.length < contextLength + 1) {
            throw new CorpusException(where, String.format(Locale.ROOT,
                    "this text has %,d tokens; the model reads %,d at a time and needs %,d for a validation part",
                    ids.length, contextLength, 10L * (contextLength + 1)), "add text, or choose a smaller context length");
        }
        return split;
    }
}
