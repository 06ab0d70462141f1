package dev.glassbox.viewmodel;

import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A vocabulary with what is known of each token, made to be searched. Immutable.
public final class VocabularyIndex {
    private static final int MOST_PLACES = 40;
    private static final int AROUND = 28;

    /// How a list of tokens is sorted.
    public enum Order {
        ID("id"), COUNT("most frequent"), LENGTH("longest"), TEXT("alphabet");

        private final String title;

        Order(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// What is wanted.
    ///
    /// @param search part of a token's text or label, or its id
    public record Query(String search, TokenScript script, int shortest, Order order) {
        public static final Query ALL = new Query("", TokenScript.ALL, 0, Order.ID);
    }

    /// A place of the corpus, with what stands around it.
    public record Place(int at, String before, String token, String after) {}

    private final Tokenizer tokenizer;
    private final String corpus;
    private final TokenPieces pieces;
    private final int[] counts;
    private final TokenScript[] scripts;

    /// @param corpus the text whose tokens are counted
    VocabularyIndex(Tokenizer tokenizer, String corpus) {
        this.tokenizer = tokenizer;
        this.corpus = corpus;
        pieces = TokenPieces.of(tokenizer.encode(corpus));
        counts = new int[tokenizer.vocabulary().size()];
        for (int i = 0; i < pieces.count(); i++) {
            counts[pieces.id(i)]++;
        }
        scripts = new TokenScript[counts.length];
        for (int id = 0; id < counts.length; id++) {
            scripts[id] = TokenScript.of(tokenizer.vocabulary(), id);
        }
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public int size() {
        return counts.length;
    }

    /// Whether there is a corpus to count in; a model may come without its text.
    public boolean counted() {
        return !corpus.isEmpty();
    }

    /// How often a token occurs in the corpus; 0 without one.
    public int count(int id) {
        return counts[id];
    }

    public TokenScript script(int id) {
        return scripts[id];
    }

    /// Characters of a token, or bytes of a fragment.
    public int length(int id) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        return vocabulary.wholeText(id) ? Texts.characters(vocabulary.text(id)) : vocabulary.bytes(id).length;
    }

    /// The ids that fit, in the wanted order. Gaps of the numbering are left out.
    List<Integer> find(Query query) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        String wanted = query.search.toLowerCase(Locale.ROOT);
        List<Integer> found = new ArrayList<>(IntStream.range(0, counts.length)
                .filter(id -> query.script == TokenScript.ALL || scripts[id] == query.script)
                .filter(id -> vocabulary.bytes(id).length > 0)
                .filter(id -> query.shortest <= 1 || length(id) >= query.shortest)
                .filter(id -> wanted.isEmpty() || Integer.toString(id).equals(wanted)
                        || vocabulary.text(id).toLowerCase(Locale.ROOT).contains(wanted)
                        || vocabulary.label(id).toLowerCase(Locale.ROOT).contains(wanted))
                .boxed().toList());
        switch (query.order) {
            case ID -> { }
            case COUNT -> found.sort(Comparator.comparingInt((Integer id) -> counts[id]).reversed());
            case LENGTH -> found.sort(Comparator.comparingInt((Integer id) -> length(id)).reversed());
            case TEXT -> found.sort(Comparator.comparing(vocabulary::text));
        }
        return List.copyOf(found);
    }

    /// The first places of a token in the corpus.
    List<Place> places(int id) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < pieces.count() && places.size() < MOST_PLACES; i++) {
            if (pieces.id(i) == id) {
                int from = pieces.from(i);
                int to = pieces.to(i);
                places.add(new Place(from, line(Math.max(0, from - AROUND), from), line(from, to), line(to, Math.min(corpus.length(), to + AROUND))));
            }
        }
        return places;
    }

    private String line(int from, int to) {
        return corpus.substring(from, to).replace('\n', '¶');
    }
}
