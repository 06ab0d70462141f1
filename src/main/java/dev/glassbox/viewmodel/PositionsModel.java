package dev.glassbox.viewmodel;

import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.session.Forward;
import dev.glassbox.session.LengthStudy;
import dev.glassbox.session.OrderStudy;
import dev.glassbox.session.SchemeRace;
import dev.glassbox.session.Study;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The position lab: which scheme is looked at and where, and what the run's own model makes of swapped and of longer texts.
public final class PositionsModel implements AutoCloseable {

    /// What can be looked at; the last two are what does not work.
    public enum Scheme {
        LEARNED("learned", Kind.LEARNED), SINUSOIDAL("sinusoidal", Kind.SINUSOIDAL), ROPE("RoPE", Kind.ROPE), ALIBI("ALiBi", Kind.ALIBI),
        NONE("none", Kind.NONE), INDEX("raw index", null), NORMALIZED("index ÷ length", null);

        private final String label;
        private final Kind kind;

        Scheme(String label, Kind kind) {
            this.label = label;
            this.kind = kind;
        }

        public String label() {
            return label;
        }

        /// Whether a model can be built with it.
        public boolean trainable() {
            return kind != null;
        }

        public boolean of(Kind other) {
            return kind == other;
        }

        /// The one a model with this kind is shown with.
        public static Scheme showing(Kind kind) {
            for (Scheme scheme : values()) {
                if (scheme.of(kind)) {
                    return scheme;
                }
            }
            return NONE;
        }
    }

    private final TraceViewModel trace;
    private final SelectionModel selection;
    private final Warmup warmup;
    private final Forward forward;
    private final Study<OrderStudy.Answer> orderStudy;
    private final Study<LengthStudy.Answer> lengthStudy;
    private final SideTrainingModel<SchemeRace.Answer> race;
    private boolean orderWanted;
    private boolean lengthWanted;
    private WeightSnapshot orderFor;
    private int[] orderAsked = new int[0];
    private int[] orderPlaces = new int[0];
    private int shuffles;
    private WeightSnapshot lengthFor;

    private final ObjectProperty<Scheme> scheme = new SimpleObjectProperty<>(this, "scheme", Scheme.LEARNED);
    private final IntegerProperty pair = new SimpleIntegerProperty(this, "pair", 4);
    private final IntegerProperty turn = new SimpleIntegerProperty(this, "turn", 0);
    private final IntegerProperty length = new SimpleIntegerProperty(this, "length", 32);
    private final IntegerProperty alibiHeads = new SimpleIntegerProperty(this, "alibiHeads", 8);
    private final BooleanProperty beyond = new SimpleBooleanProperty(this, "beyond");
    private final ReadOnlyObjectWrapper<OrderStudy.Answer> order = new ReadOnlyObjectWrapper<>(this, "order");
    private final ReadOnlyObjectWrapper<LengthStudy.Answer> longer = new ReadOnlyObjectWrapper<>(this, "longer");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    public PositionsModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SelectionModel selection, Worker studies, Warmup warmup) {
        this.trace = trace;
        this.selection = selection;
        this.warmup = warmup;
        forward = new Forward(warmup);
        orderStudy = new Study<>(studies);
        lengthStudy = new Study<>(studies);
        race = new SideTrainingModel<>(pulse, run, studies, warmup, SchemeRace::new);
        run.loadedProperty().subscribe(now -> {
            order.set(null);
            longer.set(null);
            shuffles = 0;
            if (now != null) {
                scheme.set(Scheme.showing(now.config().positions()));
                length.set(now.config().contextLength());
                pair.set(Math.min(4, now.config().dModel() / 2 - 1));
                alibiHeads.set(now.config().nHead());
            }
        });
        pulse.add(_ -> refresh());
    }

    private void refresh() {
        Trace now = trace.getTrace().orElse(null);
        orderStudy.answers().take().filter(answer -> now != null && answer.run() == now.snapshot().run()).ifPresent(answer -> {
            problem.set("");
            order.set(answer);
        });
        lengthStudy.answers().take().filter(answer -> now != null && answer.run() == now.snapshot().run()).ifPresent(answer -> {
            problem.set("");
            longer.set(answer);
        });
        orderStudy.failures().take().ifPresent(problem::set);
        lengthStudy.failures().take().ifPresent(problem::set);
        if (now != null && orderWanted) {
            askOrder(now);
        }
        if (now != null && lengthWanted && now.snapshot() != lengthFor) {
            lengthFor = now.snapshot();
            WeightSnapshot snapshot = lengthFor;
            lengthStudy.ask(() -> LengthStudy.of(snapshot, warmup.kernels()));
        }
    }

    private void askOrder(Trace now) {
        int[] ids = now.sentence().ids();
        if (IntStream.of(ids).distinct().count() < 2) {
            order.set(null);
            problem.set("All tokens of the sentence are the same; there is nothing to swap.");
            return;
        }
        int[] places = shuffles == 0 ? swapped(ids) : shuffled(ids);
        if (now.snapshot() != orderFor || !Arrays.equals(ids, orderAsked) || !Arrays.equals(places, orderPlaces)) {
            orderFor = now.snapshot();
            orderAsked = ids;
            orderPlaces = places;
            orderStudy.ask(() -> OrderStudy.of(forward, now.snapshot(), ids, places));
        }
    }

    /// The query with the key, or where no other token is pinned with the first one that differs.
    private int[] swapped(int[] ids) {
        int a = Math.clamp(selection.getQuery(), 0, ids.length - 1);
        int b = selection.getKey();
        if (b < 0 || b >= ids.length || ids[b] == ids[a]) {
            b = 0;
            while (ids[b] == ids[a]) {
                b++;
            }
        }
        int[] places = IntStream.range(0, ids.length).toArray();
        places[a] = b;
        places[b] = a;
        return places;
    }

    private int[] shuffled(int[] ids) {
        int[] places = OrderStudy.shuffled(ids.length, shuffles);
        boolean same = true;
        for (int t = 0; t < ids.length; t++) {
            same &= ids[places[t]] == ids[t];
        }
        return same ? swapped(ids) : places;
    }

    /// Puts all tokens into another order; each call into a new one.
    public void shuffle() {
        shuffles++;
    }

    /// Exchanges two tokens again, the query and the key.
    public void swapTwo() {
        shuffles = 0;
    }

    /// *the cat ate the mouse*, with the cat and the mouse exchanged.
    public void catAndMouse() {
        shuffles = 0;
        trace.setSentence("the cat ate the mouse");
        List<Token> tokens = trace.getTokens();
        for (int t = 0; t < tokens.size(); t++) {
            String label = tokens.get(t).label();
            if (label.equals("·cat")) {
                selection.selectKey(t);
            } else if (label.equals("·mouse")) {
                selection.selectQuery(t);
            }
        }
    }

    /// The five small models that differ in their scheme.
    public SideTrainingModel<SchemeRace.Answer> race() {
        return race;
    }

    /// Only what is on screen is computed.
    public void setWanted(boolean orderShown, boolean lengthShown) {
        orderWanted = orderShown;
        lengthWanted = lengthShown;
        if (!orderShown && !lengthShown) {
            problem.set("");
        }
    }

    public ObjectProperty<Scheme> schemeProperty() {
        return scheme;
    }

    /// Whether the run on screen uses the scheme that is looked at.
    public boolean ofThisRun() {
        return trace.getTrace().filter(now -> scheme.get().of(now.config().positions())).isPresent();
    }

    /// The position looked at: that of the selected token.
    public int position() {
        return Math.max(0, selection.ringed());
    }

    /// The pair of channels looked at.
    public IntegerProperty pairProperty() {
        return pair;
    }

    /// By how many positions both tokens are moved.
    public IntegerProperty turnProperty() {
        return turn;
    }

    /// Length of the text for the two schemes that depend on it, and for waves.
    public IntegerProperty lengthProperty() {
        return length;
    }

    /// How many heads the slopes of ALiBi are shown for.
    public IntegerProperty alibiHeadsProperty() {
        return alibiHeads;
    }

    /// Whether positions are shown that no training text reaches.
    public BooleanProperty beyondProperty() {
        return beyond;
    }

    /// What swapping does; null before the first answer.
    public ReadOnlyObjectProperty<OrderStudy.Answer> orderProperty() {
        return order.getReadOnlyProperty();
    }

    public Optional<OrderStudy.Answer> getOrder() {
        return Optional.ofNullable(order.get());
    }

    /// The loss on longer texts; null before the first answer.
    public ReadOnlyObjectProperty<LengthStudy.Answer> longerProperty() {
        return longer.getReadOnlyProperty();
    }

    public Optional<LengthStudy.Answer> getLonger() {
        return Optional.ofNullable(longer.get());
    }

    /// Why something cannot be computed, one sentence; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        forward.close();
    }
}
