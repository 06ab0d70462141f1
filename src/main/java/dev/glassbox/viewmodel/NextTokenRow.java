package dev.glassbox.viewmodel;

import dev.glassbox.sample.Ranking;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// The logits of one row, ready to be sampled from.
///
/// @param after what stands before the wanted token, shortened
/// @param plain softmax of the logits: T = 1, nothing cut
/// @param labels of token ids
/// @param next id of the true next token; −1 when nobody knows it
/// @param by the weights that made it; empty for an example that no model made
public record NextTokenRow(String after, Ranking ranking, double[] plain, IntFunction<String> labels, int next, Optional<WeightSnapshot> by) {

    private static final int TOKENS_NAMED = 3;

    /// The row of a token of the shared sentence.
    static NextTokenRow of(Trace trace, int token) {
        int row = token < 0 || token >= trace.tokens() ? trace.tokens() - 1 : token;
        Vocabulary vocabulary = trace.snapshot().run().tokenizer().vocabulary();
        List<String> before = trace.sentence().tokens().subList(Math.max(0, row + 1 - TOKENS_NAMED), row + 1).stream().map(t -> t.label()).toList();
        String after = (row + 1 > TOKENS_NAMED ? "… " : "") + before.stream().collect(Collectors.joining(" "));
        int next = row + 1 < trace.tokens() ? trace.sentence().tokens().get(row + 1).id() : -1;
        float[] logits = Arrays.copyOf(trace.logits(row), vocabulary.size()); // a mask is no token that could come
        return of(after, logits, vocabulary::label, next, Optional.of(trace.snapshot()));
    }

    static NextTokenRow of(String after, float[] logits, IntFunction<String> labels, int next, Optional<WeightSnapshot> by) {
        Ranking ranking = Ranking.of(logits);
        return new NextTokenRow(after, ranking, Sampler.distribution(ranking, Sampler.Config.PLAIN).probabilities(), labels, next, by);
    }

    public int size() {
        return plain.length;
    }

    /// Of the plain distribution: `−Σ p ln p`, in nats.
    public double entropy() {
        double sum = 0;
        for (double p : plain) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }

    public String label(int id) {
        return labels.apply(id);
    }

    public boolean example() {
        return by.isEmpty();
    }

    /// Whether weights made it that never learned.
    public boolean random() {
        return by.filter(WeightSnapshot::random).isPresent();
    }

    /// `−ln p` of a token in nats, at T = 1 with nothing cut: what training would pay.
    public double loss(int id) {
        return -Math.log(plain[id]);
    }
}
