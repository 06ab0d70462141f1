package dev.glassbox.session;

import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// What of a run's vocabulary can be placed on a map: the words of its corpus, or all tokens.
public final class Lexicon {

    /// More points than this cannot be told apart on a screen, nor drawn sixty times a second.
    public static final int MOST = 2_000;

    private static final String VOWELS = "aeiou";

    private final List<MapPoint> words;
    private final int wordCount;
    private final List<MapPoint> tokens;
    private final int vocabulary;
    private final boolean wholeWords;

    private Lexicon(List<MapPoint> words, int wordCount, List<MapPoint> tokens, int vocabulary, boolean wholeWords) {
        this.words = words;
        this.wordCount = wordCount;
        this.tokens = tokens;
        this.vocabulary = vocabulary;
        this.wholeWords = wholeWords;
    }

    /// Reads the whole corpus once.
    public static Lexicon of(LoadedSpec run) {
        Vocabulary vocabulary = run.tokenizer().vocabulary();
        Map<String, String> groups = groups(run);
        Map<String, MapPoint> words = new LinkedHashMap<>();
        run.wordList().forEach(word -> words.putIfAbsent(word.text(),
                MapPoint.token(word.id(), word.text(), groups.getOrDefault(word.text(), ""), word.count())));
        if (words.size() >= 3) {
            addLongWords(run, groups, words);
        }
        boolean wholeWords = words.size() >= 3;
        List<MapPoint> visible = IntStream.range(0, vocabulary.size()).filter(id -> vocabulary.wholeText(id) && (run.count(id) > 0 || !run.hasText()))
                .mapToObj(id -> MapPoint.token(id, vocabulary.label(id), groups.getOrDefault(vocabulary.text(id), ""), run.count(id))).toList();
        List<MapPoint> all = wholeWords ? List.copyOf(words.values()) : visible;
        return new Lexicon(frequentFirst(all), all.size(), tokens(run, groups), vocabulary.size(), wholeWords);
    }

    /// Words of the groups that the tokenizer cuts into several tokens.
    private static void addLongWords(LoadedSpec run, Map<String, String> groups, Map<String, MapPoint> words) {
        Set<String> missing = new HashSet<>(groups.keySet());
        missing.removeAll(words.keySet());
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (String piece : CorpusWords.pieces(run.corpus().text())) {
            if (missing.contains(piece)) {
                counts.merge(piece, 1, Integer::sum);
            }
        }
        groups.forEach((word, group) -> {
            if (counts.getOrDefault(word, 0) > 1) {
                List<Integer> ids = IntStream.of(run.tokenizer().ids(" " + word)).boxed().toList();
                words.put(word, new MapPoint(word, group, counts.get(word), ids, -1));
            }
        });
    }

    /// Where nothing was counted, points at even distances in the list.
    private static List<MapPoint> frequentFirst(List<MapPoint> points) {
        if (points.size() > MOST && points.getFirst().count() == 0) {
            return IntStream.range(0, MOST).mapToObj(i -> points.get((int) ((long) i * points.size() / MOST))).toList();
        }
        return points.stream().sorted(Comparator.comparingInt(MapPoint::count).reversed()).limit(MOST).toList();
    }

    /// Every token, or so many at even distances in the list of ids that a screen can show them.
    private static List<MapPoint> tokens(LoadedSpec run, Map<String, String> groups) {
        Vocabulary vocabulary = run.tokenizer().vocabulary();
        int size = vocabulary.size();
        int shown = Math.min(size, MOST);
        List<MapPoint> all = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int id = (int) ((long) i * size / shown);
            all.add(MapPoint.token(id, vocabulary.label(id), groups.getOrDefault(vocabulary.text(id).strip(), ""), run.count(id)));
        }
        return frequentFirst(all);
    }

    /// The corpus' own groups; letters without any are vowels or consonants.
    private static Map<String, String> groups(LoadedSpec run) {
        Map<String, String> groups = new LinkedHashMap<>();
        run.corpus().groups().forEach((name, members) -> members.forEach(member -> groups.putIfAbsent(member, name)));
        if (groups.isEmpty() && run.tokenizer().kind().equals("char")) {
            for (char letter = 'a'; letter <= 'z'; letter++) {
                groups.put(String.valueOf(letter), VOWELS.indexOf(letter) >= 0 ? "vowels" : "consonants");
            }
        }
        return groups;
    }

    /// The most frequent first.
    public List<MapPoint> words() {
        return words;
    }

    /// The most frequent first; a sample of a large vocabulary.
    public List<MapPoint> tokens() {
        return tokens;
    }

    /// How many words there are, shown or not.
    public int wordCount() {
        return wordCount;
    }

    /// How many tokens there are, shown or not.
    public int vocabulary() {
        return vocabulary;
    }

    /// False when the corpus has no whole-word tokens, and the words are all tokens that can be seen.
    public boolean wholeWords() {
        return wholeWords;
    }
}
