package dev.glassbox.session;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.ProbePoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One sentence through one moment of a model: everything that was asked for, copied; nothing in it is ever written again.
///
/// Arrays are shared with every reader, who must not write to them. Axes: `T` tokens of the sentence, `C` = d_model, `H` heads, `V` vocabulary.
public final class Trace {

    /// The layer of what lies outside the blocks.
    public static final int OUTSIDE = -1;

    /// A tensor by its place.
    ///
    /// @param layer the block, from 0; -1 for points outside the blocks
    public record Key(ProbePoint point, int layer) {}

    /// @param values row-major
    /// @param dims without the batch axis
    public record Values(float[] values, int[] dims) {

        public float get(int... index) {
            int at = 0;
            for (int axis = 0; axis < dims.length; axis++) {
                at = at * dims[axis] + java.util.Objects.checkIndex(index[axis], dims[axis]);
            }
            return values[at];
        }
    }

    private final WeightSnapshot snapshot;
    private final ModelConfig config;
    private final Sentence sentence;
    private final Map<Key, Values> tensors;
    private final List<Guess> guesses;
    private final Optional<VocabularyMap> map;

    Trace(WeightSnapshot snapshot, ModelConfig config, Sentence sentence, Map<Key, Values> tensors, List<Guess> guesses, Optional<VocabularyMap> map) {
        this.snapshot = snapshot;
        this.config = config;
        this.sentence = sentence;
        this.tensors = Map.copyOf(tensors);
        this.guesses = List.copyOf(guesses);
        this.map = map;
    }

    public int step() {
        return snapshot.step();
    }

    public WeightSnapshot snapshot() {
        return snapshot;
    }

    public Sentence sentence() {
        return sentence;
    }

    public ModelConfig config() {
        return config;
    }

    /// Whether the model was altered for this sentence only.
    public boolean whatIf() {
        return !config.equals(snapshot.run().config());
    }

    public int tokens() {
        return sentence.size();
    }

    public int layers() {
        return config().nLayer();
    }

    public int heads() {
        return config().nHead();
    }

    /// What was recorded at a place, if it was asked for and the model has it.
    public Optional<Values> get(ProbePoint point, int layer) {
        return Optional.ofNullable(tensors.get(new Key(point, layer)));
    }

    /// Input of the first block, token plus position: `[T, C]`.
    public float[] embed() {
        return required(ProbePoint.EMBED, OUTSIDE);
    }

    /// Attention weights of a block: `[H, T, T]`, rows are queries, columns keys, each row sums to 1.
    public float[] pattern(int layer) {
        return required(ProbePoint.PATTERN, layer);
    }

    /// Attention weights of one head: `[T, T]`, a copy.
    public float[] pattern(int layer, int head) {
        int cells = tokens() * tokens();
        return java.util.Arrays.copyOfRange(pattern(layer), head * cells, (head + 1) * cells);
    }

    /// Mean over the heads of a block: `[T, T]`.
    public float[] meanPattern(int layer) {
        float[] all = pattern(layer);
        int cells = tokens() * tokens();
        float[] mean = new float[cells];
        for (int head = 0; head < heads(); head++) {
            for (int i = 0; i < cells; i++) {
                mean[i] += all[head * cells + i] / heads();
            }
        }
        return mean;
    }

    /// Largest weight over the heads of a block: `[T, T]`.
    public float[] maxPattern(int layer) {
        float[] all = pattern(layer);
        int cells = tokens() * tokens();
        float[] max = new float[cells];
        for (int i = 0; i < heads() * cells; i++) {
            max[i % cells] = Math.max(max[i % cells], all[i]);
        }
        return max;
    }

    /// `[T, V]`.
    public float[] logits() {
        return required(ProbePoint.LOGITS, OUTSIDE);
    }

    /// `[V]` of one row, a copy.
    public float[] logits(int row) {
        int vocabulary = config().vocabSize();
        return java.util.Arrays.copyOfRange(logits(), row * vocabulary, (row + 1) * vocabulary);
    }

    /// One for each token of the sentence.
    public List<Guess> guesses() {
        return guesses;
    }

    /// The map of the vocabulary from the same weights, if it was asked for.
    public Optional<VocabularyMap> map() {
        return map;
    }

    /// Mean loss over the sentence's own tokens, in nats; empty for a single token.
    public OptionalDouble loss() {
        return guesses.stream().filter(Guess::known).mapToDouble(Guess::loss).average();
    }

    private float[] required(ProbePoint point, int layer) {
        return get(point, layer).map(Values::values).orElseThrow(() ->
                new IllegalStateException(point + " of block " + layer + " was not asked for in this trace"));
    }
}
