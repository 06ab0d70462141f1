package dev.glassbox.session;

import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Vocabulary;
import java.util.List;

/// A text as the model sees it: the last `contextLength` of its tokens.
///
/// @param text the whole text, the part outside the context too
/// @param tokens at most context length; empty for an empty text
/// @param cut how many tokens before them are outside the context
public record Sentence(String text, List<Token> tokens, int cut) {

    public static final Sentence EMPTY = new Sentence("", List.of(), 0);

    public Sentence {
        tokens = List.copyOf(tokens);
    }

    /// @throws dev.glassbox.text.UnknownCharacterException from a character tokenizer only
    public static Sentence of(String text, Tokenizer tokenizer, int contextLength) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        List<Tokenizer.Span> spans = tokenizer.encode(text);
        int cut = Math.max(0, spans.size() - contextLength);
        List<Token> tokens = spans.subList(cut, spans.size()).stream().map(span -> new Token(span.id(),
                vocabulary.label(span.id()), span.from(), span.to(), !vocabulary.wholeText(span.id()))).toList();
        return new Sentence(text, tokens, cut);
    }

    public int[] ids() {
        return tokens.stream().mapToInt(Token::id).toArray();
    }

    public int size() {
        return tokens.size();
    }

    public boolean isEmpty() {
        return tokens.isEmpty();
    }
}
