package dev.glassbox.viewmodel;

import dev.glassbox.analysis.Ablation;
import dev.glassbox.nn.Intervention;
import dev.glassbox.session.Interventions;
import dev.glassbox.session.Interventions.Removal;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// One part of the model taken out of the shown moment: what the guess and the losses become. The training is not touched.
public final class RemovalModel implements AutoCloseable {

    private static final long PACE = 1_000_000_000;
    private static final long PIECE = 25_000_000;

    /// What can be taken out, relative to the selection.
    public enum Part {
        HEAD("head"), EDGE("edge: query → key"), ATTENTION("attention layer"), FEED_FORWARD("feed-forward layer"), BLOCK("whole block"),
        NEURON("neuron"), RESIDUAL_ATTENTION("residual edge around attention"), RESIDUAL_MLP("residual edge around feed-forward"),
        PAINTED("painted cells instead of the head's own");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// Mean loss on the validation text in nats, as the model is and without the part.
    public record Validation(Trace trace, Ablation part, double before, double after) {
    }

    /// What removing each head alone adds to the loss on the sentence, in nats `[layers · heads]`; not a number for those not yet tried.
    ///
    /// @param known so many heads have been tried, in reading order
    public record Damage(Trace trace, double[] added, int known) {

        private static Damage begin(Trace trace) {
            double[] added = new double[trace.layers() * trace.heads()];
            Arrays.fill(added, Double.NaN);
            return new Damage(trace, added, 0);
        }

        /// Whether all heads have been tried.
        public boolean complete() {
            return known == added.length;
        }
    }

    private record Answer(Trace trace, Ablation part, Removal removal) {
    }

    private final RunViewModel run;
    private final TraceViewModel base;
    private final SelectionModel selection;
    private final Interventions bench;
    private final Study<Answer> removals;
    private final Study<Damage> damages;
    private final Study<Validation> validations;
    private final Mailbox<Double> progressNews = new Mailbox<>();
    private boolean active;
    private Trace askedTrace;
    private Ablation askedPart;
    private boolean trying;
    private long askedAt;

    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(this, "part", Part.HEAD);
    private final ObjectProperty<PaintedPattern> painting = new SimpleObjectProperty<>(this, "painting");
    private final IntegerProperty neuron = new SimpleIntegerProperty(this, "neuron", 0);
    private final ReadOnlyObjectWrapper<Removal> removal = new ReadOnlyObjectWrapper<>(this, "removal");
    private final ReadOnlyObjectWrapper<Damage> damage = new ReadOnlyObjectWrapper<>(this, "damage");
    private final ReadOnlyObjectWrapper<Validation> validation = new ReadOnlyObjectWrapper<>(this, "validation");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", Double.NaN);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public RemovalModel(Pulse pulse, RunViewModel run, TraceViewModel base, SelectionModel selection, Worker studies, Warmup warmup) {
        this.run = run;
        this.base = base;
        this.selection = selection;
        bench = new Interventions(warmup);
        removals = new Study<>(studies);
        damages = new Study<>(studies);
        validations = new Study<>(studies);
        pulse.add(this::refresh);
    }

    /// Only while its page is on the stage is anything computed.
    public void setActive(boolean now) {
        active = now;
    }

    /// The part that the selection means now; empty where the model has none.
    public Optional<Ablation> meant() {
        Trace trace = base.getTrace().orElse(null);
        if (trace == null) {
            return Optional.empty();
        }
        int layer = Math.min(selection.getLayer(), trace.layers() - 1);
        int head = Math.min(selection.getHead(), trace.heads() - 1);
        int query = Math.min(selection.getQuery(), trace.tokens() - 1);
        int key = Math.min(selection.getKey(), trace.tokens() - 1);
        boolean mlp = trace.config().ffn();
        return Optional.ofNullable(switch (part.get()) {
            case HEAD -> new Ablation.Head(layer, head);
            case EDGE -> query < 0 || key < 0 ? null : new Ablation.Edge(layer, head, query, key, 0);
            case ATTENTION -> new Ablation.AttentionLayer(layer);
            case FEED_FORWARD -> mlp ? new Ablation.FeedForward(layer) : null;
            case BLOCK -> new Ablation.Block(layer);
            case NEURON -> mlp ? new Ablation.Neuron(layer, Math.clamp(neuron.get(), 0, trace.config().dFf() - 1)) : null;
            case RESIDUAL_ATTENTION -> trace.config().residual() ? new Ablation.ResidualEdge(layer, false) : null;
            case RESIDUAL_MLP -> mlp && trace.config().residual() ? new Ablation.ResidualEdge(layer, true) : null;
            case PAINTED -> painting(trace).filter(painted -> !painted.nothing()).map(PaintedPattern::ablation).orElse(null);
        });
    }

    /// What is painted over the selected head of this sentence.
    public Optional<PaintedPattern> painting(Trace trace) {
        int layer = Math.min(selection.getLayer(), trace.layers() - 1);
        int head = Math.min(selection.getHead(), trace.heads() - 1);
        return Optional.ofNullable(painting.get()).filter(painted -> painted.fits(trace, layer, head));
    }

    private void refresh(long now) {
        removals.answers().take().ifPresent(found -> {
            if (Objects.equals(found.part, askedPart)) {
                removal.set(found.removal);
            }
        });
        damages.answers().take().ifPresent(found -> {
            trying = false;
            damage.set(found);
        });
        validations.answers().take().ifPresent(found -> {
            progress.set(Double.NaN);
            validation.set(found);
        });
        progressNews.take().ifPresent(share -> {
            if (!Double.isNaN(progress.get())) {
                progress.set(share);
            }
        });
        for (Study<?> study : List.of(removals, damages, validations)) {
            study.failures().take().ifPresent(why -> {
                trying &= study != damages;
                progress.set(Double.NaN);
                problem.set(why);
            });
        }
        Trace trace = base.getTrace().orElse(null);
        if (!active || trace == null) {
            return;
        }
        boolean calm = run.getState() != RunState.RUNNING || now - askedAt >= PACE;
        Ablation wanted = meant().orElse(null);
        if (!Objects.equals(wanted, askedPart) || calm && trace != askedTrace) {
            askedTrace = trace;
            askedPart = wanted;
            askedAt = now;
            if (wanted == null) {
                removal.set(null);
            } else {
                removals.ask(() -> new Answer(trace, wanted, bench.remove(trace, List.of(wanted))));
            }
        }
        if (!trying) {
            tryHeads(trace, calm);
        }
    }

    /// One head after the other: of a large model each takes a while, and a click in between must not wait for all of them. A walk that has begun
    /// goes to its end unless the sentence or the model changes.
    private void tryHeads(Trace trace, boolean calm) {
        Damage last = damage.get();
        boolean unfinished = last != null && !last.complete() && last.trace.sentence() == trace.sentence()
                && last.trace.snapshot().run() == trace.snapshot().run();
        if (unfinished || calm && (last == null || last.trace != trace)) {
            Damage from = unfinished ? last : Damage.begin(trace);
            trying = true;
            damages.ask(() -> further(from));
        }
    }

    private Damage further(Damage from) {
        double[] added = from.added.clone();
        int known = from.known;
        long end = System.nanoTime() + PIECE;
        while (known < added.length && (known == from.known || System.nanoTime() < end)) {
            added[known] = bench.headDamage(from.trace, known / from.trace.heads(), known % from.trace.heads());
            known++;
        }
        return new Damage(from.trace, added, known);
    }

    /// Reads the validation text with and without the part; takes a moment, see [#progressProperty].
    public void measureValidation() {
        Trace trace = base.getTrace().orElse(null);
        Ablation wanted = meant().orElse(null);
        if (trace == null || wanted == null) {
            return;
        }
        problem.set("");
        progress.set(0);
        validations.ask(() -> {
            double before = bench.validationLoss(trace.snapshot(), Intervention.NONE, share -> progressNews.put(share / 2));
            double after = bench.validationLoss(trace.snapshot(), Ablation.of(wanted), share -> progressNews.put(0.5 + share / 2));
            return new Validation(trace, wanted, before, after);
        });
    }

    /// What is taken out, relative to the selection.
    public ObjectProperty<Part> partProperty() {
        return part;
    }

    /// Which neuron [Part#NEURON] means.
    public IntegerProperty neuronProperty() {
        return neuron;
    }

    /// Weights that were painted over a head's own; null for none.
    public ObjectProperty<PaintedPattern> paintingProperty() {
        return painting;
    }

    /// Null before the first answer and where the model has no such part.
    public ReadOnlyObjectProperty<Removal> removalProperty() {
        return removal.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Damage> damageProperty() {
        return damage.getReadOnlyProperty();
    }

    /// Null before the first measurement; of the part and moment it names.
    public ReadOnlyObjectProperty<Validation> validationProperty() {
        return validation.getReadOnlyProperty();
    }

    /// 0 to 1 while the validation text is read; not a number otherwise.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Why something could not be computed; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        bench.close();
    }
}
