package dev.glassbox.session;

import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Dropout;
import dev.glassbox.nn.PackedWeights;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// Two generators write the same greedy text from the same weights: one keeps keys and values, the other computes every row again. After each
/// token their logits are compared bit for bit. In short turns on a worker; news in a mailbox.
public final class CacheRace {

    private static final long TURN = 15_000_000;
    private static final long SHORT = 2_000_000;
    private static final int TIMES = 3;

    /// The logits of one model, ways to get them.
    private interface Lane {
        float[] after(int[] ids);
    }

    /// One token.
    ///
    /// @param length tokens read for it
    /// @param withCache, without nanoseconds each took, the fastest of a few tries when it is short
    /// @param sameBits whether all V logits of both are equal bit for bit
    public record Step(int length, int id, String label, long withCache, long without, boolean sameBits) {}

    /// The race so far.
    ///
    /// @param prompt tokens before the first step, read by both
    /// @param last   tokens at which it ends
    public record News(WeightSnapshot moment, int prompt, int last, List<Step> steps, boolean running) {
        public News {
            steps = List.copyOf(steps);
        }

        public boolean sameBits() {
            return steps.stream().allMatch(Step::sameBits);
        }
    }

    private final Worker worker;
    private final ShownDecoder decoder;
    private final Warmup warmup;
    private final Mailbox<News> news = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();
    private volatile Object current;

    /// @param decoder for its threads; the race reads with decoders of its own
    public CacheRace(Worker worker, ShownDecoder decoder, Warmup warmup) {
        this.worker = worker;
        this.decoder = decoder;
        this.warmup = warmup;
    }

    /// @param prompt at least one id, shorter than the context
    /// @param longest tokens at which the race ends at the latest; the context ends it too
    public void start(WeightSnapshot moment, int[] prompt, int longest) {
        Object mark = new Object();
        current = mark;
        int last = Math.min(longest, moment.run().config().contextLength());
        submit(mark, () -> {
            Lane cached = decoder.fresh(moment)::after;
            Lane plain = plain(moment, last);
            int[] ids = Arrays.copyOf(prompt, last + 1);
            cached.after(Arrays.copyOf(ids, prompt.length)); // the prompt is read before the start, and both are warm
            plain.after(Arrays.copyOf(ids, prompt.length));
            return new Leg(mark, moment, prompt.length, last, ids, cached, plain, new ArrayList<>());
        });
    }

    public void stop() {
        current = null;
    }

    private void submit(Object mark, Callable<Leg> first) {
        worker.submit(mark, () -> { // a kind of its own: a turn of an older race must not take its place
            try {
                if (current == mark) {
                    run(first.call());
                }
            } catch (IllegalArgumentException told) {
                failures.put(told.getMessage());
            } catch (Exception failure) {
                failures.put("The race could not be run: " + failure + ".");
            } catch (OutOfMemoryError full) {
                failures.put("There is not enough memory to run this model a second time without its cache. Close other runs or take a smaller model.");
            }
        });
    }

    private record Leg(Object mark, WeightSnapshot moment, int prompt, int last, int[] ids, Lane cached, Lane plain, List<Step> steps) {}

    private void run(Leg leg) {
        long until = System.nanoTime() + TURN;
        while (current == leg.mark && leg.prompt + leg.steps.size() <= leg.last && System.nanoTime() < until) {
            leg.steps.add(step(leg, leg.prompt + leg.steps.size()));
        }
        if (current != leg.mark) {
            return;
        }
        boolean more = leg.prompt + leg.steps.size() <= leg.last;
        news.put(new News(leg.moment, leg.prompt, leg.last, leg.steps, more));
        if (more) {
            submit(leg.mark, () -> leg);
        }
    }

    private static Step step(Leg leg, int length) {
        int[] window = Arrays.copyOf(leg.ids, length);
        long start = System.nanoTime();
        float[] kept = leg.cached.after(window);
        long between = System.nanoTime();
        float[] again = leg.plain.after(window);
        long end = System.nanoTime();
        Step before = leg.steps.isEmpty() ? null : leg.steps.getLast();
        long cached = fastest(leg.cached, window, between - start, before == null ? 0 : before.withCache);
        long plain = fastest(leg.plain, window, end - between, before == null ? 0 : before.without);
        int best = 0;
        for (int id = 1; id < kept.length; id++) {
            best = kept[id] > kept[best] ? id : best;
        }
        leg.ids[length] = best;
        return new Step(length, best, leg.moment.run().tokenizer().vocabulary().label(best), cached, plain, same(kept, again));
    }

    /// What takes a moment only, or much longer than the token before, is done again, so that another program that wanted the processor just then
    /// does not count: the last token of a window is read again each time.
    ///
    /// @param before what the token before took; 0 for the first
    private static long fastest(Lane lane, int[] window, long nanos, long before) {
        long best = nanos;
        for (int time = 1; time < TIMES && (best < SHORT || best > 2 * before); time++) {
            long start = System.nanoTime();
            lane.after(window);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static boolean same(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return a.length == b.length;
    }

    /// A whole forward pass for every token, with the same weights and kernels.
    private Lane plain(WeightSnapshot moment, int longest) {
        Transformer model = moment.run().transformer();
        PackedWeights packed = model.packedWeights(false);
        packed.pack(moment.parameters(), warmup.kernels(), decoder.pool(moment));
        Workspace work = model.workspace(1, longest, false);
        Pass pass = new Pass(moment.parameters(), work, warmup.kernels(), decoder.pool(moment), Probe.NONE, Dropout.NONE, packed);
        Slot logits = model.slots().find("logits", -1);
        int vocabulary = model.config().vocabSize();
        return ids -> {
            model.forward(pass, ids, 1, ids.length);
            int from = (ids.length - 1) * logits.stride();
            return Arrays.copyOfRange(work.values(logits), from, from + vocabulary);
        };
    }

    public Mailbox<News> news() {
        return news;
    }

    public Mailbox<String> failures() {
        return failures;
    }
}
