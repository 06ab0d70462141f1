package dev.glassbox.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where words stand in a text: what comes right before and right behind. Words with the same contexts get similar vectors
/// (Harris 1954); this shows the contexts.
public final class WordContexts {

    /// A gap that both words fill.
    ///
    /// @param before the word before the gap; empty at the beginning of a line
    /// @param after the word behind it; empty at the end of a line
    /// @param countA how often the first word stands there
    public record Shared(String before, String after, int countA, int countB) {}

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+|[^\\s\\p{L}\\p{N}]");

    private final Map<String, Map<List<String>, Integer>> contexts = new HashMap<>();

    /// @param letters whether the units are single characters instead of words
    public WordContexts(String text, boolean letters) {
        for (String line : text.split("\n")) {
            List<String> units = letters ? line.codePoints().mapToObj(Character::toString).toList() : words(line);
            for (int i = 0; i < units.size(); i++) {
                String before = i == 0 ? "" : units.get(i - 1);
                String after = i + 1 == units.size() ? "" : units.get(i + 1);
                contexts.computeIfAbsent(units.get(i), _ -> new HashMap<>()).merge(List.of(before, after), 1, Integer::sum);
            }
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (Matcher found = WORD.matcher(line); found.find(); ) {
            words.add(found.group());
        }
        return words;
    }

    /// How often a word occurs.
    public int count(String word) {
        return contexts.getOrDefault(word, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The gaps that both words fill, those first that the rarer of the two fills most often; then by the words around.
    public List<Shared> shared(String a, String b, int most) {
        Map<List<String>, Integer> ofB = contexts.getOrDefault(b, Map.of());
        return contexts.getOrDefault(a, Map.of()).entrySet().stream().filter(each -> ofB.containsKey(each.getKey()))
                .map(each -> new Shared(each.getKey().getFirst(), each.getKey().getLast(), each.getValue(), ofB.get(each.getKey())))
                .sorted(Comparator.<Shared>comparingInt(s -> -Math.min(s.countA, s.countB)).thenComparing(Shared::before).thenComparing(Shared::after))
                .limit(most).toList();
    }

    /// The part of a word's occurrences that stand in a gap the other word fills as well, 0 to 1; not symmetric.
    public double overlap(String a, String b) {
        Map<List<String>, Integer> ofB = contexts.getOrDefault(b, Map.of());
        int count = count(a);
        int inside = contexts.getOrDefault(a, Map.of()).entrySet().stream().filter(each -> ofB.containsKey(each.getKey()))
                .mapToInt(Map.Entry::getValue).sum();
        return count == 0 ? 0 : inside / (double) count;
    }
}
