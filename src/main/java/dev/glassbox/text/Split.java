package dev.glassbox.text;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a text is cut into pieces before BPE. Merges never cross a cut.
public enum Split {
    /// The rule of GPT-2 (Radford et al. 2019): contractions, words, numbers and signs, each with the space before it.
    GPT2,
    /// No cut: merges may cross spaces.
    NONE;

    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s+(?!\\S)|\\s++",
            Pattern.UNICODE_CHARACTER_CLASS);

    /// Hands the pieces over from left to right; joined they are the text again.
    public void pieces(String text, Consumer<String> sink) {
        if (this == NONE) {
            if (!text.isEmpty()) {
                sink.accept(text);
            }
            return;
        }
        Matcher matcher = WORDS.matcher(text);
        while (matcher.find()) {
            sink.accept(matcher.group());
        }
    }

    /// The name in files and on the command line.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException for another word than `gpt2` and `none`
    public static Split of(String key) {
        for (Split split : values()) {
            if (split.key().equals(key)) {
                return split;
            }
        }
        throw new IllegalArgumentException("split \"" + key + "\" is not known; use gpt2 or none");
    }
}
