package dev.glassbox.session;

import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingState;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The past of a run, within a budget of bytes: copied weights at many steps, the full state of training at every fourth of
/// them, and the settings of every step. From the nearest full state any step can be computed again, bit for bit ([Replayer]).
///
/// Keyframes are taken by the run's thread at step boundaries, every `stride` steps. When the budget is full, the stride doubles
/// and every second keyframe goes; the first, the last and the bookmarks stay. Copying may cost a sixteenth of the arithmetic of
/// training; a keyframe that would cost more is left out. Both are counted from sizes, not measured: one spec gives the same
/// keyframes on every machine, and a moment in which the machine was busy leaves no hole in the past. All methods may be called
/// from any thread.
public final class TimeMachine {

    public static final long DEFAULT_BUDGET = 256L << 20;

    /// Every how many keyframes one is a full state.
    static final int FULL = 4;
    private static final int SHARE = 16;
    /// What copying one float costs, as the operations a processor does meanwhile.
    private static final long COPY = 32;
    /// Operations of one step for each weight and token: 2 forward, 4 backward.
    private static final long TRAIN = 6;

    /// @param values the weights; those of the full state where there is one
    /// @param state  null for weights only
    private record Keyframe(float[] values, TrainingState state) {
        long bytes() {
            return 4L * values.length * (state == null ? 1 : 1 + state.moments().size());
        }
    }

    private final NavigableMap<Integer, Keyframe> keyframes = new TreeMap<>();
    private final NavigableSet<Integer> bookmarks = new TreeSet<>();
    private final NavigableMap<Integer, LiveSettings> settings = new TreeMap<>();
    private long budget;
    private long bytes;
    private int stride = 1;
    private boolean thrifty;
    private long spent; // operations for each weight, as is the next
    private long trained;
    private int version;
    private int beginning = -1;

    /// @param budget in bytes
    public TimeMachine(long budget) {
        this.budget = budget;
        thrifty = true;
    }

    /// Takes every keyframe that is due, whatever it costs: for tests.
    TimeMachine withoutHaste() {
        thrifty = false;
        return this;
    }

    /// A branch: the same past up to a step, sharing its arrays.
    synchronized TimeMachine branch(int step, long ownBudget) {
        TimeMachine branch = new TimeMachine(ownBudget);
        branch.keyframes.putAll(keyframes.headMap(step, true));
        branch.bookmarks.addAll(bookmarks.headSet(step, true));
        branch.settings.putAll(settings.headMap(step, false));
        branch.stride = stride;
        branch.beginning = beginning;
        branch.bytes = branch.keyframes.values().stream().mapToLong(Keyframe::bytes).sum();
        branch.thin();
        return branch;
    }

    /// Before each step, on the run's thread: remembers what the step will use.
    synchronized void beforeStep(Trainer trainer) {
        LiveSettings now = LiveSettings.of(trainer);
        if (settings.isEmpty() || !settings.lastEntry().getValue().equals(now)) {
            settings.put(trainer.stepsDone(), now);
        }
    }

    /// At each step boundary, on the run's thread: takes a keyframe when one is due and fits the budget.
    ///
    /// @param tokens the step read; 0 at the beginning
    void at(Trainer trainer, int tokens) {
        int step = trainer.stepsDone();
        int arrays;
        synchronized (this) {
            trained += TRAIN * tokens;
            boolean first = beginning < 0;
            beginning = first ? step : beginning;
            boolean due = first || step % stride == 0;
            if (!due || keyframes.containsKey(step) || thrifty && spent > trained / SHARE) {
                return;
            }
            boolean full = first || step % (FULL * stride) == 0;
            int all = 1 + trainer.optimizer().moments().size();
            long array = 4L * trainer.parameters().values().length;
            arrays = full && all * array <= budget ? all : 1;
            if (arrays * array > budget) {
                return;
            }
            spent += first ? 0 : COPY * arrays; // there must be a beginning
        }
        take(trainer, arrays > 1);
    }

    /// Weights that another program trained, on the run's thread.
    void arrived(int step, float[] values) {
        put(step, new Keyframe(values, null));
    }

    /// The full state of this moment, on the run's thread; it is also kept.
    TrainingState keep(Trainer trainer) {
        take(trainer, true);
        return fullAtOrBefore(trainer.stepsDone()).filter(state -> state.stepsDone() == trainer.stepsDone()).orElseGet(trainer::state);
    }

    private void take(Trainer trainer, boolean full) {
        TrainingState state = full ? trainer.state() : null;
        float[] values = full ? state.values() : trainer.parameters().values().clone();
        put(trainer.stepsDone(), new Keyframe(values, state));
    }

    private synchronized void put(int step, Keyframe keyframe) {
        Map.Entry<Integer, Keyframe> before = keyframes.isEmpty() ? null : keyframes.lastEntry();
        if (before != null && before.getKey() < step && !stays(before.getKey())) {
            remove(before.getKey()); // was kept only as the last one
        }
        remove(step);
        keyframes.put(step, keyframe);
        bytes += keyframe.bytes();
        thin();
        version++;
    }

    private boolean stays(int step) {
        return step == keyframes.firstKey() || step % stride == 0 || bookmarks.contains(step);
    }

    private void remove(int step) {
        Keyframe gone = keyframes.remove(step);
        bytes -= gone == null ? 0 : gone.bytes();
    }

    private void thin() {
        while (bytes > budget && keyframes.size() > 1 && stride < 1 << 29) {
            stride *= 2;
            int last = keyframes.lastKey();
            for (int step : keyframes.keySet().stream().mapToInt(Integer::intValue).toArray()) {
                Keyframe keyframe = keyframes.get(step);
                if (step != last && !stays(step)) {
                    remove(step);
                } else if (keyframe.state() != null && step != keyframes.firstKey() && step % (FULL * stride) != 0) {
                    remove(step);
                    Keyframe weights = new Keyframe(keyframe.values(), null);
                    keyframes.put(step, weights);
                    bytes += weights.bytes();
                }
            }
        }
        while (bytes > budget && !keyframes.isEmpty()) { // bookmarks alone, or one state of a very large model, fill the budget
            remove(keyframes.size() > 1 ? keyframes.lastKey() : keyframes.firstKey());
        }
    }

    /// A smaller budget is kept to at once; with a larger one keyframes stay as far apart as they are.
    public synchronized void setBudget(long newBudget) {
        budget = newBudget;
        thin();
        version++;
    }

    /// Keeps a step: its flag for ever, its weights as long as the budget allows. The step can be computed again in any case.
    public synchronized void bookmark(int step, float[] values) {
        bookmarks.add(step);
        if (!keyframes.containsKey(step)) {
            Keyframe keyframe = new Keyframe(values, null);
            keyframes.put(step, keyframe);
            bytes += keyframe.bytes();
            thin();
        }
        version++;
    }

    public synchronized void removeBookmark(int step) {
        bookmarks.remove(step);
        if (keyframes.containsKey(step) && !stays(step) && step != keyframes.lastKey()) {
            remove(step);
        }
        version++;
    }

    public synchronized int[] bookmarks() {
        return bookmarks.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Steps whose weights are at hand, ascending.
    public synchronized int[] steps() {
        return keyframes.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /// Changes whenever [#steps] or [#bookmarks] do.
    public synchronized int version() {
        return version;
    }

    /// Weights of a keyframe, never written again.
    public synchronized Optional<float[]> weights(int step) {
        return Optional.ofNullable(keyframes.get(step)).map(Keyframe::values);
    }

    /// The keyframe nearest to a step; −1 when there is none.
    public synchronized int nearest(int step) {
        Integer below = keyframes.floorKey(step);
        Integer above = keyframes.ceilingKey(step);
        if (below == null || above == null) {
            return below != null ? below : above != null ? above : -1;
        }
        return step - below <= above - step ? below : above;
    }

    /// The newest full state at or before a step, to go on from.
    public synchronized Optional<TrainingState> fullAtOrBefore(int step) {
        return keyframes.headMap(step, true).descendingMap().values().stream().map(Keyframe::state).filter(state -> state != null).findFirst();
    }

    /// What the step after `stepsDone` steps used.
    synchronized Optional<LiveSettings> settingsAt(int stepsDone) {
        return Optional.ofNullable(settings.floorEntry(stepsDone)).map(Map.Entry::getValue);
    }

    /// The earliest step that can be shown: 0, or where a saved run was opened.
    public synchronized int beginning() {
        return Math.max(0, beginning);
    }

    /// Whether the settings of all steps since the first weights are known, so that even without a full state every step can be computed again.
    synchronized boolean knowsTheBeginning() {
        return beginning <= 0;
    }

    /// Windows of text drawn in the first `stepsDone` steps: the batch after them begins with this one.
    public synchronized long windowsDrawn(int stepsDone) {
        Map.Entry<Integer, Keyframe> known = null;
        for (Map.Entry<Integer, Keyframe> entry : keyframes.headMap(stepsDone, true).descendingMap().entrySet()) {
            if (entry.getValue().state() != null) {
                known = entry;
                break;
            }
        }
        int step = known == null ? 0 : known.getKey();
        long windows = known == null ? 0 : known.getValue().state().windowsDrawn();
        while (step < stepsDone) {
            Map.Entry<Integer, LiveSettings> used = settings.floorEntry(step);
            Integer change = settings.higherKey(step);
            int until = change == null ? stepsDone : Math.min(stepsDone, change);
            windows += (long) (until - step) * (used == null ? 0 : used.getValue().batchSize());
            step = until;
        }
        return windows;
    }

    /// Of the step after `stepsDone` steps, as far as it is known; 0 before any step.
    public synchronized int batchSize(int stepsDone) {
        return settingsAt(stepsDone).map(LiveSettings::batchSize).orElse(0);
    }

    /// Steps between two keyframes now.
    public synchronized int stride() {
        return stride;
    }

    /// What the keyframes hold now, in bytes; never more than [#budget()].
    public synchronized long bytes() {
        return bytes;
    }

    public synchronized long budget() {
        return budget;
    }
}
