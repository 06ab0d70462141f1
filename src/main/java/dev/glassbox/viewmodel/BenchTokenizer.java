package dev.glassbox.viewmodel;

import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Tokenizer.Span;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.text.WordTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    VocabularyCount count();

    /// Every id is below this.
    default int vocabularySize() {
        return count().ids();
    }

    TokenPieces encode(String text);

    /// @throws IllegalArgumentException for an id outside the vocabulary
    String decode(int... ids);

    /// The token as a person should see it; [Vocabulary#label].
    String label(int id);

    byte[] bytes(int id);

    /// False for a part of a character.
    boolean whole(int id);

    /// Any tokenizer that takes texts whole; one that cannot encode a text, such as a model's that reads only ids, has it as one unknown piece.
    record Complete(String key, String title, String note, VocabularyCount count, Tokenizer tokenizer) implements BenchTokenizer {
        static Complete of(String key, String title, String note, Tokenizer tokenizer) {
            return new Complete(key, title, note, VocabularyCount.of(tokenizer.vocabulary()), tokenizer);
        }

        @Override public TokenPieces encode(String text) {
            try {
                return TokenPieces.of(tokenizer.encode(text));
            } catch (UnknownCharacterException unknown) {
                return TokenPieces.of(List.of(new Span(TokenPieces.UNKNOWN, 0, text.length())));
            }
        }

        @Override public String decode(int... ids) {
            return Arrays.stream(ids).anyMatch(id -> id == TokenPieces.UNKNOWN) ? WordTokenizer.UNKNOWN_TEXT : tokenizer.decode(ids);
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
    }

    /// One id per character of an alphabet; other characters are unknown. Special tokens follow the characters; they stand for no text.
    record Characters(String key, String title, String note, Tokenizer tokenizer, List<String> specials) implements BenchTokenizer {
        public Characters {
            specials = List.copyOf(specials);
        }

        private int characters() {
            return tokenizer.vocabulary().size();
        }

        @Override public VocabularyCount count() {
            return VocabularyCount.plain(characters(), specials.size());
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
                text.append(id == TokenPieces.UNKNOWN ? WordTokenizer.UNKNOWN_TEXT : special(id) ? "" : tokenizer.vocabulary().text(id));
            }
            return text.toString();
        }

        private boolean special(int id) {
            return id >= characters() && id < vocabularySize();
        }

        @Override public String label(int id) {
            return special(id) ? specials.get(id - characters()) : tokenizer.vocabulary().label(id);
        }

        @Override public byte[] bytes(int id) {
            return special(id) ? new byte[0] : tokenizer.vocabulary().bytes(id);
        }

        @Override public boolean whole(int id) {
            return true;
        }
    }

    /// One id per word of a corpus.
    record Words(String key, String title, String note, WordTokenizer tokenizer) implements BenchTokenizer {
        @Override public VocabularyCount count() {
            return VocabularyCount.plain(tokenizer.size(), 0);
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

    /// The split a textbook draws: a list of pieces, made up and not learned, with unknown characters between them.
    record Toy(String note, List<String> pieces) implements BenchTokenizer {
        static final String KEY = "toy";

        public Toy {
            pieces = List.copyOf(pieces);
        }

        @Override public String key() {
            return KEY;
        }

        @Override public String title() {
            return "Toy split";
        }

        @Override public VocabularyCount count() {
            return VocabularyCount.plain(pieces.size(), 0);
        }

        @Override public TokenPieces encode(String text) {
            List<Span> spans = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int id = longest(text, at);
                int next = at + (id == TokenPieces.UNKNOWN ? Character.charCount(text.codePointAt(at)) : pieces.get(id).length());
                spans.add(new Span(id, at, next));
                at = next;
            }
            return TokenPieces.of(spans);
        }

        private int longest(String text, int at) {
            int best = TokenPieces.UNKNOWN;
            for (int id = 0; id < pieces.size(); id++) {
                boolean longer = best == TokenPieces.UNKNOWN || pieces.get(id).length() > pieces.get(best).length();
                best = longer && text.startsWith(pieces.get(id), at) ? id : best;
            }
            return best;
        }

        @Override public String decode(int... ids) {
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(id == TokenPieces.UNKNOWN ? WordTokenizer.UNKNOWN_TEXT : piece(id));
            }
            return text.toString();
        }

        private String piece(int id) {
            if (id < 0 || id >= pieces.size()) {
                throw new IllegalArgumentException("token id " + id + " is outside this toy vocabulary of " + pieces.size());
            }
            return pieces.get(id);
        }

        @Override public String label(int id) {
            return Texts.visible(piece(id));
        }

        @Override public byte[] bytes(int id) {
            return piece(id).getBytes(StandardCharsets.UTF_8);
        }

        @Override public boolean whole(int id) {
            return true;
        }
    }
}
