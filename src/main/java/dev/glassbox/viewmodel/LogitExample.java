package dev.glassbox.viewmodel;

import java.util.List;
import java.util.Optional;

/// Logits from the texts that teach sampling, instead of a model's.
///
/// @param temperature it is shown at
public record LogitExample(String title, List<String> tokens, List<Double> logits, double temperature) {

    private static final List<String> SAT = List.of("·on", "·down", "·suddenly", "·furiously", "·magically", "the other 14 %");
    private static final List<Double> SHARES = List.of(0.35, 0.30, 0.15, 0.05, 0.01, 0.14);

    /// "The cat sat …" with 35, 30, 15, 5 and 1 %: together 86 %, so all other tokens stand as one outcome of 14 %.
    static LogitExample sat(double temperature, String title) {
        return new LogitExample(title, SAT, SHARES.stream().map(Math::log).toList(), temperature);
    }

    public static List<LogitExample> all() {
        return List.of(sat(0.5, "35, 30, 15, 5, 1 % (and 14 %) at T = 0.5"), sat(1, "35, 30, 15, 5, 1 % (and 14 %) at T = 1"),
                sat(2, "35, 30, 15, 5, 1 % (and 14 %) at T = 2"),
                new LogitExample("A logit of 1,000", List.of("·a", "·b", "·c", "·d", "·e"), List.of(1000.0, 999.0, 998.0, 500.0, -1000.0), 1));
    }

    /// Whether its softmax needs the shift.
    public boolean overflows() {
        return logits.stream().anyMatch(z -> z > 88);
    }

    NextTokenRow row() {
        float[] z = new float[logits.size()];
        for (int i = 0; i < z.length; i++) {
            z[i] = logits.get(i).floatValue();
        }
        return NextTokenRow.of(overflows() ? "an example" : "The ·cat ·sat", z, tokens::get, -1, Optional.empty());
    }
}
