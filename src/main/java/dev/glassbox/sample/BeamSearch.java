package dev.glassbox.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// Beam search: instead of drawing, keep the `width` continuations whose probability is largest so far, and extend each by its most likely
/// tokens. Width 1 is greedy; no width is sure to find the most probable text, a larger one finds a less improbable one.
///
/// The score is `Σ ln p` without any correction for length. Nothing random, so equal scores keep their order.
public final class BeamSearch {
    private BeamSearch() {}

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
    /// @param goOn  asked before each step; when it says no, the beams so far are the answer
    /// @return at most `width` beams, the best first
    public static List<Beam> search(LogitsSource model, int contextLength, int[] prompt, int width, int length, IntPredicate stop, BooleanSupplier goOn) {
        if (prompt.length == 0 || width < 1) {
            throw new IllegalArgumentException("beam search needs a prompt of at least one token and a width of at least 1, not " + prompt.length + " and " + width);
        }
        List<Beam> beams = List.of(Beam.EMPTY);
        for (int step = 0; step < length && goOn.getAsBoolean() && beams.stream().anyMatch(beam -> !beam.ended); step++) {
            List<Beam> candidates = new ArrayList<>();
            for (Beam beam : beams) {
                if (beam.ended) {
                    candidates.add(beam);
                } else {
                    extend(model, contextLength, prompt, width, stop, beam, candidates);
                }
            }
            beams = candidates.stream().sorted(Comparator.comparingDouble(beam -> -beam.score)).limit(width).toList();
        }
        return beams;
    }

    private static void extend(LogitsSource model, int contextLength, int[] prompt, int width, IntPredicate stop, Beam beam, List<Beam> candidates) {
        int[] text = Arrays.copyOf(prompt, prompt.length + beam.ids.length);
        System.arraycopy(beam.ids, 0, text, prompt.length, beam.ids.length);
        Sampler.Stages stages = Sampler.distribution(model.after(Arrays.copyOfRange(text, Math.max(0, text.length - contextLength), text.length)), Sampler.Config.PLAIN);
        for (int rank = 0; rank < Math.min(width, stages.order().length); rank++) {
            int id = stages.order()[rank];
            if (stages.probabilities()[id] > 0) {
                candidates.add(beam.with(id, stages.probabilities()[id], stop.test(id)));
            }
        }
    }
}
