package dev.glassbox.text;

import java.util.List;

/// The tokenizer of a model with more embedding rows than tokens: the rows left over are gaps that no text becomes.
public final class WidenedTokenizer implements Tokenizer {
    private final Tokenizer inner;
    private final Vocabulary vocabulary;

    private WidenedTokenizer(Tokenizer inner, int size) {
        this.inner = inner;
        vocabulary = inner.vocabulary().widened(size);
    }

    /// @param size rows of the model, at least as many as there are tokens
    public static Tokenizer of(Tokenizer inner, int size) {
        if (size < inner.vocabulary().size()) {
            throw new IllegalArgumentException("a model of " + size + " rows cannot have " + inner.vocabulary().size() + " tokens");
        }
        return size == inner.vocabulary().size() ? inner : new WidenedTokenizer(inner, size);
    }

    Tokenizer inner() {
        return inner;
    }

    @Override
    public List<Span> encode(String text) {
        return inner.encode(text);
    }

    @Override
    public int[] ids(String text) {
        return inner.ids(text);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String kind() {
        return inner.kind();
    }
}
