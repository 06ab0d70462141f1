package dev.glassbox.session;

import dev.glassbox.nn.ProbePoint;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// Walks through the corpus and notes what makes each neuron of the feed-forward layers fire: the places of its largest activations, and
/// whether it ever fired at all. Done in pieces, so that a half-finished answer can already be shown. Belongs to one thread.
public final class NeuronScan implements AutoCloseable {

    /// Places kept for each neuron.
    public static final int KEPT = 8;
    private static final int WINDOWS = 192;
    private static final int WINDOWS_OF_LARGE_MODELS = 32;
    private static final long LARGE = 5_000_000;
    private static final int LONGEST_WINDOW = 64;
    private static final Set<ProbePoint> POINTS = Set.of(ProbePoint.MLP_PRE, ProbePoint.MLP_POST);

    private final Forward forward;
    private WeightSnapshot snapshot;
    private int done;
    private long validationTokens;
    private float[][] values;
    private int[][] places;
    private int[][] fired;

    public NeuronScan(Warmup warmup) {
        forward = new Forward(warmup);
    }

    /// Goes on for about so long, at least one window; begins afresh when the snapshot is another one.
    ///
    /// @throws IllegalArgumentException when the model has no feed-forward layers
    public NeuronReport next(WeightSnapshot of, long nanos) {
        if (snapshot != of) {
            begin(of);
        }
        long end = System.nanoTime() + nanos;
        int all = windows(of.run());
        do {
            if (done < all) {
                window(done++, all);
            }
        } while (done < all && System.nanoTime() < end);
        return new NeuronReport(snapshot, done, all, validationTokens, copy(values), copy(places), copy(fired));
    }

    private void begin(WeightSnapshot of) {
        if (!of.run().config().ffn()) {
            throw new IllegalArgumentException("This model has no feed-forward layers: there are no neurons.");
        }
        snapshot = of;
        done = 0;
        validationTokens = 0;
        int layers = of.run().config().nLayer();
        int neurons = of.run().config().dFf();
        values = new float[layers][neurons * KEPT];
        places = new int[layers][neurons * KEPT];
        fired = new int[layers][neurons];
        for (int layer = 0; layer < layers; layer++) {
            Arrays.fill(values[layer], Float.NEGATIVE_INFINITY);
            Arrays.fill(places[layer], -1);
        }
    }

    private static int time(LoadedSpec run) {
        return Math.min(LONGEST_WINDOW, run.config().contextLength());
    }

    /// Half of the windows lie in the validation part, half in the training part.
    static int windows(LoadedSpec run) {
        int wanted = run.parameterCount() > LARGE ? WINDOWS_OF_LARGE_MODELS : WINDOWS;
        return inPart(run.tokens().validation(), time(run), wanted / 2) + inPart(run.tokens().train(), time(run), wanted / 2);
    }

    private static int inPart(int[] text, int time, int wanted) {
        return Math.min(wanted, text.length / time);
    }

    private void window(int number, int all) {
        LoadedSpec run = snapshot.run();
        int time = time(run);
        int inValidation = all - inPart(run.tokens().train(), time, (run.parameterCount() > LARGE ? WINDOWS_OF_LARGE_MODELS : WINDOWS) / 2);
        boolean validation = number < inValidation;
        int[] text = validation ? run.tokens().validation() : run.tokens().train();
        int n = validation ? number : number - inValidation;
        int count = validation ? inValidation : all - inValidation;
        int from = count == 1 ? 0 : (int) ((long) (text.length - time) * n / (count - 1));
        int before = validation ? run.tokens().train().length : 0;
        Map<Trace.Key, Trace.Values> seen = forward.run(snapshot, run.transformer(), Arrays.copyOfRange(text, from, from + time), POINTS);
        validationTokens += validation ? time : 0;
        for (int layer = 0; layer < run.config().nLayer(); layer++) {
            float[] post = seen.get(new Trace.Key(ProbePoint.MLP_POST, layer)).values();
            float[] pre = seen.get(new Trace.Key(ProbePoint.MLP_PRE, layer)).values();
            int neurons = run.config().dFf();
            for (int t = 0; t < time; t++) {
                for (int neuron = 0; neuron < neurons; neuron++) {
                    fired[layer][neuron] += validation && pre[t * neurons + neuron] > 0 ? 1 : 0;
                    keep(layer, neuron, post[t * neurons + neuron], before + from + t);
                }
            }
        }
    }

    /// The largest stand first; each place once, though windows may overlap.
    private void keep(int layer, int neuron, float value, int place) {
        float[] kept = values[layer];
        int first = neuron * KEPT;
        int last = first + KEPT - 1;
        if (!(value > kept[last])) {
            return;
        }
        for (int i = first; i <= last; i++) {
            if (places[layer][i] == place) {
                return;
            }
        }
        int at = last;
        while (at > first && kept[at - 1] < value) {
            kept[at] = kept[at - 1];
            places[layer][at] = places[layer][at - 1];
            at--;
        }
        kept[at] = value;
        places[layer][at] = place;
    }

    private static float[][] copy(float[][] all) {
        return Arrays.stream(all).map(float[]::clone).toArray(float[][]::new);
    }

    private static int[][] copy(int[][] all) {
        return Arrays.stream(all).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public void close() {
        forward.close();
    }
}
