package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.session.RunFrame;
import dev.glassbox.session.Switch;
import dev.glassbox.session.WritingLoss;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;

/// The inspector's words about two runs.
final class ExperimentsExplanation {

    private ExperimentsExplanation() {}

    static Explanation of(WindowModel models) {
        ComparisonViewModel pair = models.comparison();
        RunFrame b = pair.frameProperty().get();
        if (b == null) {
            return new Explanation(pair.difference().specBProperty().get() != null ? "Two runs are being opened: same seed, same batches, one difference."
                    : "No run B yet. An experiment opens two runs that differ in **one switch**; a switch below gives the run on screen a partner. Both "
                    + "begin with the same numbers and read the same batches, so what differs later comes from the switch.", List.of(), "");
        }
        List<String> lines = new ArrayList<>();
        double lossA = models.run().smoothedLossProperty().get();
        double lossB = pair.smoothedLossB();
        lines.add(row("step " + Numbers.integer(b.step()), "A", "B"));
        lines.add(row("train loss", number(lossA), number(lossB)));
        lines.add(row("validation", number(models.run().validationLossProperty().get()), number(b.validationLoss())));
        lines.add(row("B − A", "", Double.isNaN(lossA) || Double.isNaN(lossB) ? "–" : difference(round(lossA), round(lossB))));
        WritingLoss[] writing = pair.look().writingLossesProperty().get();
        String note = "";
        if (writing != null) {
            lines.add(row("answer in view", number(writing[0].seen()), number(writing[1].seen())));
            lines.add(row("while writing", number(writing[0].writing()), number(writing[1].writing())));
            note = "While writing: the loss on this sentence when each guess sees only what comes before it. Nothing is left to copy.";
        } else if (!pair.problemProperty().get().isEmpty()) {
            note = pair.problemProperty().get();
        }
        return new Explanation(seeing(pair), lines, note);
    }

    private static String seeing(ComparisonViewModel pair) {
        String settings = String.join(", ", pair.difference().settings());
        String common = pair.difference().common();
        String two = "Two runs" + (common.isEmpty() ? "" : ", " + common);
        if (pair.difference().isOwn()) {
            return two + ", in lock step, both chosen by you. Run B differs in **" + settings + "**. The more they differ, the less one of these alone explains what you see.";
        }
        if ("off".equals(pair.difference().changedProperty().get().get(Switch.MASK)) && pair.difference().changedProperty().get().size() == 1) {
            return two + ", one difference. Run B may look at **later tokens**, so it reads the answer instead of predicting "
                    + "it: its loss falls far below A's, and its text falls apart, because when it writes there is no answer to read.";
        }
        return two + ". Run B differs in **" + pair.difference().label() + "** (" + settings + "). Where the curves lie on each other the "
                + "switch does not matter yet. Both columns show the same sentence, the same head and the same step.";
    }

    private static String row(String name, String a, String b) {
        return String.format("%-15s%8s%8s", name, a, b);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : Numbers.format(value);
    }

    /// As many decimals as the shown losses have.
    private static String difference(double a, double b) {
        return Numbers.fixed(b - a, Math.max(a, b) >= 1 ? 2 : 3);
    }

    /// As it stands on screen, so that the difference is that of the numbers shown.
    private static double round(double value) {
        return Double.isFinite(value) && value != 0 ? new java.math.BigDecimal(value).round(new java.math.MathContext(3)).doubleValue() : value;
    }
}
