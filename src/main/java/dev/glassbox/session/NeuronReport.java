package dev.glassbox.session;

import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// What a walk through the corpus has found out about neurons so far; see [NeuronScan].
public final class NeuronReport {

    private static final int BEFORE = 6;
    private static final int AFTER = 3;

    private final WeightSnapshot snapshot;
    private final int windows;
    private final int all;
    private final long validationTokens;
    private final float[][] values;
    private final int[][] places;
    private final int[][] fired;

    NeuronReport(WeightSnapshot snapshot, int windows, int all, long validationTokens, float[][] values, int[][] places, int[][] fired) {
        this.snapshot = snapshot;
        this.windows = windows;
        this.all = all;
        this.validationTokens = validationTokens;
        this.values = values;
        this.places = places;
        this.fired = fired;
    }

    /// One place of the corpus where a neuron was most active.
    ///
    /// @param value      its activation there
    /// @param tokens     the words around
    /// @param at         which of them it is
    /// @param validation whether the place was never trained on
    public record Context(double value, List<String> tokens, int at, boolean validation) {
        public Context {
            tokens = List.copyOf(tokens);
        }
    }

    public WeightSnapshot snapshot() {
        return snapshot;
    }

    /// Windows read so far.
    public int windows() {
        return windows;
    }

    /// Windows to read in all.
    public int all() {
        return all;
    }

    public boolean complete() {
        return windows >= all;
    }

    public long validationTokens() {
        return validationTokens;
    }

    /// Share of the validation tokens at which the neuron's input was above zero.
    public double firing(int layer, int neuron) {
        return validationTokens == 0 ? 0 : (double) fired[layer][neuron] / validationTokens;
    }

    /// How many neurons never had an input above zero in the validation part: with ReLU they are dead there, give 0 and learn nothing.
    public int dead(int layer) {
        int dead = 0;
        for (int count : fired[layer]) {
            dead += count == 0 ? 1 : 0;
        }
        return dead;
    }

    public int neurons() {
        return fired[0].length;
    }

    /// The most active places first.
    public List<Context> contexts(int layer, int neuron) {
        Vocabulary vocabulary = snapshot.run().tokenizer().vocabulary();
        int[] train = snapshot.run().tokens().train();
        int[] validation = snapshot.run().tokens().validation();
        List<Context> contexts = new ArrayList<>();
        for (int i = neuron * NeuronScan.KEPT; i < (neuron + 1) * NeuronScan.KEPT; i++) {
            int place = places[layer][i];
            if (place < 0) {
                continue;
            }
            boolean unseen = place >= train.length;
            int[] text = unseen ? validation : train;
            int at = unseen ? place - train.length : place;
            int from = Math.max(0, at - BEFORE);
            List<String> tokens = new ArrayList<>();
            for (int t = from; t <= Math.min(text.length - 1, at + AFTER); t++) {
                tokens.add(vocabulary.label(text[t]));
            }
            contexts.add(new Context(values[layer][i], tokens, at - from, unseen));
        }
        return contexts;
    }
}
