package dev.glassbox.viewmodel;

import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Tokenizer.Span;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.text.WordTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A tokenizer as the bench sees it: it may also fail on a piece, and it has a name for people. Immutable.
public sealed interface BenchTokenizer {

    /// Stable name, for file names and tests: `gpt2`.
    String key();

    /// `GPT-2`
    String title();

    /// What kind it is, such as `BPE, V = 50,257`.
    String note();

    int vocabularySize();

    TokenPieces encode(String text);

    /// @throws IllegalArgumentException for an id outside the vocabulary
    String decode(int... ids);

    /// The token as a person should see it; [Vocabulary#label].
    String label(int id);

    byte[] bytes(int id);

    /// False for a part of a character.
    boolean whole(int id);

    /// The names of special tokens, in the order of their ids; they are never made from typed text.
    default List<String> specials() {
        return List.of();
    }

    /// Any tokenizer that can encode every text.
    ///
    /// @param run whether it is the tokenizer of the open model
    record Complete(String key, String title, String note, Tokenizer tokenizer) implements BenchTokenizer {
        @Override public int vocabularySize() {
            return tokenizer.vocabulary().size();
        }

        @Override public TokenPieces encode(String text) {
            return TokenPieces.of(tokenizer.encode(text));
        }

        @Override public String decode(int... ids) {
            return tokenizer.decode(ids);
        }

        @Override public String label(int id) {
            return tokenizer.vocabulary().label(id);
        }

        @Override public byte[] bytes(int id) {
            return tokenizer.vocabulary().bytes(id);
        }

        @Override public boolean whole(int id) {
            return tokenizer.vocabulary().wholeText(id);
        }

        @Override public List<String> specials() {
            return List.copyOf(tokenizer.vocabulary().specials().values());
        }
    }

    /// One id per character of an alphabet; other characters are unknown.
    record Characters(String key, String title, String note, CharTokenizer tokenizer) implements BenchTokenizer {
        @Override public int vocabularySize() {
            return tokenizer.vocabulary().size();
        }

        @Override public TokenPieces encode(String text) {
            List<Span> spans = new ArrayList<>(text.length());
            Vocabulary vocabulary = tokenizer.vocabulary();
            for (int i = 0; i < text.length(); ) {
                int codePoint = text.codePointAt(i);
                int next = i + Character.charCount(codePoint);
                OptionalInt id = vocabulary.id(Texts.wellFormed(codePoint));
                spans.add(new Span(id.orElse(TokenPieces.UNKNOWN), i, next));
                i = next;
            }
            return TokenPieces.of(spans);
        }

        @Override public String decode(int... ids) {
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(id == TokenPieces.UNKNOWN ? WordTokenizer.UNKNOWN_TEXT : tokenizer.vocabulary().text(id));
            }
            return text.toString();
        }

        @Override public String label(int id) {
            return tokenizer.vocabulary().label(id);
        }

        @Override public byte[] bytes(int id) {
            return tokenizer.vocabulary().bytes(id);
        }

        @Override public boolean whole(int id) {
            return true;
        }
    }

    /// One id per word of a corpus.
    record Words(String key, String title, String note, WordTokenizer tokenizer) implements BenchTokenizer {
        @Override public int vocabularySize() {
            return tokenizer.size();
        }

        @Override public TokenPieces encode(String text) {
            return TokenPieces.of(tokenizer.encode(text));
        }

        @Override public String decode(int... ids) {
            return tokenizer.decode(ids);
        }

        @Override public String label(int id) {
            return Texts.visible(tokenizer.word(id));
        }

        @Override public byte[] bytes(int id) {
            return tokenizer.word(id).getBytes(StandardCharsets.UTF_8);
        }

        @Override public boolean whole(int id) {
            return true;
        }
    }
}
