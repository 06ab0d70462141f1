package dev.glassbox.session;

import dev.glassbox.sample.BeamSearch;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Ranking;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.Written.Alternative;
import dev.glassbox.session.Written.End;
import dev.glassbox.session.Written.Step;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Writes text in the background, in short turns, so that other questions to the same worker are answered in between; what is there so far
/// lies in a mailbox. A new order ends the one before.
public final class Writer {

    private static final long TURN = 12_000_000;
    /// News come at most so often: every piece is laid out and painted by a thread that shares the machine with this one.
    private static final long NEWS = 100_000_000;

    private final Worker worker;
    private final ShownDecoder decoder;
    private final Mailbox<Written> news = new Mailbox<>();
    private final Mailbox<List<Written>> beams = new Mailbox<>();
    private final Mailbox<String> failures = new Mailbox<>();
    private volatile Order current;
    private volatile Search searching;

    /// One text to write; the object that is `current` may go on.
    private final class Order {
        private final WeightSnapshot moment;
        private final int[] prompt;
        private final List<Step> steps;
        private final int first;
        private final int limit;
        private final IntPredicate stop;
        private final Generator generator;
        private long nanos;
        private long firstNanos;
        private long told;

        Order(WeightSnapshot moment, int[] prompt, List<Step> kept, int limit, Sampler.Config config, Draws draws, IntPredicate stop) {
            this.moment = moment;
            this.prompt = prompt;
            this.steps = new ArrayList<>(kept);
            this.first = kept.size();
            this.limit = limit;
            this.stop = stop;
            int[] start = new Written(moment, prompt, first, kept, End.WRITING, 0, 0).ids();
            generator = new Generator(window -> decoder.reader(moment).after(window), moment.run().config().contextLength(), start, config, index -> draws.at(first + index));
        }

        /// Until the turn is over, the text ends or another order came.
        private void turn() {
            long began = System.nanoTime();
            long until = began + TURN;
            End end = End.WRITING;
            do {
                if (current != this) {
                    return;
                }
                if (steps.size() >= limit) {
                    end = End.LIMIT;
                } else {
                    Generator.Token token = generator.next();
                    steps.add(step(token.stages(), token.id(), token.windowStart(), moment.run().tokenizer().vocabulary()));
                    firstNanos = firstNanos == 0 ? System.nanoTime() - began : firstNanos;
                    end = stop.test(token.id()) ? End.END_OF_TEXT : End.WRITING;
                }
            } while (end == End.WRITING && System.nanoTime() < until);
            nanos += System.nanoTime() - began;
            if (end != End.WRITING || System.nanoTime() - told >= NEWS) {
                told = System.nanoTime();
                publish(end);
            }
            if (end == End.WRITING) {
                again(this);
            }
        }

        private void publish(End end) {
            if (current == this) {
                news.put(new Written(moment, prompt, first, steps, end, firstNanos, nanos));
            }
        }
    }

    /// @param worker  shared with others; neither it nor the decoder is closed here
    /// @param decoder of the worker's thread
    public Writer(Worker worker, ShownDecoder decoder) {
        this.worker = worker;
        this.decoder = decoder;
    }

    /// Begins or continues a text.
    ///
    /// @param kept  steps that stand already; their number counts towards the limit and the draws
    /// @param limit tokens in all
    /// @param stop  ends the text, its token included
    public void write(WeightSnapshot moment, int[] prompt, List<Step> kept, int limit, Sampler.Config config, Draws draws, IntPredicate stop) {
        Order order = new Order(moment, prompt, kept, limit, config, draws, stop);
        current = order;
        again(order);
    }

    private void again(Order order) {
        worker.submit(order, () -> guarded(order::turn)); // a kind of its own: the turn of an older order must not take its place
    }

    /// Looks for the most probable continuations; those so far arrive in [#beams()] after each step, the best first.
    public void search(WeightSnapshot moment, int[] prompt, int width, int length, IntPredicate stop) {
        current = null;
        Search search = new Search(moment, prompt, new BeamSearch(window -> decoder.reader(moment).after(window), moment.run().config().contextLength(), prompt, width,
                length, stop));
        searching = search;
        again(search);
    }

    private void again(Search search) {
        worker.submit(search, () -> guarded(search::turn));
    }

    /// A beam search under way; the object that is `searching` may go on.
    private final class Search {
        private final WeightSnapshot moment;
        private final int[] prompt;
        private final BeamSearch beam;
        private long told;

        Search(WeightSnapshot moment, int[] prompt, BeamSearch beam) {
            this.moment = moment;
            this.prompt = prompt;
            this.beam = beam;
        }

        private void turn() {
            long until = System.nanoTime() + TURN;
            boolean whole = false;
            do {
                if (searching != this) {
                    return;
                }
                whole |= beam.advance();
            } while (!beam.done() && System.nanoTime() < until);
            if (searching == this && (beam.done() || whole && System.nanoTime() - told >= NEWS)) {
                told = System.nanoTime();
                Vocabulary vocabulary = moment.run().tokenizer().vocabulary();
                beams.put(beam.beams().stream().map(found -> written(found, vocabulary)).toList());
            }
            if (!beam.done()) {
                again(this);
            }
        }

        private Written written(BeamSearch.Beam found, Vocabulary vocabulary) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < found.ids().length; i++) {
                int id = found.ids()[i];
                steps.add(new Step(id, vocabulary.label(id), found.p()[i], Double.NaN, -1, 0, List.of()));
            }
            return new Written(moment, prompt, 0, steps, found.ended() ? End.END_OF_TEXT : beam.done() ? End.LIMIT : End.WRITING, 0, 0);
        }
    }

    private void guarded(Runnable turn) {
        try {
            turn.run();
        } catch (IllegalArgumentException told) {
            failures.put("The text could not be continued: " + told.getMessage());
            stop();
        }
    }

    /// Ends what is being written or searched; the last piece of news stays.
    public void stop() {
        current = null;
        searching = null;
    }

    /// The step that chose `id`, judged at T = 1.
    static Step step(Sampler.Stages sampled, int id, int windowStart, Vocabulary vocabulary) {
        Ranking ranking = new Ranking(sampled.logits(), sampled.order());
        Sampler.Opinion plain = Sampler.opinion(ranking);
        List<Alternative> likely = Arrays.stream(sampled.order()).limit(Written.ALTERNATIVES)
                .mapToObj(other -> new Alternative(other, vocabulary.label(other), plain.probability(sampled.logits()[other]))).toList();
        return new Step(id, vocabulary.label(id), plain.probability(sampled.logits()[id]), plain.entropy(), ranking.rank(id), windowStart, likely);
    }

    public Mailbox<Written> news() {
        return news;
    }

    public Mailbox<List<Written>> beams() {
        return beams;
    }

    public Mailbox<String> failures() {
        return failures;
    }
}
