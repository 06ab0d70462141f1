package dev.glassbox.viewmodel;

import dev.glassbox.file.BadFileException;
import dev.glassbox.session.FullState;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.SafeCopies;
import dev.glassbox.session.Worker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Keeps the run on screen safe by itself: a full copy well within every minute in which it was trained, and after a crash the offer to go on.
public final class SafeKeeping implements AutoCloseable {

    /// With the time a copy takes, less than a minute.
    private static final long PACE = 45_000_000_000L;

    private final RunViewModel run;
    private final SafeCopies copies;
    private final Worker worker;
    private final long pace;
    private final Mailbox<FullState> captured = new Mailbox<>();
    private final Mailbox<Optional<SafeCopies.Offer>> found = new Mailbox<>();
    private final Mailbox<String> troubles = new Mailbox<>();
    private LoadedSpec keptRun;
    private int keptStep;
    private long keptAt;
    private boolean asked;

    private final ReadOnlyObjectWrapper<SafeCopies.Offer> offer = new ReadOnlyObjectWrapper<>(this, "offer");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    SafeKeeping(Pulse pulse, RunViewModel run, SafeCopies copies, Consumer<Throwable> failures) {
        this(pulse, run, copies, PACE, failures);
    }

    /// @param pace nanoseconds between two copies
    SafeKeeping(Pulse pulse, RunViewModel run, SafeCopies copies, long pace, Consumer<Throwable> failures) {
        this.run = run;
        this.copies = copies;
        this.pace = pace;
        worker = new Worker("safe copies", failures);
        worker.submit("begin", () -> {
            found.put(copies.offer());
            try {
                copies.begin();
            } catch (BadFileException unwritable) {
                troubles.put(sentence(unwritable));
            }
        });
        pulse.add(this::refresh);
    }

    private static String sentence(BadFileException unwritable) {
        return "No safe copies can be kept: " + unwritable.file() + " " + unwritable.problem() + ". Save the model yourself; " + unwritable.remedy() + ".";
    }

    private void refresh(long now) {
        found.take().flatMap(o -> o).ifPresent(offer::set);
        troubles.take().ifPresent(trouble::set);
        captured.take().ifPresent(this::write);
        LoadedSpec loaded = run.getLoaded().orElse(null);
        if (loaded != keptRun) {
            if (keptRun != null) {
                settled();
            }
            keptRun = loaded;
            keptStep = run.getStep();
            keptAt = now;
            asked = false;
        }
        if (loaded != null && !asked && run.getStep() != keptStep && now - keptAt >= pace) {
            asked = true;
            keptAt = now;
            run.capture(captured);
        }
    }

    private void write(FullState state) {
        asked = false;
        if (state.run() != keptRun) {
            return; // left in the meantime
        }
        keptStep = state.step();
        if (state.training().isEmpty()) {
            return; // what was only looked at is still in its folder
        }
        worker.submit("keep", () -> {
            try {
                copies.keep(state);
            } catch (BadFileException unwritable) {
                troubles.put(sentence(unwritable));
            }
        });
    }

    /// What was kept so far has been saved, or left by a person who was asked: it need not be offered.
    void settled() {
        worker.submit("settled", copies::settled);
    }

    boolean holds(Path folder) {
        return copies.holds(folder);
    }

    /// The copy of a program that was not closed; null when there is none.
    public ReadOnlyObjectProperty<SafeCopies.Offer> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    /// The person has decided; it is not offered again.
    public void answered() {
        SafeCopies.Offer decided = offer.get();
        offer.set(null);
        if (decided != null) {
            worker.submit(decided, () -> copies.answered(decided));
        }
    }

    /// Why no copies are kept; empty when all is well.
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// Closed as it should be: nothing will be offered.
    @Override
    public void close() {
        worker.close();
        copies.end();
    }
}
