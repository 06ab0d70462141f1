package dev.glassbox.model;

import dev.glassbox.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A small table in which every two columns show every combination of their values.
public final class Pairwise {
    private static final int CANDIDATES = 40;

    private Pairwise() {
    }

    /// @param levels how many values each column has
    public static List<int[]> rows(int... levels) {
        Set<List<Integer>> open = new HashSet<>();
        for (int a = 0; a < levels.length; a++) {
            for (int b = a + 1; b < levels.length; b++) {
                for (int i = 0; i < levels[a] * levels[b]; i++) {
                    open.add(List.of(a, i / levels[b], b, i % levels[b]));
                }
            }
        }
        CounterRandom random = CounterRandom.of(1, "pairwise");
        List<int[]> rows = new ArrayList<>();
        while (!open.isEmpty()) {
            int[] best = null;
            int most = 0;
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                int[] row = new int[levels.length];
                for (int column = 0; column < row.length; column++) {
                    row[column] = random.nextInt(levels[column]);
                }
                int covers = (int) pairs(row).stream().filter(open::contains).count();
                if (covers > most) {
                    most = covers;
                    best = row;
                }
            }
            if (best != null) {
                rows.add(best);
                open.removeAll(pairs(best));
            }
        }
        return rows;
    }

    private static Set<List<Integer>> pairs(int[] row) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                pairs.add(List.of(a, row[a], b, row[b]));
            }
        }
        return pairs;
    }
}
