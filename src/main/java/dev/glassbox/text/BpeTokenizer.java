package dev.glassbox.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Byte-level byte pair encoding (Sennrich et al. 2016; on bytes as in GPT-2): a text starts as bytes, then the merge
/// of lowest rank that fits is applied, leftmost first, until none fits. Every text can be encoded.
public final class BpeTokenizer implements Tokenizer {
    /// `left` and `right`, wherever adjacent, become `id`; a lower rank goes first.
    public record Merge(int rank, int left, int right, int id) {}

    private final Vocabulary vocabulary;
    private final int[] byteIds;
    private final List<Merge> merges;
    private final Split split;
    private final PairTable ranks;

    /// A tokenizer whose ids need not follow the order of the merges, such as the one of GPT-2.
    ///
    /// @param byteIds the id of each of the 256 bytes
    /// @throws IllegalArgumentException when an id lies outside the vocabulary
    public BpeTokenizer(Vocabulary vocabulary, int[] byteIds, List<Merge> merges, Split split) {
        this.vocabulary = vocabulary;
        this.byteIds = Arrays.copyOf(byteIds, 256);
        this.merges = List.copyOf(merges);
        this.split = split;
        this.ranks = new PairTable(merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            Merge merge = merges.get(rank);
            if (Math.max(merge.id, Math.max(merge.left, merge.right)) >= vocabulary.size()) {
                throw new IllegalArgumentException("merge " + rank + " names an id outside the vocabulary");
            }
            if (ranks.get(merge.left, merge.right) == PairTable.NONE) {
                ranks.put(merge.left, merge.right, rank);
            }
        }
    }

    /// The usual numbering: ids 0 to 255 are the bytes, 256 onwards the merges in their order.
    public static BpeTokenizer of(List<Merge> merges, Split split) {
        List<byte[]> pieces = new ArrayList<>();
        int[] byteIds = new int[256];
        for (int b = 0; b < 256; b++) {
            pieces.add(new byte[] {(byte) b});
            byteIds[b] = b;
        }
        for (Merge merge : merges) {
            pieces.add(join(pieces.get(merge.left), pieces.get(merge.right)));
        }
        return new BpeTokenizer(new Vocabulary(pieces), byteIds, merges, split);
    }

    /// This tokenizer as it was after its first merges: the way to replay the training on any text.
    ///
    /// Only for the usual numbering of [#of].
    public BpeTokenizer prefix(int count) {
        return of(merges.subList(0, Math.min(count, merges.size())), split);
    }

    @Override
    public List<Span> encode(String text) {
        String clean = Utf.wellFormed(text);
        SpanWalker walker = new SpanWalker(clean, 0);
        List<Span> spans = new ArrayList<>();
        Map<String, int[]> known = new HashMap<>();
        split.pieces(clean, piece -> {
            for (int id : known.computeIfAbsent(piece, this::encodePiece)) {
                spans.add(walker.take(id, vocabulary.byteCount(id)));
            }
        });
        return spans;
    }

    @Override
    public int[] ids(String text) {
        IntList ids = new IntList(text.length() / 3);
        Map<String, int[]> known = new HashMap<>();
        split.pieces(Utf.wellFormed(text), piece -> ids.addAll(known.computeIfAbsent(piece, this::encodePiece)));
        return ids.toArray();
    }

    /// Tokens as a linked list; possible merges in a heap ordered by rank, then place. n·log n for n bytes.
    private int[] encodePiece(String piece) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        int n = bytes.length;
        int[] id = new int[n];
        int[] next = new int[n];
        int[] previous = new int[n];
        for (int i = 0; i < n; i++) {
            id[i] = byteIds[bytes[i] & 0xFF];
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        LongHeap heap = new LongHeap(n);
        for (int i = 0; i + 1 < n; i++) {
            offer(heap, id[i], id[i + 1], i);
        }
        while (!heap.isEmpty()) {
            long best = heap.remove();
            int rank = (int) (best >>> 32);
            int at = (int) best;
            int right = id[at] < 0 ? n : next[at];
            if (right >= n || ranks.get(id[at], id[right]) != rank) {
                continue;
            }
            id[at] = merges.get(rank).id;
            id[right] = -1;
            next[at] = next[right];
            if (next[at] < n) {
                previous[next[at]] = at;
                offer(heap, id[at], id[next[at]], at);
            }
            if (previous[at] >= 0) {
                offer(heap, id[previous[at]], id[at], previous[at]);
            }
        }
        int count = 0;
        for (int i = 0; i < n; i = next[i]) {
            id[count++] = id[i];
        }
        return Arrays.copyOf(id, count);
    }

    private void offer(LongHeap heap, int left, int right, int at) {
        int rank = ranks.get(left, right);
        if (rank != PairTable.NONE) {
            heap.add((long) rank << 32 | at);
        }
    }

    static byte[] join(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public List<Merge> merges() {
        return merges;
    }

    public Split split() {
        return split;
    }

    /// The id of a single byte, 0 to 255.
    public int byteId(int value) {
        return byteIds[value];
    }

    @Override
    public String kind() {
        return "bpe";
    }
}
