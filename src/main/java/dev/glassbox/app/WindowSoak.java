package dev.glassbox.app;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.session.Experiment;
import dev.glassbox.view.Views;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Uses a window as a restless class would: another lens, another moment, a branch, an experiment, every second something; and
/// writes down once a minute how much memory is in use after a collection. A line that rises is a leak.
final class WindowSoak {
    private static final long SECOND = 1_000_000_000L;
    private static final double MEGABYTE = 1 << 20;
    private static final List<String> SENTENCES = List.of("the cat sat on the mat because it was", "the king", "a dog ate the cake . the dog was");

    private final Wiring wiring;
    private final WindowModel models;
    private final CounterRandom dice = CounterRandom.of(1, "soak");
    private final List<Long> used = new ArrayList<>();
    private final int minutes;
    private final Consumer<List<Long>> done;
    private long begun;
    private long seconds;

    /// @param done gets megabytes in use after each minute
    WindowSoak(Wiring wiring, int minutes, Consumer<List<Long>> done) {
        this.wiring = wiring;
        this.minutes = minutes;
        this.done = done;
        models = wiring.models();
        models.pulse().add(this::pulse);
    }

    private void pulse(long now) {
        begun = begun == 0 ? now : begun;
        if (used.size() == minutes || (now - begun) / SECOND <= seconds) {
            return;
        }
        seconds = (now - begun) / SECOND;
        act();
        if (seconds / 60 > used.size()) {
            used.add(megabytes());
            if (used.size() == minutes) {
                done.accept(List.copyOf(used));
            }
        }
    }

    private static long megabytes() {
        System.gc();
        return Math.round((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE);
    }

    private void act() {
        int newest = Math.max(1, models.run().getStep());
        if (seconds % 120 == 119) {
            List<Experiment> all = Experiment.catalogue();
            Experiment one = all.get(dice.nextInt(all.size()));
            models.comparison().start(one, one.choices().getLast());
            wiring.state().lens().set(Views.EXPERIMENTS);
        } else if (seconds % 120 == 60) {
            models.comparison().removeB();
        } else if (seconds % 120 == 30) {
            models.moment().continueFromHere();
        } else if (seconds % 30 == 0) {
            models.trace().setSentence(SENTENCES.get(dice.nextInt(SENTENCES.size())));
        } else if (seconds % 7 == 0) {
            models.moment().view(dice.nextInt(newest));
        } else if (seconds % 7 == 3) {
            models.moment().walk(-1);
        } else if (seconds % 7 == 5) {
            models.moment().backToLive();
            models.run().play();
        } else if (seconds % 2 == 0) {
            List<Views> lenses = Views.lenses();
            wiring.state().lens().set(lenses.get(dice.nextInt(lenses.size())));
        }
    }
}
