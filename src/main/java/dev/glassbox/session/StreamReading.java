package dev.glassbox.session;

import dev.glassbox.analysis.LogitLens;
import dev.glassbox.analysis.LogitLens.Reading;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.nn.ProbePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the model would say at every stage of the residual stream, for some tokens of a sentence.
///
/// @param trace  the moment that was read
/// @param first  the first token that was read
/// @param stages in the order of the data flow; the last is the model's real answer
public record StreamReading(Trace trace, int first, List<Stage> stages) {

    /// Most likely tokens kept at each place.
    public static final int KEPT = 3;

    /// @param layer    from 0; −1 for what enters the first block
    /// @param between  whether it is the stream between attention and feed-forward layer
    /// @param readings one for each token from `first` on
    public record Stage(int layer, boolean between, List<Reading> readings) {
        public Stage {
            readings = List.copyOf(readings);
        }
    }

    public StreamReading {
        stages = List.copyOf(stages);
    }

    /// Whether a trace holds what is needed.
    public static boolean possible(Trace trace) {
        return trace.get(ProbePoint.RESID_POST, trace.layers() - 1).isPresent() && trace.get(ProbePoint.RESID_MID, trace.layers() - 1).isPresent();
    }

    /// @param from    first token
    /// @param to      one past the last
    /// @param between whether to read between attention and feed-forward layer, too
    public static StreamReading of(Trace trace, int from, int to, boolean between, Kernels kernels) {
        List<Stage> places = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        add(places, rows, trace, ProbePoint.RESID_PRE, 0, -1, from, to);
        for (int layer = 0; layer < trace.layers(); layer++) {
            if (between && trace.config().ffn()) {
                add(places, rows, trace, ProbePoint.RESID_MID, layer, layer, from, to);
            }
            add(places, rows, trace, ProbePoint.RESID_POST, layer, layer, from, to);
        }
        // all at once: the table of a large vocabulary is laid out anew for every product
        int count = to - from;
        int width = count * trace.config().dModel();
        float[] all = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * width, width);
        }
        List<Reading> readings = new LogitLens(trace.config(), trace.snapshot().parameters(), kernels).read(all, rows.size() * count, KEPT);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            stages.add(new Stage(places.get(i).layer, places.get(i).between, readings.subList(i * count, (i + 1) * count)));
        }
        return new StreamReading(trace, from, stages);
    }

    private static void add(List<Stage> places, List<float[]> rows, Trace trace, ProbePoint point, int layer, int named, int from, int to) {
        int c = trace.config().dModel();
        float[] stream = trace.get(point, layer).orElseThrow(() -> new IllegalArgumentException(point + " was not recorded")).values();
        rows.add(Arrays.copyOfRange(stream, from * c, to * c));
        places.add(new Stage(named, point == ProbePoint.RESID_MID, List.of()));
    }

    public int tokens() {
        return stages.getFirst().readings().size();
    }

    /// A token of the vocabulary as a person should see it.
    public String label(int id) {
        return trace.snapshot().run().tokenizer().vocabulary().label(id);
    }

    /// The stage from which on the model's final answer stays the most likely one; 0 if it was so from the beginning.
    ///
    /// @param token counted from `first`
    public int decided(int token) {
        int last = stages.getLast().readings().get(token).top();
        int since = stages.size() - 1;
        while (since > 0 && stages.get(since - 1).readings().get(token).top() == last) {
            since--;
        }
        return since;
    }
}
