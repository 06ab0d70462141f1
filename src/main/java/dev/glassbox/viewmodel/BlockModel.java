package dev.glassbox.viewmodel;

import dev.glassbox.analysis.LinearCollapse;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.NeuronReport;
import dev.glassbox.session.NeuronScan;
import dev.glassbox.session.RunState;
import dev.glassbox.session.StreamGradients;
import dev.glassbox.session.StreamReading;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the Block lens has open, and its two long questions: what the model would say at each stage of the stream, and what makes its
/// neurons fire.
public final class BlockModel implements AutoCloseable {

    /// What is open on the page *Flow*.
    public enum Part { BLOCK, NORM, MLP, LENS }

    /// A feed-forward layer without its activation function: one matrix, and how far the two ways of computing are apart.
    public record Collapsed(Trace trace, int layer, int token, LinearCollapse collapse) {}

    private static final long PIECE = 25_000_000;
    private static final long GRADIENTS_APART = 500_000_000L;
    private static final long REST_WHILE_TRAINING = 3_000_000_000L;

    private final RunViewModel run;
    private final TraceViewModel trace;
    private final SelectionModel selection;
    private final Warmup warmup;
    private final Study<StreamReading> lens;
    private final Study<NeuronReport> neurons;
    private final NeuronScan scan;
    private final Study<Collapsed> collapse;
    private final Study<StreamGradients> pulls;
    private boolean active;
    private Question asked;
    private boolean reading;
    private boolean scanning;
    private boolean collapsing;
    private boolean pulling;
    private Trace pulledOf;
    private long pulledAt;
    private long scanned;

    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(this, "part", Part.BLOCK);
    private final BooleanProperty secondNorm = new SimpleBooleanProperty(this, "secondNorm");
    private final BooleanProperty between = new SimpleBooleanProperty(this, "between");
    private final BooleanProperty gradients = new SimpleBooleanProperty(this, "gradients");
    private final ReadOnlyObjectWrapper<StreamGradients> pull = new ReadOnlyObjectWrapper<>(this, "pull");
    private final BooleanProperty withoutActivation = new SimpleBooleanProperty(this, "withoutActivation");
    private final ObjectProperty<Activation> function = new SimpleObjectProperty<>(this, "function");
    private final DoubleProperty dialX = new SimpleDoubleProperty(this, "dialX", 2.2);
    private final DoubleProperty dialY = new SimpleDoubleProperty(this, "dialY", 0.6);
    private final ReadOnlyObjectWrapper<Collapsed> collapsed = new ReadOnlyObjectWrapper<>(this, "collapsed");
    private final IntegerProperty neuron = new SimpleIntegerProperty(this, "neuron", SelectionModel.NONE);
    private final ReadOnlyObjectWrapper<StreamReading> stream = new ReadOnlyObjectWrapper<>(this, "stream");
    private final ReadOnlyObjectWrapper<NeuronReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    private record Question(Trace trace, int from, int to, boolean between) {}

    public BlockModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SelectionModel selection, Worker studies, Warmup warmup) {
        this.run = run;
        this.trace = trace;
        this.selection = selection;
        this.warmup = warmup;
        lens = new Study<>(studies);
        neurons = new Study<>(studies);
        scan = new NeuronScan(warmup);
        collapse = new Study<>(studies);
        pulls = new Study<>(studies);
        run.loadedProperty().subscribe(loaded -> {
            stream.set(null);
            report.set(null);
            collapsed.set(null);
            pull.set(null);
            function.set(loaded == null ? null : loaded.config().activation());
            neuron.set(SelectionModel.NONE);
            if (loaded != null && !loaded.config().ffn() && part.get() == Part.MLP) {
                part.set(Part.BLOCK);
            }
        });
        pulse.add(this::refresh);
    }

    /// Asks nothing while its lens is hidden.
    public void setActive(boolean now) {
        active = now;
    }

    private void refresh(long now) {
        lens.answers().take().ifPresent(answer -> {
            reading = false;
            if (answer.trace().snapshot().run() == run.getLoaded().orElse(null)) {
                stream.set(answer);
            }
        });
        neurons.answers().take().ifPresent(answer -> {
            scanning = false;
            scanned = answer.complete() ? now : 0;
            if (answer.snapshot().run() == run.getLoaded().orElse(null)) {
                report.set(answer);
            }
        });
        collapse.answers().take().ifPresent(answer -> {
            collapsing = false;
            if (answer.trace().snapshot().run() == run.getLoaded().orElse(null)) {
                collapsed.set(answer);
            }
        });
        pulls.answers().take().ifPresent(answer -> {
            pulling = false;
            problem.set("");
            if (answer.trace().snapshot().run() == run.getLoaded().orElse(null)) {
                pull.set(answer);
            }
        });
        pulls.failures().take().ifPresent(why -> {
            pulling = false;
            pull.set(null);
            problem.set(why);
        });
        collapse.failures().take().ifPresent(why -> {
            collapsing = false;
            problem.set(why);
        });
        lens.failures().take().ifPresent(why -> {
            reading = false;
            problem.set(why);
        });
        neurons.failures().take().ifPresent(why -> {
            scanning = false;
            scanned = now;
            problem.set(why);
        });
        if (active) {
            trace.getTrace().ifPresent(moment -> ask(moment, now));
        }
    }

    private void ask(Trace moment, long now) {
        boolean rested = run.getState() != RunState.RUNNING || now - pulledAt >= GRADIENTS_APART;
        if (part.get() == Part.BLOCK && gradients.get() && !pulling && rested && moment != pulledOf) {
            pulling = true;
            pulledOf = moment;
            pulledAt = now;
            pulls.ask(() -> StreamGradients.of(moment, warmup.kernels()));
        }
        if (part.get() == Part.BLOCK || part.get() == Part.LENS) {
            int token = Math.clamp(selection.getQuery(), 0, moment.tokens() - 1);
            boolean grid = part.get() == Part.LENS;
            Question wanted = new Question(moment, grid ? 0 : token, grid ? moment.tokens() : token + 1, grid && between.get());
            if (!reading && !wanted.equals(asked) && StreamReading.possible(moment)) {
                asked = wanted;
                reading = true;
                lens.ask(() -> StreamReading.of(wanted.trace, wanted.from, wanted.to, wanted.between, warmup.kernels()));
            }
        } else if (part.get() == Part.MLP && moment.config().ffn()) {
            if (!scanning) {
                walk(moment.snapshot(), now);
            }
            if (withoutActivation.get() && !collapsing && !moment.config().activation().gated()) {
                multiply(moment);
            }
        }
    }

    private void multiply(Trace moment) {
        int layer = Math.min(selection.getLayer(), moment.layers() - 1);
        int token = Math.clamp(selection.getQuery(), 0, moment.tokens() - 1);
        Collapsed last = collapsed.get();
        boolean known = last != null && last.trace == moment && last.layer == layer && last.token == token;
        Optional<Trace.Values> input = moment.get(ProbePoint.NORM2, layer);
        if (known || input.isEmpty()) {
            return;
        }
        collapsing = true;
        collapse.ask(() -> {
            int c = moment.config().dModel();
            float[] x = Arrays.copyOfRange(input.get().values(), token * c, (token + 1) * c);
            WeightSnapshot weights = moment.snapshot();
            String name = "h." + layer + ".mlp.";
            return new Collapsed(moment, layer, token, LinearCollapse.of(warmup.kernels(), x, weights.copy(name + "c_fc.weight"),
                    weights.copy(name + "c_fc.bias"), weights.copy(name + "c_proj.weight"), weights.copy(name + "c_proj.bias")));
        });
    }

    /// A walk that has begun goes to its end; while training runs the next one begins a little later, on newer weights.
    private void walk(WeightSnapshot newest, long now) {
        NeuronReport last = report.get();
        boolean unfinished = last != null && !last.complete();
        boolean training = run.getState() == RunState.RUNNING;
        boolean news = last == null || last.snapshot() != newest;
        if (unfinished || news && (!training || now - scanned > REST_WHILE_TRAINING)) {
            WeightSnapshot of = unfinished && training ? last.snapshot() : newest;
            scanning = true;
            neurons.ask(() -> scan.next(of, PIECE));
        }
    }

    /// What is open.
    public ObjectProperty<Part> partProperty() {
        return part;
    }

    public Part getPart() {
        return part.get();
    }

    /// Opens one of the two norms of a block.
    public void openNorm(boolean second) {
        secondNorm.set(second);
        part.set(Part.NORM);
    }

    /// Whether the norm shown is the one of the feed-forward layer.
    public BooleanProperty secondNormProperty() {
        return secondNorm;
    }

    /// Whether the logit lens reads between attention and feed-forward layer, too.
    public BooleanProperty betweenProperty() {
        return between;
    }

    /// The neuron looked at, [SelectionModel#NONE] for the most active one.
    public IntegerProperty neuronProperty() {
        return neuron;
    }

    /// Whether the wires of a block show gradients instead of values.
    public BooleanProperty gradientsProperty() {
        return gradients;
    }

    /// What the loss pulls at each wire; null before it was asked for and where there is no loss.
    public ReadOnlyObjectProperty<StreamGradients> pullProperty() {
        return pull.getReadOnlyProperty();
    }

    /// Whether the feed-forward layer is looked at without its activation function.
    public BooleanProperty withoutActivationProperty() {
        return withoutActivation;
    }

    /// The one matrix a feed-forward layer without activation function is; null before it was asked for.
    public ReadOnlyObjectProperty<Collapsed> collapsedProperty() {
        return collapsed.getReadOnlyProperty();
    }

    /// The activation function that is drawn, at first the model's own.
    public ObjectProperty<Activation> functionProperty() {
        return function;
    }

    /// The vector of two numbers that can be dragged.
    public DoubleProperty dialXProperty() {
        return dialX;
    }

    public DoubleProperty dialYProperty() {
        return dialY;
    }

    /// Closes what is open; false when nothing was.
    public boolean stepOut() {
        if (part.get() == Part.BLOCK) {
            return false;
        }
        part.set(Part.BLOCK);
        return true;
    }

    /// The newest reading; of a moment ago while a newer one is computed.
    public ReadOnlyObjectProperty<StreamReading> streamProperty() {
        return stream.getReadOnlyProperty();
    }

    /// The newest reading, if it holds this token.
    public Optional<StreamReading> getStream(int token) {
        return Optional.ofNullable(stream.get()).filter(r -> token >= r.first() && token < r.first() + r.tokens());
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<NeuronReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /// Why a question could not be answered; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        scan.close();
    }
}
