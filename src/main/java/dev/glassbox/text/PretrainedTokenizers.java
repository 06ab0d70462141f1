package dev.glassbox.text;

import java.util.List;

/// The published tokenizers that come with the program. Loading one takes a moment (0.1 to 1 s): keep the result.
public final class PretrainedTokenizers {
    private PretrainedTokenizers() {}

    /// `gpt2`, `cl100k` (GPT-4), `o200k` (GPT-4o).
    public static List<String> names() {
        return List.of("gpt2", "cl100k", "o200k");
    }

    /// @throws IllegalArgumentException for another name
    public static Tokenizer load(String name) {
        return switch (name) {
            case "gpt2" -> PretrainedTokenizer.gpt2();
            case "cl100k" -> PretrainedTokenizer.cl100k();
            case "o200k" -> PretrainedTokenizer.o200k();
            default -> throw new IllegalArgumentException("tokenizer \"" + name + "\" is not known; use " + String.join(", ", names()));
        };
    }
}
