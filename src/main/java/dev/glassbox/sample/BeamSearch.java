package dev.glassbox.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/// Beam search: instead of drawing, keep the `width` continuations whose probability is largest so far, and extend each by its most likely
/// tokens. Width 1 is greedy; no width is sure to find the most probable text, a larger one finds a less improbable one.
///
/// The score is `Σ ln p` without any correction for length. Nothing random, so equal scores keep their order. For one thread; it can be left after
/// any [#advance()].
public final class BeamSearch {
    private final LogitsSource model;
    private final int contextLength;
    private final int[] prompt;
    private final int width;
    private final int length;
    private final IntPredicate stop;
    private final List<Beam> candidates = new ArrayList<>();
    private List<Beam> beams = List.of(Beam.EMPTY);
    private int next;
    private int step;

    /// One continuation.
    ///
    /// @param ids of the continuation, without the prompt
    /// @param p   of each id at T = 1, nothing cut
    /// @param score `Σ ln p`
    /// @param ended whether its last id stops the text
    public record Beam(int[] ids, double[] p, double score, boolean ended) {
        private static final Beam EMPTY = new Beam(new int[0], new double[0], 0, false);

        private Beam with(int id, double probability, boolean stops) {
            int[] longer = Arrays.copyOf(ids, ids.length + 1);
            double[] shares = Arrays.copyOf(p, p.length + 1);
            longer[ids.length] = id;
            shares[p.length] = probability;
            return new Beam(longer, shares, score + StrictMath.log(probability), stops);
        }
    }

    /// @param model asked for one window after another; those of one beam follow each other where possible
    /// @param width at least 1
    /// @param length tokens of a continuation at most
    /// @param stop  ends a continuation, its token included
    public BeamSearch(LogitsSource model, int contextLength, int[] prompt, int width, int length, IntPredicate stop) {
        if (prompt.length == 0 || width < 1) {
            throw new IllegalArgumentException("beam search needs a prompt of at least one token and a width of at least 1, not " + prompt.length + " and " + width);
        }
        this.model = model;
        this.contextLength = contextLength;
        this.prompt = prompt.clone();
        this.width = width;
        this.length = length;
        this.stop = stop;
    }

    /// At most `width` beams after the last whole step, the best first.
    public List<Beam> beams() {
        return beams;
    }

    /// Whether every beam is as long as wanted or has ended.
    public boolean done() {
        return step >= length || beams.stream().allMatch(Beam::ended);
    }

    /// Extends one beam, the smallest piece of work there is; nothing once the search is done.
    ///
    /// @return whether that ended a step
    public boolean advance() {
        if (done()) {
            return false;
        }
        Beam beam = beams.get(next++);
        if (beam.ended) {
            candidates.add(beam);
        } else {
            extend(beam);
        }
        if (next < beams.size()) {
            return false;
        }
        beams = candidates.stream().sorted(Comparator.comparingDouble(found -> -found.score)).limit(width).toList();
        candidates.clear();
        next = 0;
        step++;
        return true;
    }

    private void extend(Beam beam) {
        int[] text = Arrays.copyOf(prompt, prompt.length + beam.ids.length);
        System.arraycopy(beam.ids, 0, text, prompt.length, beam.ids.length);
        Ranking ranking = Ranking.of(model.after(Arrays.copyOfRange(text, Math.max(0, text.length - contextLength), text.length)));
        Sampler.Opinion opinion = Sampler.opinion(ranking);
        for (int rank = 0; rank < Math.min(width, ranking.order().length); rank++) {
            int id = ranking.order()[rank];
            double p = opinion.probability(ranking.logits()[id]);
            if (p > 0) {
                candidates.add(beam.with(id, p, stop.test(id)));
            }
        }
    }

    /// To the end at once.
    public List<Beam> run() {
        while (!done()) {
            advance();
        }
        return beams;
    }
}
