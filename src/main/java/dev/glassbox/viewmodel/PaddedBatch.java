package dev.glassbox.viewmodel;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Words of different lengths as one batch: a special token at both ends, padding up to the longest, and what a small model with random
/// weights makes of each position.
///
/// @param vocabulary names by id: a to z, then the special tokens
/// @param specials   first id that is special
/// @param rows       one per word
public record PaddedBatch(List<String> vocabulary, int specials, List<Row> rows) {
    /// The target of a position that does not count.
    public static final int IGNORED = -1;
    private static final int LETTERS = 26;

    /// What stands at the end of a word.
    public enum End { BOS, EOS }

    /// @param ids       with special tokens and padding
    /// @param targets   the next id; [#IGNORED] where there is nothing to learn
    /// @param losses    cross-entropy of each position, in nats
    /// @param gradients length of ∂loss/∂x of each position's input vector
    public record Row(String word, int[] ids, int[] targets, float[] losses, float[] gradients) {
        /// Positions of the word and its special tokens.
        public int length() {
            int length = ids.length;
            while (length > 0 && targets[length - 1] == IGNORED && length > word.length() + 2) {
                length--;
            }
            return length;
        }
    }

    public PaddedBatch {
        vocabulary = List.copyOf(vocabulary);
        rows = List.copyOf(rows);
    }

    boolean special(int id) {
        return id >= specials;
    }

    /// The letters alone: special tokens stand for no text.
    String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(special(id) ? "" : vocabulary.get(id));
        }
        return text.toString();
    }

    /// Computes a batch.
    ///
    /// @param words lower-case words of a to z
    static PaddedBatch of(List<String> words, End end) {
        List<String> names = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            names.add(String.valueOf(c));
        }
        int bos = names.size();
        names.add("BOS");
        int last = end == End.BOS ? bos : names.size();
        if (end == End.EOS) {
            names.add("EOS");
        }
        int pad = names.size();
        names.add("PAD");
        int longest = words.stream().mapToInt(String::length).max().orElse(0) + 2;
        List<int[]> ids = words.stream().map(word -> ids(word, bos, last, pad, longest)).toList();
        return new PaddedBatch(names, LETTERS, computed(words, ids, names.size(), longest));
    }

    private static int[] ids(String word, int bos, int last, int pad, int length) {
        int[] ids = new int[length];
        Arrays.fill(ids, pad);
        ids[0] = bos;
        for (int i = 0; i < word.length(); i++) {
            ids[i + 1] = word.charAt(i) - 'a';
        }
        ids[word.length() + 1] = last;
        return ids;
    }

    /// Each word goes through the model by itself, so that the gradient of a position is that word's alone.
    private static List<Row> computed(List<String> words, List<int[]> all, int vocabulary, int time) {
        Transformer model = new Transformer(ModelConfig.gpt2Style(vocabulary, Math.max(1, time), 1, 2, 16));
        Parameters params = Parameters.trainable(model.layout(), new float[model.layout().size()]);
        model.initialize(params, 1);
        Workspace work = model.workspace(1, Math.max(1, time), true);
        List<Row> rows = new ArrayList<>();
        try (RowPool alone = new RowPool(1)) {
            Pass pass = new Pass(params, work, Kernels.scalar(), alone, Probe.NONE);
            for (int w = 0; w < words.size(); w++) {
                int[] ids = all.get(w);
                int[] targets = new int[time];
                for (int t = 0; t < time; t++) {
                    targets[t] = t <= words.get(w).length() ? ids[t + 1] : IGNORED;
                }
                model.forward(pass, ids, 1, time);
                model.loss(pass, targets);
                model.backward(pass);
                float[] dPosition = params.gradient(model.layout().get("wpe.weight")).copy();
                rows.add(new Row(words.get(w), ids, targets, Arrays.copyOf(work.tokenLosses(), time), lengths(dPosition, time)));
            }
        }
        return rows;
    }

    /// The position table adds to the input, so its gradient in row t is the gradient of the input vector at t.
    private static float[] lengths(float[] gradient, int time) {
        int width = gradient.length / Math.max(1, time);
        float[] lengths = new float[time];
        for (int t = 0; t < time; t++) {
            double sum = 0;
            for (int c = 0; c < width; c++) {
                sum += gradient[t * width + c] * (double) gradient[t * width + c];
            }
            lengths[t] = (float) Math.sqrt(sum);
        }
        return lengths;
    }
}
