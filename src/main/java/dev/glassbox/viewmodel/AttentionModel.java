package dev.glassbox.viewmodel;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.HeadRoles;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.analysis.ValueShares;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Interventions.EdgeEffect;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the Attention lens looks at: the moment on screen, or the same moment with another mask or with only the best keys.
public final class AttentionModel implements AutoCloseable {

    /// What the lens needs of every trace.
    public static final Set<ProbePoint> POINTS = Set.of(ProbePoint.EMBED, ProbePoint.Q, ProbePoint.K, ProbePoint.V, ProbePoint.SCORES,
            ProbePoint.SCALED_SCORES, ProbePoint.MASKED_SCORES, ProbePoint.PATTERN, ProbePoint.Z, ProbePoint.ATTN_OUT, ProbePoint.LOGITS,
            ProbePoint.RESID_PRE, ProbePoint.RESID_POST, ProbePoint.MLP_POST, ProbePoint.MLP_OUT);

    /// Edges whose cut is tried, the heaviest first.
    private static final int EDGES = 3;
    private static final long PACE = 500_000_000;
    /// Parameters of a model of which one forward pass takes long.
    private static final int LARGE = 5_000_000;

    private final RunViewModel run;
    private final TraceViewModel base;
    private final SelectionModel selection;
    private final Interventions bench;
    private final Study<Changed> whatIfs;
    private final Study<Effects> cuts;
    private final RemovalModel removal;
    private final SaturationModel saturation;
    private final PatchModel patch;
    private final CrossModel cross;
    private boolean active;
    private Trace whatIfOf;
    private AttentionChange whatIfFor = AttentionChange.NOTHING;
    private AttentionChange shownFor = AttentionChange.NOTHING;
    private Trace shownOf;
    private Cut cutsOf;
    private int[] cutKeys = {};
    private boolean cutting;
    private long cutsAskedAt;

    private final ObjectProperty<Optional<MaskRule.Kind>> mask = new SimpleObjectProperty<>(this, "mask", Optional.empty());
    private final IntegerProperty maskSize = new SimpleIntegerProperty(this, "maskSize", 3);
    private final IntegerProperty topK = new SimpleIntegerProperty(this, "topK", 0);
    private final ReadOnlyObjectWrapper<Trace> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private final ReadOnlyObjectWrapper<Effects> effects = new ReadOnlyObjectWrapper<>(this, "effects");

    /// What cutting edges of one row does.
    ///
    /// @param trace the moment it was computed for
    /// @param edges the heaviest first; more follow one by one
    public record Effects(Trace trace, int layer, int head, int query, List<EdgeEffect> edges) {

        private boolean of(Cut cut) {
            return trace == cut.trace && layer == cut.layer && head == cut.head && query == cut.query;
        }
    }

    private record Cut(Trace trace, int layer, int head, int query) {
    }

    private record Changed(Trace moment, Trace trace, AttentionChange change) {
    }

    public AttentionModel(Pulse pulse, RunViewModel run, TraceViewModel base, SelectionModel selection, Worker studies, Warmup warmup) {
        this.run = run;
        this.base = base;
        this.selection = selection;
        bench = new Interventions(warmup);
        whatIfs = new Study<>(studies);
        cuts = new Study<>(studies);
        removal = new RemovalModel(pulse, run, base, selection, studies, warmup);
        saturation = new SaturationModel(pulse, studies);
        patch = new PatchModel(pulse, base, studies, warmup);
        cross = new CrossModel(pulse, base, studies, warmup);
        pulse.add(this::refresh);
    }

    /// Only while the lens is on the stage are what-ifs and cuts computed.
    public void setActive(boolean now) {
        active = now;
    }

    /// Parts taken out of the model.
    public RemovalModel removal() {
        return removal;
    }

    /// Random queries and keys.
    public SaturationModel saturation() {
        return saturation;
    }

    /// Places of one sentence put into another.
    public PatchModel patch() {
        return patch;
    }

    /// One sentence that asks, another that is read.
    public CrossModel cross() {
        return cross;
    }

    /// Where the questions of the lens are answered; on the thread of the studies only.
    public Interventions bench() {
        return bench;
    }

    /// The change that is wished.
    public AttentionChange change() {
        int size = maskSize.get();
        return new AttentionChange(mask.get().map(kind -> new MaskRule(kind, kind == MaskRule.Kind.SLIDING_WINDOW ? Math.max(1, size) : size)),
                topK.get());
    }

    /// The mask of what is shown.
    public MaskRule shownMask() {
        boolean causal = run.getLoaded().map(loaded -> loaded.config().causal()).orElse(true);
        return shownFor.mask().isPresent() ? shownFor.mask().get() : causal ? MaskRule.CAUSAL : MaskRule.BIDIRECTIONAL;
    }

    /// Whether what is shown is not what the model does.
    public boolean isWhatIf() {
        return !shownFor.nothing();
    }

    /// How the shown moment was changed; nothing for the moment itself.
    public AttentionChange shownChange() {
        return shownFor;
    }

    /// The loss on the sentence of the moment that is changed, in nats; empty for a single token.
    public OptionalDouble lossAsItIs() {
        return shownOf == null ? OptionalDouble.empty() : shownOf.loss();
    }

    private void refresh(long now) {
        Trace moment = base.getTrace().orElse(null);
        if (!active || moment == null) {
            if (moment == null) {
                shownFor = AttentionChange.NOTHING;
                shown.set(null);
            }
            return;
        }
        follow(moment);
        cuts.answers().take().ifPresent(found -> {
            cutting = false;
            effects.set(found);
        });
        cuts.failures().take().ifPresent(why -> cutting = false);
        askCuts(now);
    }

    private void follow(Trace moment) {
        AttentionChange wanted = change();
        if (wanted.nothing()) {
            whatIfOf = null;
            whatIfFor = wanted;
            shownFor = wanted;
            shownOf = moment;
            shown.set(moment);
        } else if (whatIfOf != moment || !wanted.equals(whatIfFor)) {
            whatIfOf = moment;
            whatIfFor = wanted;
            whatIfs.ask(() -> new Changed(moment, bench.whatIf(moment, POINTS, wanted.intervention()), wanted));
        }
        Optional<Changed> arrived = whatIfs.answers().take();
        if (!wanted.nothing()) {
            arrived.filter(changed -> changed.trace.sentence() == moment.sentence()).ifPresent(changed -> {
                shownFor = changed.change;
                shownOf = changed.moment;
                shown.set(changed.trace);
            });
        }
        selection.setLaterKeys(shownMask().kind() != MaskRule.Kind.CAUSAL && shownMask().kind() != MaskRule.Kind.SLIDING_WINDOW);
    }

    /// Of a large model one edge after the other, the heaviest first, so that the first answer does not wait for the others; of a small one all
    /// at once, since every answer is a pulse that paints.
    private void askCuts(long now) {
        Trace trace = shown.get();
        if (trace == null || isWhatIf()) {
            return;
        }
        Cut wanted = new Cut(trace, selection.getLayer(), selection.getHead(), selection.getQuery());
        Effects last = effects.get();
        boolean begun = wanted.equals(cutsOf);
        boolean goOn = begun && !cutting && last != null && last.of(wanted) && last.edges.size() < cutKeys.length;
        boolean due = run.getState() != RunState.RUNNING || now - cutsAskedAt >= PACE;
        if (!goOn && (begun || !due)) {
            return;
        }
        if (!begun) {
            Optional<ValueShares> shares = shares(trace, wanted.layer, wanted.head, wanted.query);
            if (shares.isEmpty()) {
                return;
            }
            cutsOf = wanted;
            cutsAskedAt = now;
            cutKeys = IntStream.range(0, trace.tokens()).boxed().filter(key -> shares.get().weights()[key] > 0)
                    .sorted(Comparator.comparingDouble(key -> -shares.get().shares()[key])).limit(EDGES).mapToInt(Integer::intValue).toArray();
        }
        List<EdgeEffect> known = goOn ? last.edges : List.of();
        if (known.size() < cutKeys.length) {
            boolean small = trace.snapshot().run().parameterCount() < LARGE;
            int[] keys = Arrays.copyOfRange(cutKeys, known.size(), small ? cutKeys.length : known.size() + 1);
            cutting = true;
            cuts.ask(() -> new Effects(trace, wanted.layer, wanted.head, wanted.query,
                    Stream.concat(known.stream(), bench.edges(trace, wanted.layer, wanted.head, wanted.query, keys).stream()).toList()));
        }
    }

    /// Weight × length of the value for each key of a row, when the trace has values.
    public static Optional<ValueShares> shares(Trace trace, int layer, int head, int query) {
        if (query < 0 || query >= trace.tokens() || layer >= trace.layers() || head >= trace.heads()) {
            return Optional.empty();
        }
        return trace.get(ProbePoint.V, layer).map(values -> {
            int time = trace.tokens();
            int dHead = trace.config().dHead();
            int nKvHead = trace.config().nKvHead();
            int kv = head / (trace.heads() / nKvHead);
            float[] of = new float[time * dHead];
            for (int t = 0; t < time; t++) {
                System.arraycopy(values.values(), (t * nKvHead + kv) * dHead, of, t * dHead, dHead);
            }
            float[] row = java.util.Arrays.copyOfRange(trace.pattern(layer, head), query * time, (query + 1) * time);
            return ValueShares.of(row, of, dHead);
        });
    }

    /// Role hints of every head `[layers · heads]`.
    public static List<HeadRoles> roles(Trace trace) {
        int[] ids = trace.sentence().ids();
        return IntStream.range(0, trace.layers() * trace.heads())
                .mapToObj(i -> HeadRoles.of(trace.pattern(i / trace.heads()), i % trace.heads(), ids)).toList();
    }

    /// The mask tried out; empty for the model's own.
    public ObjectProperty<Optional<MaskRule.Kind>> maskProperty() {
        return mask;
    }

    /// Length of the prefix, or of the window.
    public IntegerProperty maskSizeProperty() {
        return maskSize;
    }

    /// Keys each query keeps before the softmax; 0 for all.
    public IntegerProperty topKProperty() {
        return topK;
    }

    /// The moment, changed or not; null before the first.
    public ReadOnlyObjectProperty<Trace> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public Optional<Trace> getShown() {
        return Optional.ofNullable(shown.get());
    }

    /// What cutting the heaviest edges of the selected row does; null before the first answer, and maybe of a moment ago.
    public ReadOnlyObjectProperty<Effects> effectsProperty() {
        return effects.getReadOnlyProperty();
    }

    @Override
    public void close() {
        bench.close();
        removal.close();
        patch.close();
        cross.close();
    }
}
