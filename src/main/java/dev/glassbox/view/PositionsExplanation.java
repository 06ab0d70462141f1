package dev.glassbox.view;

import dev.glassbox.analysis.PositionMath;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.AlibiPositions;
import dev.glassbox.nn.PositionScheme.Kind;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.LengthStudy;
import dev.glassbox.session.OrderStudy;
import dev.glassbox.session.SchemeRace;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.PositionsModel.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words beside the Positions lens.
final class PositionsExplanation {
    private final PositionsModel positions;
    private final WindowState state;

    PositionsExplanation(PositionsModel positions, WindowState state) {
        this.positions = positions;
        this.state = state;
    }

    Explanation scheme(PositionPictures now) {
        return new Explanation(seeing(now), numbers(now), state.low().get() ? "" : note(now));
    }

    private static String seeing(PositionPictures now) {
        return switch (now.scheme()) {
            case LEARNED -> "One vector for each position, **learned** like any other weight and added to the token's. At step 0 it is noise; where order"
                    + " helps to predict, training makes neighbours alike. Beyond the last row there is nothing.";
            case SINUSOIDAL -> now.trace().config().positions() == Kind.SINUSOIDAL ? "Every position adds its own pattern, of length √(d / 2), and **nothing scales the"
                    + " token's row**, drawn with σ " + Numbers.format(now.trace().config().initStd()) + ". So at first a sum is nearly all position: two words at one place look alike. Training has to"
                    + " lengthen the rows until the word is heard. Fast pairs on the left tell neighbours apart, slow pairs on the right tell early from late."
                    : "Attention compares contents, not places. So every position adds its own pattern of " + now.trace().config().dModel()
                    + " numbers. **Fast pairs** on the left tell neighbours apart, **slow pairs** on the right tell early from late.";
            case ROPE -> "**RoPE** adds nothing. It turns each pair of numbers of a query and of a key by an angle that grows with the position. Their"
                    + " product then depends on the **distance** only, not on where the two stand.";
            case ALIBI -> "**ALiBi** adds nothing to the vectors. It lowers each score by slope × distance, so far tokens count less. Steep heads look near,"
                    + " flat heads look far.";
            case NONE -> "Without positions a token's vector is the same wherever it stands. Without a mask the model then sees a **bag** of tokens: swap"
                    + " two, and the outputs swap with them. A causal mask still tells order, since each token sees only what comes before.";
            case INDEX -> "The simplest idea does not work: adding the **index itself**. At position 1,999 the number 1,999 stands in every channel, and next"
                    + " to it the word is lost.";
            case NORMALIZED -> "Dividing by the length keeps numbers small, but now the same index **means another place** in every text: index 2 is 0.667 of"
                    + " three tokens and 0.0200 of a hundred.";
        };
    }

    private List<String> numbers(PositionPictures now) {
        ModelConfig config = now.trace().config();
        int p = now.position();
        int d = config.dModel();
        List<String> lines = new ArrayList<>();
        switch (now.scheme()) {
            case LEARNED -> {
                lines.add("position " + p + (config.positions() == Kind.LEARNED ? ", W_P [" + config.contextLength() + ", " + d + "]" : ""));
                if (now.exists()) {
                    lines.add("mean token row |tok| = " + Numbers.format(now.tokenNorm()));
                }
            }
            case SINUSOIDAL -> {
                double speed = PositionMath.speed(now.pair(), d, 10_000);
                lines.add("position " + p + ", pair " + now.pair());
                lines.add("ω = 10000^(−" + 2 * now.pair() + "/" + d + ") = " + Numbers.format(speed));
                lines.add("sin(" + p + " ω) = **" + Numbers.format(Math.sin(p * speed)) + "**");
                lines.add("cos(" + p + " ω) = **" + Numbers.format(Math.cos(p * speed)) + "**");
                lines.add("|PE(" + p + ")| = √(" + d + "/2) = " + Numbers.format(Math.sqrt(d / 2.0)) + ", |tok| = **" + Numbers.format(now.tokenNorm()) + "**");
                lines.add("[-:once round in " + Numbers.format(PositionMath.period(now.pair(), d, 10_000)) + " positions]");
                lines.add("|PE(" + p + " + " + now.turn() + ") − R(" + now.turn() + ") PE(" + p + ")| ≤ " + Numbers.format(PositionMath.shiftError(p, now.turn(), d)));
            }
            case ROPE -> {
                if (now.vectors(0, now.head()).length > 0 && config.dHead() % 2 == 0) {
                    int key = Math.min(now.key() < 0 ? p : now.key(), p);
                    lines.add("block 1, head " + (now.head() + 1) + ": q at " + p + ", k at " + key);
                    lines.add("q · k = **" + Numbers.format(now.score(now.head(), p, key)) + "**");
                    lines.add("both " + now.turn() + " further: **" + Numbers.format(now.score(now.head(), p + now.turn(), key + now.turn())) + "**");
                    lines.add("[-:only the key " + now.turn() + " further: " + Numbers.format(now.score(now.head(), p, key + now.turn())) + "]");
                }
            }
            case ALIBI -> {
                float[] slopes = AlibiPositions.slopes(now.alibiHeads());
                for (int h = 0; h < Math.min(8, slopes.length); h++) {
                    lines.add("head " + (h + 1) + ": 2^" + exponent(slopes[h]) + " = " + Numbers.format(slopes[h]));
                }
            }
            case INDEX -> {
                lines.add("position " + p + ": length " + p + " · √" + d + " = **" + Numbers.format(PositionMath.rawIndexNorm(p, d)) + "**");
                lines.add("position 1,999: " + Numbers.format(PositionMath.rawIndexNorm(1999, d)));
                lines.add("mean token row |tok| = " + Numbers.format(now.tokenNorm()));
            }
            case NORMALIZED -> {
                lines.add("2 / 3 = 0.667");
                lines.add("2 / 100 = 0.0200");
                lines.add("2 / " + Numbers.integer(now.length()) + " = **" + Numbers.format(PositionMath.normalized(2, now.length())) + "**");
            }
            case NONE -> {
                lines.add("position " + p + ": nothing is added");
                positions.getOrder().ifPresent(answer -> lines.addAll(changes(answer)));
            }
        }
        return lines;
    }

    /// A whole number where it is one: 8 heads have 2^−1 to 2^−8.
    private static String exponent(float slope) {
        double exponent = Math.log(slope) / Math.log(2);
        return Math.abs(exponent - Math.rint(exponent)) < 1e-6 ? Numbers.integer(Math.round(exponent)) : Numbers.format(exponent);
    }

    private String note(PositionPictures now) {
        String uses = Scheme.valueOf(now.trace().config().positions().name()).label();
        return positions.ofThisRun() ? "This run uses " + uses + "." : "Formula only: this run uses " + uses
                + (now.scheme().trainable() ? ". “Train with this” starts a run B beside it." : ". No model is trained with this scheme.");
    }

    Explanation order(OrderStudy.Answer answer) {
        List<String> labels = PositionsOrderController.labels(answer, answer.ids());
        List<Integer> moved = answer.moved();
        String what = moved.size() == 2 ? "with [q:" + labels.get(moved.getLast()) + "] and [k:" + labels.get(moved.getFirst()) + "] exchanged" : "with " + moved.size() + " of its tokens elsewhere";
        List<String> lines = changes(answer);
        return new Explanation("The sentence twice, " + what + ", through the weights of this moment."
                + " Each cell: how much that token's last vector differs. **Without positions and without a mask** nothing changes but places: attention"
                + " cannot see order. The mask alone already breaks that.", lines,
                state.low().get() ? "" : "The weights are the run's; positions and the mask are given or taken away for this question only. Pin a key to choose the other token.");
    }

    /// What each of the four models notices.
    private static List<String> changes(OrderStudy.Answer answer) {
        List<String> lines = new ArrayList<>();
        for (OrderStudy.Row row : answer.rows()) {
            lines.add((row.positions() ? row.causal() ? "positions and mask" : "positions only" : row.causal() ? "mask only" : "neither") + ": **"
                    + (row.same() ? "same" : Numbers.format(row.largest())) + "**");
        }
        return lines;
    }

    Explanation longer(LengthStudy.Answer answer, Optional<SchemeRace.Answer> race) {
        int trained = answer.trained();
        List<String> lines = new ArrayList<>();
        for (int times : new int[] {1, 2, 4}) {
            int from = times == 1 ? 0 : times == 2 ? trained : 2 * trained;
            double mean = answer.mean(from, times * trained);
            lines.add("positions " + from + "–" + (times * trained - 1) + ": " + (Double.isNaN(mean) ? "[-:no such row]" : "**" + Numbers.format(mean) + "** nats"));
        }
        race.ifPresent(now -> now.lanes().forEach(lane -> {
            double far = lane.mean(2 * now.trained(), 4 * now.trained());
            lines.add("[-:small, " + Scheme.showing(lane.scheme()).label() + ":] " + Numbers.format(lane.mean(0, now.trained()))
                    + (Double.isNaN(far) ? ", then no row" : " → " + Numbers.format(far)));
        }));
        boolean table = answer.run().config().positions() == Kind.LEARNED;
        return new Explanation("The loss at each position when the model reads **longer texts than in training**, mean of " + answer.windows() + " pieces of text."
                + (table ? " Learned positions end with their table: position " + trained + " has no row, so the model cannot read on."
                        : " Up to position " + (trained - 1) + " it was trained; beyond, the scheme has to carry on by itself."), lines,
                state.low().get() ? "" : "Which scheme carries on best is measured, not promised. Choose a row of the table to train its scheme in this run's size.");
    }
}
