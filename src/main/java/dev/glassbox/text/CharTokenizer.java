package dev.glassbox.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One id per code point of the corpus.
public final class CharTokenizer implements Tokenizer {
    /// How the characters of a corpus are numbered: by code point (a space then comes before the letters), or the
    /// same with the space last.
    public enum Order { SORTED, SPACE_LAST }

    private final Vocabulary vocabulary;
    private final Map<Integer, Integer> idOf = new HashMap<>();

    private CharTokenizer(int[] codePoints) {
        List<byte[]> pieces = new ArrayList<>();
        for (int codePoint : codePoints) {
            idOf.put(codePoint, pieces.size());
            pieces.add(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
        if (idOf.size() != codePoints.length) {
            throw new IllegalArgumentException("a character has two ids");
        }
        vocabulary = new Vocabulary(pieces);
    }

    public static CharTokenizer of(String corpus) {
        return of(corpus, Order.SORTED);
    }

    public static CharTokenizer of(String corpus, Order order) {
        int[] codePoints = Utf.wellFormed(corpus).codePoints().distinct().sorted().toArray();
        int space = Arrays.binarySearch(codePoints, ' ');
        if (order == Order.SPACE_LAST && space >= 0) {
            System.arraycopy(codePoints, space + 1, codePoints, space, codePoints.length - space - 1);
            codePoints[codePoints.length - 1] = ' ';
        }
        return new CharTokenizer(codePoints);
    }

    /// A tokenizer with a given numbering: the first code point has id 0.
    ///
    /// @throws IllegalArgumentException when a code point occurs twice
    public static CharTokenizer ofCodePoints(int[] codePoints) {
        return new CharTokenizer(codePoints.clone());
    }

    @Override
    public List<Span> encode(String text) {
        String clean = Utf.wellFormed(text);
        List<Span> spans = new ArrayList<>(clean.length());
        for (int i = 0; i < clean.length(); ) {
            int codePoint = clean.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            spans.add(new Span(id(codePoint, i), i, next));
            i = next;
        }
        return spans;
    }

    @Override
    public int[] ids(String text) {
        String clean = Utf.wellFormed(text);
        IntList ids = new IntList(clean.length());
        for (int i = 0; i < clean.length(); ) {
            int codePoint = clean.codePointAt(i);
            ids.add(id(codePoint, i));
            i += Character.charCount(codePoint);
        }
        return ids.toArray();
    }

    private int id(int codePoint, int index) {
        Integer id = idOf.get(codePoint);
        if (id == null) {
            throw new UnknownCharacterException(codePoint, index, vocabulary.size());
        }
        return id;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String kind() {
        return "char";
    }
}
