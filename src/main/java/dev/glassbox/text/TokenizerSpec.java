package dev.glassbox.text;

import dev.glassbox.text.BpeTrainer.Ties;

/// How to make a tokenizer from a corpus: `char`, `char:space-last`, `bpe:475`, `bpe:475:none` or `bpe:475:gpt2:byte-order`.
public sealed interface TokenizerSpec {
    /// One id per character.
    record Characters(CharTokenizer.Order order) implements TokenizerSpec {}

    /// One that exists already, such as that of a saved model; it learns nothing from the corpus.
    record Given(Tokenizer tokenizer) implements TokenizerSpec {}

    /// Byte-level BPE with at most `vocabSize` tokens (fewer when no pair is left to merge).
    ///
    /// @param ties which of several equally frequent pairs is merged
    record Bpe(int vocabSize, Split split, Ties ties) implements TokenizerSpec {
        public Bpe(int vocabSize, Split split) {
            this(vocabSize, split, Ties.LEFTMOST);
        }

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
            case Bpe bpe -> BpeTrainer.train(corpus, bpe);
            case Given(Tokenizer tokenizer) -> tokenizer;
        };
    }

    /// The inverse of [#parse]; a given tokenizer has only its kind.
    default String format() {
        return switch (this) {
            case Characters(var order) -> order == CharTokenizer.Order.SORTED ? "char" : "char:space-last";
            case Bpe(int vocabSize, Split split, Ties ties) -> "bpe:" + vocabSize + (ties == Ties.LEFTMOST ? split == Split.GPT2 ? "" : ":none"
                    : ":" + split.key() + ":byte-order");
            case Given(Tokenizer tokenizer) -> tokenizer.kind();
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
            boolean byteOrder = parts.length == 4 && parts[3].equals("byte-order");
            if (parts[0].equals("bpe") && (parts.length == 2 || parts.length == 3 || byteOrder)) {
                Split split = parts.length >= 3 ? Split.of(parts[2]) : Split.GPT2;
                return new Bpe(Integer.parseInt(parts[1]), split, byteOrder ? Ties.BYTE_ORDER : Ties.LEFTMOST);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("\"" + parts[1] + "\" is not a vocabulary size; for example bpe:475", notANumber);
        }
        throw new IllegalArgumentException("tokenizer \"" + text + "\" is not known; use char or bpe:VOCAB, for example bpe:475");
    }
}
