package dev.glassbox.text;

/// How to make a tokenizer from a corpus: `char`, `char:space-last`, `bpe:475` or `bpe:475:none`.
public sealed interface TokenizerSpec {
    /// One id per character.
    record Characters(CharTokenizer.Order order) implements TokenizerSpec {}

    /// Byte-level BPE with at most `vocabSize` tokens (fewer when no pair is left to merge).
    record Bpe(int vocabSize, Split split) implements TokenizerSpec {
        public Bpe {
            if (vocabSize < 256 || vocabSize > 200_000) {
                throw new IllegalArgumentException(
                        "a BPE vocabulary has 256 to 200000 tokens, not " + vocabSize + "; for example bpe:475");
            }
        }
    }

    static TokenizerSpec characters() {
        return new Characters(CharTokenizer.Order.SORTED);
    }

    static TokenizerSpec bpe(int vocabSize) {
        return new Bpe(vocabSize, Split.GPT2);
    }

    /// Learns the tokenizer from the whole corpus.
    default Tokenizer build(String corpus) {
        return switch (this) {
            case Characters(var order) -> CharTokenizer.of(corpus, order);
            case Bpe(int vocabSize, Split split) -> BpeTrainer.train(corpus, vocabSize, split);
        };
    }

    /// The inverse of [#parse].
    default String format() {
        return switch (this) {
            case Characters(var order) -> order == CharTokenizer.Order.SORTED ? "char" : "char:space-last";
            case Bpe(int vocabSize, Split split) -> "bpe:" + vocabSize + (split == Split.GPT2 ? "" : ":none");
        };
    }

    /// @throws IllegalArgumentException with a sentence that names the allowed forms
    static TokenizerSpec parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (text.equals("char")) {
                return characters();
            }
            if (text.equals("char:space-last")) {
                return new Characters(CharTokenizer.Order.SPACE_LAST);
            }
            if (parts[0].equals("bpe") && (parts.length == 2 || parts.length == 3)) {
                Split split = parts.length == 3 ? Split.of(parts[2]) : Split.GPT2;
                return new Bpe(Integer.parseInt(parts[1]), split);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("\"" + parts[1] + "\" is not a vocabulary size; for example bpe:475", notANumber);
        }
        throw new IllegalArgumentException("tokenizer \"" + text + "\" is not known; use char or bpe:VOCAB, for example bpe:475");
    }
}
