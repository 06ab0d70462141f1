package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.TokenLosses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Why a batch costs what it costs: the steps before it, the gradient it made, and the tokens that were dearest.
final class SpikeWords {

    /// Steps a batch is compared with.
    private static final int BEFORE = 20;
    private static final int DEAREST = 3;
    private static final double FEW = 0.1;

    private SpikeWords() {}

    private record Cost(String label, double loss) {}

    /// @param batch whether it is the text of a step, and not text that is read for comparison
    static List<String> of(TokenLosses read, boolean batch, MetricLog log) {
        List<Cost> costs = new ArrayList<>();
        for (TokenLosses.Window window : read.windows()) {
            for (int i = 0; i < window.ids().length; i++) {
                if (!Float.isNaN(window.losses()[i])) {
                    costs.add(new Cost(TrainingCharts.label(read.of().run().tokenizer().vocabulary(), window.ids()[i]), window.losses()[i]));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("mean of " + Numbers.integer(costs.size()) + " losses = **" + Numbers.format(read.mean()) + "**");
        int step = read.of().step() + 1;
        if (batch && log.size() > 0 && step <= log.step(log.size() - 1)) {
            int row = log.row(step);
            lines.add("[-:step " + Numbers.integer(step) + " reported] " + Numbers.format(log.get(Metric.LOSS, row)));
            double usual = before(log, row);
            if (Double.isFinite(usual)) {
                lines.add("[-:" + BEFORE + " steps before] " + Numbers.format(usual) + " [-:on average]");
            }
            lines.add("‖g‖ = " + Numbers.format(log.get(Metric.GRAD_NORM, row)) + " [-:in this step]");
        }
        costs.sort(Comparator.comparingDouble(Cost::loss).reversed());
        double all = costs.stream().mapToDouble(Cost::loss).sum();
        int few = (int) Math.ceil(FEW * costs.size());
        if (all > 0) {
            double share = costs.stream().limit(few).mapToDouble(Cost::loss).sum() / all;
            lines.add("dearest 10 %: " + Numbers.fixed(100 * share, 0) + " % [-:of all loss]");
            List<String> dearest = costs.stream().limit(DEAREST).map(cost -> cost.label() + " " + Numbers.format(cost.loss())).toList();
            lines.add("[-:dearest:] " + String.join(", ", dearest));
        }
        return lines;
    }

    /// Mean loss of the steps before a row; NaN when there are too few.
    private static double before(MetricLog log, int row) {
        double sum = 0;
        int count = 0;
        for (int earlier = Math.max(1, row - BEFORE); earlier < row; earlier++) {
            double loss = log.get(Metric.LOSS, earlier);
            if (Double.isFinite(loss)) {
                sum += loss;
                count++;
            }
        }
        return count < BEFORE ? Double.NaN : sum / count;
    }
}
