package dev.glassbox.analysis;

/// All suffixes of a text in alphabetical order (Manber, Myers 1990): any piece of text is found by halving, in `O(length · log n)`.
///
/// Built by doubling: suffixes sorted by their first 2ᵏ letters are sorted by 2ᵏ⁺¹ through the rank of what follows, with counting sorts only.
public final class SuffixArray {

    /// A run of letters shared with the text.
    ///
    /// @param from of the run in what was asked
    /// @param at   one place of it in the text
    /// @param count how often it occurs in the text
    public record Run(int from, int length, int at, int count) {}

    private final String text;
    private final int[] order;

    public SuffixArray(String text) {
        this.text = text;
        order = sorted(text);
    }

    private static int[] sorted(String text) {
        int n = text.length();
        int[] order = new int[n];
        int[] rank = new int[n];
        int[] other = new int[n];
        int[] next = new int[n];
        int[] start = new int[Math.max(65_536, n) + 1];
        for (int i = 0; i < n; i++) {
            rank[i] = text.charAt(i);
            other[i] = i;
        }
        count(other, rank, order, start, 65_536);
        int classes = ranked(order, rank, next, 0);
        for (int half = 1; classes < n; half *= 2) {
            int[] swap = rank;
            rank = next;
            next = swap;
            int at = 0;
            for (int i = Math.max(0, n - half); i < n; i++) {
                other[at++] = i; // nothing follows: these come first
            }
            for (int i : order) {
                if (i >= half) {
                    other[at++] = i - half;
                }
            }
            count(other, rank, order, start, classes);
            classes = ranked(order, rank, next, half);
        }
        return order;
    }

    /// A stable sort of `from` by rank.
    private static void count(int[] from, int[] rank, int[] to, int[] start, int classes) {
        java.util.Arrays.fill(start, 0, classes + 1, 0);
        for (int i : from) {
            start[rank[i] + 1]++;
        }
        for (int c = 0; c < classes; c++) {
            start[c + 1] += start[c];
        }
        for (int i : from) {
            to[start[rank[i]]++] = i;
        }
    }

    /// Gives equal suffixes equal ranks; returns how many different ones there are.
    private static int ranked(int[] order, int[] rank, int[] next, int half) {
        int n = order.length;
        int classes = 0;
        for (int k = 0; k < n; k++) {
            if (k > 0) {
                int a = order[k - 1];
                int b = order[k];
                int behindA = half == 0 || a + half >= n ? -1 : rank[a + half];
                int behindB = half == 0 || b + half >= n ? -1 : rank[b + half];
                if (rank[a] != rank[b] || behindA != behindB) {
                    classes++;
                }
            }
            next[order[k]] = classes;
        }
        return n == 0 ? 0 : classes + 1;
    }

    /// The longest run of `asked` that the text contains; of several the first. Length 0 when they share no letter.
    public Run longestRun(String asked) {
        Run best = new Run(0, 0, 0, 0);
        for (int from = 0; from + best.length() < asked.length(); from++) {
            int low = bound(asked, from, asked.length() - from, false);
            int length = 0;
            for (int k = Math.max(0, low - 1); k <= Math.min(order.length - 1, low); k++) {
                length = Math.max(length, common(asked, from, order[k]));
            }
            if (length > best.length()) {
                int first = bound(asked, from, length, false);
                best = new Run(from, length, order[first], bound(asked, from, length, true) - first);
            }
        }
        return best;
    }

    /// How often a piece occurs.
    public int count(String piece) {
        return bound(piece, 0, piece.length(), true) - bound(piece, 0, piece.length(), false);
    }

    /// The first suffix not before the piece, or behind all that begin with it.
    private int bound(String asked, int from, int length, boolean behind) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int sign = compare(asked, from, length, order[middle]);
            if (sign < 0 || sign == 0 && behind) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The suffix against the piece: 0 when it begins with it.
    private int compare(String asked, int from, int length, int suffix) {
        for (int i = 0; i < length; i++) {
            if (suffix + i == text.length()) {
                return -1;
            }
            int difference = text.charAt(suffix + i) - asked.charAt(from + i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int common(String asked, int from, int suffix) {
        int length = 0;
        while (from + length < asked.length() && suffix + length < text.length() && asked.charAt(from + length) == text.charAt(suffix + length)) {
            length++;
        }
        return length;
    }
}
