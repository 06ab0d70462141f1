package dev.glassbox.viewmodel;

import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.BpeTokenizer.Merge;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How a token was put together: two parts, each a token itself, down to single bytes.
///
/// @param left  null for a token that is not made of others
/// @param right null for a token that is not made of others
public record MergeTree(int id, String label, MergeTree left, MergeTree right) {

    public boolean leaf() {
        return left == null;
    }

    public int leaves() {
        return leaf() ? 1 : left.leaves() + right.leaves();
    }

    public int depth() {
        return leaf() ? 0 : 1 + Math.max(left.depth(), right.depth());
    }

    static MergeTree of(Tokenizer tokenizer, int id) {
        Vocabulary names = tokenizer.vocabulary();
        if (tokenizer instanceof BpeTokenizer bpe) {
            Map<Integer, Merge> madeBy = new HashMap<>();
            bpe.merges().forEach(merge -> madeBy.putIfAbsent(merge.id(), merge));
            return learned(names, madeBy, id);
        }
        return tokenizer.kind().equals("char") || names.special(id) ? new MergeTree(id, names.label(id), null, null) : recovered(names, id);
    }

    private static MergeTree learned(Vocabulary names, Map<Integer, Merge> madeBy, int id) {
        Merge merge = madeBy.get(id);
        return merge == null ? new MergeTree(id, names.label(id), null, null)
                : new MergeTree(id, names.label(id), learned(names, madeBy, merge.left()), learned(names, madeBy, merge.right()));
    }

    /// The published vocabularies list no merges, but number their tokens in the order of the merges: encoding a token with the earlier ones
    /// alone leaves the two parts it was made of.
    private static MergeTree recovered(Vocabulary names, int id) {
        return parts(names, id).map(parts -> new MergeTree(id, names.label(id), recovered(names, parts[0]), recovered(names, parts[1])))
                .orElse(new MergeTree(id, names.label(id), null, null));
    }

    private static Optional<int[]> parts(Vocabulary names, int id) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte b : names.bytes(id)) {
            pieces.add(new byte[] {b});
        }
        while (pieces.size() > 2) {
            int best = -1;
            int rank = id;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                OptionalInt joined = names.id(join(pieces.get(i), pieces.get(i + 1)));
                if (joined.isPresent() && joined.getAsInt() < rank) {
                    rank = joined.getAsInt();
                    best = i;
                }
            }
            if (best < 0) {
                return Optional.empty();
            }
            pieces.set(best, join(pieces.get(best), pieces.remove(best + 1)));
        }
        if (pieces.size() < 2) {
            return Optional.empty();
        }
        OptionalInt left = names.id(pieces.get(0));
        OptionalInt right = names.id(pieces.get(1));
        return left.isPresent() && right.isPresent() ? Optional.of(new int[] {left.getAsInt(), right.getAsInt()}) : Optional.empty();
    }

    private static byte[] join(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
