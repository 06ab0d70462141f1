package dev.glassbox.text;

import dev.glassbox.text.BpeTokenizer.Merge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// Learns BPE merges one at a time (Gage 1994, Sennrich et al. 2016), on bytes.
///
/// Each step takes the adjacent pair with the highest count (overlapping ones counted at every position), by default
/// the leftmost first occurrence among equals, and replaces it from left to right. It ends when no pair is left.
///
/// Equal pieces of the corpus are kept once with their number. A merge touches only the places of its pair: pairs lose
/// occurrences, and new pairs appear only together with their new token, so an old entry of the queue is never too low
/// and is put right when it comes up.
public final class BpeTrainer {
    /// Which of several pairs with the same count is taken: the one seen first in the corpus, or the first in the
    /// order of its bytes.
    public enum Ties { LEFTMOST, BYTE_ORDER }

    /// A pair and how often it occurs now.
    public record PairCount(int left, int right, long count) {}

    /// One step: the merge and the count that won.
    public record Step(Merge merge, long count) {}

    private final Split split;
    private final Ties ties;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final PairTable index = new PairTable(1 << 12);
    private final List<Pair> pairs = new ArrayList<>();
    private final PriorityQueue<Candidate> queue;
    private final int[] id;
    private final int[] next;
    private final int[] previous;
    private final int[] weight;
    private long tokenCount;

    public BpeTrainer(String corpus, Split split) {
        this(corpus, split, Ties.LEFTMOST);
    }

    public BpeTrainer(String corpus, Split split, Ties ties) {
        this.split = split;
        this.ties = ties;
        for (int b = 0; b < 256; b++) {
            pieces.add(new byte[] {(byte) b});
        }
        Map<String, int[]> counts = new LinkedHashMap<>();
        split.pieces(Utf.wellFormed(corpus), piece -> counts.computeIfAbsent(piece, p -> new int[1])[0]++);
        int n = Math.toIntExact(counts.keySet().stream().mapToLong(Utf::byteCount).sum());
        id = new int[n];
        next = new int[n];
        previous = new int[n];
        weight = new int[n];
        int at = 0;
        for (Map.Entry<String, int[]> entry : counts.entrySet()) {
            byte[] bytes = entry.getKey().getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++, at++) {
                id[at] = bytes[i] & 0xFF;
                previous[at] = i == 0 ? -1 : at - 1;
                next[at] = i == bytes.length - 1 ? -1 : at + 1;
                weight[at] = entry.getValue()[0];
                tokenCount += weight[at];
            }
        }
        queue = new PriorityQueue<>(order());
        for (int i = 0; i < n; i++) {
            if (next[i] >= 0) {
                appear(i);
            }
        }
        pairs.forEach(this::enqueue);
    }

    /// Learns up to the given vocabulary size, or until no pair is left.
    ///
    /// @throws IllegalArgumentException when the size is below the 256 bytes
    public static BpeTokenizer train(String corpus, int vocabSize, Split split) {
        return train(corpus, new TokenizerSpec.Bpe(vocabSize, split));
    }

    static BpeTokenizer train(String corpus, TokenizerSpec.Bpe spec) {
        int vocabSize = spec.vocabSize();
        BpeTrainer trainer = new BpeTrainer(corpus, spec.split(), spec.ties());
        while (trainer.merges.size() < vocabSize - 256 && trainer.step().isPresent()) {}
        return trainer.tokenizer();
    }

    /// Makes one merge; empty when no pair is left.
    public Optional<Step> step() {
        Pair best = takeBest();
        if (best == null) {
            return Optional.empty();
        }
        long count = best.count;
        Merge merge = new Merge(merges.size(), best.left, best.right, pieces.size());
        merges.add(merge);
        pieces.add(BpeTokenizer.join(pieces.get(best.left), pieces.get(best.right)));
        int born = pairs.size();
        for (int i = best.first; i < best.places.size(); i++) {
            if (lives(best, best.places.get(i))) {
                replace(best.places.get(i), merge.id());
            }
        }
        best.count = 0;
        pairs.subList(born, pairs.size()).forEach(this::enqueue);
        return Optional.of(new Step(merge, count));
    }

    private void replace(int at, int newId) {
        int right = next[at];
        int before = previous[at];
        int after = next[right];
        if (before >= 0) {
            vanish(before);
        }
        if (after >= 0) {
            vanish(right);
        }
        id[at] = newId;
        id[right] = -1;
        next[at] = after;
        tokenCount -= weight[at];
        if (before >= 0) {
            appear(before);
        }
        if (after >= 0) {
            previous[after] = at;
            appear(at);
        }
    }

    private void vanish(int at) {
        pairs.get(index.get(id[at], id[next[at]])).count -= weight[at];
    }

    private void appear(int at) {
        int left = id[at];
        int right = id[next[at]];
        int slot = index.get(left, right);
        if (slot == PairTable.NONE) {
            slot = pairs.size();
            pairs.add(new Pair(left, right));
            index.put(left, right, slot);
        }
        Pair pair = pairs.get(slot);
        pair.count += weight[at];
        pair.places.add(at);
    }

    private boolean lives(Pair pair, int at) {
        return id[at] == pair.left && next[at] >= 0 && id[next[at]] == pair.right;
    }

    private Pair takeBest() {
        while (!queue.isEmpty()) {
            Candidate candidate = queue.remove();
            Pair pair = candidate.pair;
            if (pair.count == 0) {
                continue;
            }
            settle(pair);
            if (pair.count == candidate.count && pair.firstPlace() == candidate.place) {
                return pair;
            }
            queue.add(new Candidate(pair, pair.count, pair.firstPlace()));
        }
        return null;
    }

    private void enqueue(Pair pair) {
        if (pair.count > 0) {
            settle(pair);
            queue.add(new Candidate(pair, pair.count, pair.firstPlace()));
        }
    }

    private void settle(Pair pair) {
        while (!lives(pair, pair.firstPlace())) {
            pair.first++;
        }
    }

    private Comparator<Candidate> order() {
        Comparator<Candidate> byCount = Comparator.comparingLong((Candidate c) -> c.count).reversed();
        return switch (ties) {
            case LEFTMOST -> byCount.thenComparingInt(c -> c.place);
            case BYTE_ORDER -> byCount
                    .thenComparing((Candidate c) -> pieces.get(c.pair.left), Arrays::compareUnsigned)
                    .thenComparing((Candidate c) -> pieces.get(c.pair.right), Arrays::compareUnsigned)
                    .thenComparingInt(c -> c.place);
        };
    }

    /// The leading pairs in the order in which they would be chosen.
    public List<PairCount> top(int limit) {
        return pairs.stream()
                .filter(p -> p.count > 0)
                .peek(this::settle)
                .map(p -> new Candidate(p, p.count, p.firstPlace()))
                .sorted(order())
                .limit(limit)
                .map(c -> new PairCount(c.pair.left, c.pair.right, c.count))
                .toList();
    }

    public List<Merge> merges() {
        return List.copyOf(merges);
    }

    /// Tokens of the whole corpus at this moment.
    public long tokenCount() {
        return tokenCount;
    }

    /// What has been learned so far, as a tokenizer.
    public BpeTokenizer tokenizer() {
        return BpeTokenizer.of(merges, split);
    }

    private record Candidate(Pair pair, long count, int place) {}

    private static final class Pair {
        final int left;
        final int right;
        final IntList places = new IntList(4);
        long count;
        int first;

        Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }

        int firstPlace() {
            return places.get(first);
        }
    }
}
