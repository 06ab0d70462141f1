package dev.glassbox.session;

import dev.glassbox.analysis.ClosestPair;
import dev.glassbox.analysis.WordContexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why words are near each other: the gaps of the text that both fill, and which two were nearest at every step so far. Belongs to
/// one thread.
public final class MeaningStudy {

    private static final int SHARED = 12;

    /// The two nearest words at one step.
    public record Pair(int step, String a, String b, double cosine) {}

    /// @param a the word asked about, and `b` the one it is compared with; empty labels when nothing is picked
    /// @param shared gaps both fill, the most telling first
    /// @param overlap part of a's occurrences that stand in a gap which b fills too
    /// @param closest ascending by step
    public record Answer(LoadedSpec run, int step, String a, String b, List<WordContexts.Shared> shared, double overlap, int countA, int countB,
            List<Pair> closest) {}

    private LoadedSpec run;
    private WordContexts contexts;
    private List<MapPoint> words = List.of();
    private final Map<Integer, Pair> known = new HashMap<>();

    /// @param map of the words now
    /// @param a label of the first word, and `b` of the second; empty for none
    public Answer answer(LoadedSpec of, EmbeddingMap map, EmbeddingHistory history, String a, String b) {
        if (run != of) {
            run = of;
            contexts = of.hasText() ? new WordContexts(of.corpus().text(), of.tokenizer().kind().equals("char")) : null;
            known.clear();
        }
        List<MapPoint> points = map.points().stream().filter(history.moments().isEmpty() ? point -> !point.isPosition() : history::has).toList();
        if (!points.equals(words)) {
            words = points;
            known.clear();
        }
        List<Pair> closest = new ArrayList<>();
        for (EmbeddingHistory.Moment moment : history.until(map.step())) {
            closest.add(known.computeIfAbsent(moment.step(), _ -> pair(moment.step(), points, history.vectors(moment, points), map.width())));
        }
        if (closest.isEmpty() || closest.getLast().step() != map.step()) {
            closest.add(pair(map.step(), points, EmbeddingMaps.rowsOf(map, points), map.width()));
        }
        boolean both = contexts != null && !a.isEmpty() && !b.isEmpty();
        return new Answer(of, map.step(), a, b, both ? contexts.shared(a, b, SHARED) : List.of(), both ? contexts.overlap(a, b) : 0,
                both ? contexts.count(a) : 0, both ? contexts.count(b) : 0, closest);
    }

    private static Pair pair(int step, List<MapPoint> points, float[] rows, int width) {
        ClosestPair found = ClosestPair.of(rows, points.size(), width);
        return new Pair(step, points.get(found.a()).label(), points.get(found.b()).label(), found.cosine());
    }

    /// The word nearest to another.
    public static Optional<String> nearest(EmbeddingMap map, String label) {
        int at = map.indexOf(label);
        return at < 0 ? Optional.empty() : map.neighbours().nearest(at, map.size()).stream().map(near -> map.points().get(near.row()))
                .filter(point -> !point.isPosition()).map(MapPoint::label).findFirst();
    }
}
