package dev.glassbox.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copied or created? Compares what a model wrote with all it was trained on: the nearest line and the longest shared run of letters.
///
/// A line ends at a line end or behind a full stop, question or exclamation mark. The distance counts insertions, deletions and replacements (Levenshtein 1965)
/// of words, or of letters where lines are single words. Built once per text; thread-safe afterwards.
public final class CopyCheck {

    /// Longer training texts are compared up to here.
    public static final int MOST_LETTERS = 8_000_000;

    /// What was found for one line.
    ///
    /// @param nearest the training line with the smallest distance; empty when there is none
    /// @param distance 0 for an exact copy
    /// @param of       parts (words or letters) of the line
    /// @param runFrom, runLength the longest run of letters of the line that the training text contains
    /// @param runCount how often it does
    public record Line(String text, String nearest, int distance, int of, boolean words, int runFrom, int runLength, int runCount) {
        public boolean copied() {
            return distance == 0;
        }
    }

    private final SuffixArray suffixes;
    private final Map<String, Integer> parts = new HashMap<>();
    private final Map<String, int[]> lines = new LinkedHashMap<>();
    private final boolean words;

    public CopyCheck(String training) {
        String text = training.length() > MOST_LETTERS ? training.substring(0, MOST_LETTERS) : training;
        suffixes = new SuffixArray(text);
        List<String> all = lines(text);
        words = all.stream().limit(1000).filter(line -> line.indexOf(' ') >= 0).count() * 2 >= Math.min(1000, all.size());
        for (String line : all) {
            lines.computeIfAbsent(line, this::cut);
        }
    }

    /// The lines of a text that have anything in them.
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sentence = (c == '.' || c == '!' || c == '?') && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
            if (c == '\n' || sentence) {
                add(lines, text.substring(from, c == '\n' ? i : i + 1));
                from = i + 1;
            }
        }
        add(lines, text.substring(from));
        return lines;
    }

    private static void add(List<String> lines, String line) {
        if (!line.isBlank() && line.strip().chars().anyMatch(Character::isLetterOrDigit)) {
            lines.add(line.strip());
        }
    }

    private int[] cut(String line) {
        return words ? java.util.Arrays.stream(line.split("\\s+")).mapToInt(word -> parts.computeIfAbsent(word, w -> parts.size())).toArray()
                : line.codePoints().toArray();
    }

    private int[] cutKnown(String line) {
        return words ? java.util.Arrays.stream(line.split("\\s+")).mapToInt(word -> parts.getOrDefault(word, -1)).toArray() : line.codePoints().toArray();
    }

    /// One answer for each line of what was written.
    public List<Line> check(String written) {
        return lines(written).stream().map(this::line).toList();
    }

    /// Whether the training text has this very line.
    public boolean contains(String line) {
        return lines.containsKey(line);
    }

    /// @param text one of [#lines]
    public Line line(String text) {
        int[] asked = cutKnown(text);
        SuffixArray.Run run = suffixes.longestRun(text);
        String nearest = "";
        int best = Integer.MAX_VALUE;
        if (lines.containsKey(text)) {
            nearest = text;
            best = 0;
        }
        for (Map.Entry<String, int[]> line : best == 0 ? Map.<String, int[]>of().entrySet() : lines.entrySet()) {
            if (Math.abs(line.getValue().length - asked.length) < best) {
                int distance = distance(asked, line.getValue(), best);
                if (distance < best) {
                    best = distance;
                    nearest = line.getKey();
                }
            }
        }
        return new Line(text, nearest, best == Integer.MAX_VALUE ? asked.length : best, asked.length, words, run.from(), run.length(), run.count());
    }

    /// Levenshtein's distance, or anything not below `limit` when it is not below that.
    static int distance(int[] a, int[] b, int limit) {
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                int unknown = a[i - 1] == -1 || a[i - 1] != b[j - 1] ? 1 : 0;
                row[j] = Math.min(diagonal + unknown, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
        }
        return row[b.length];
    }
}
