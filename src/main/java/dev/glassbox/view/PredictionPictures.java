package dev.glassbox.view;

import dev.glassbox.analysis.SoftmaxSteps;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.DrawPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.picture.StagesPicture.Stage;
import dev.glassbox.sample.Sampler.Stages;
import dev.glassbox.viewmodel.NextTokenModel.View;
import dev.glassbox.viewmodel.NextTokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// From one row of logits to the pictures of the page *Next token*.
final class PredictionPictures {

    private static final int STRETCHES = 40;

    private PredictionPictures() {}

    /// Ids shown, from the most probable down.
    static int[] shown(View view, int rows) {
        return IntStream.range(0, Math.min(rows, view.row().size())).map(rank -> view.stages().order()[rank]).toArray();
    }

    static StagesPicture line(View view, int rows) {
        Stages stages = view.stages();
        NextTokenRow row = view.row();
        int[] ids = shown(view, rows);
        int hidden = row.size() - ids.length;
        boolean greedy = stages.config().greedy();
        double temperature = stages.config().temperature();
        double lowest = row.ranking().logits()[stages.order()[row.size() - 1]];
        String down = hidden == 0 ? "" : "down to " + Numbers.format(lowest);
        Stage logits = new Stage("Logits z", "one per vocabulary entry", bars("z", ids, id -> number(row.ranking().logits()[id])), down);
        Stage scaled = new Stage("÷ T", greedy ? "T = 0: argmax, no division" : "T = " + Numbers.fixed(temperature, 2), bars("z / T", ids, id -> number(stages.scaled()[id])),
                hidden == 0 || greedy ? "" : "down to " + Numbers.format(stages.scaled()[stages.order()[row.size() - 1]]));
        double most = stages.scaledProbabilities()[stages.order()[0]];
        BarPicture topK = bars("softmax", ids, id -> probability(stages.scaledProbabilities()[id], !stages.keptByTopK()[id])).between(0, most);
        BarPicture topP = bars("renormalised", ids, id -> probability(stages.keptByTopK()[id] ? stages.topKProbabilities()[id] : stages.scaledProbabilities()[id],
                !stages.kept()[id])).between(0, stages.topKProbabilities()[stages.order()[0]]);
        boolean allK = stages.afterTopK() == row.size();
        boolean allP = stages.config().topP() >= 1;
        Stage afterK = new Stage("Top-k", greedy ? "keep the largest" : allK ? "keep all " + Numbers.integer(row.size()) : "keep the " + Numbers.integer(stages.afterTopK())
                + " largest", topK.cutAfter(Math.min(stages.afterTopK(), ids.length)), together(stages, ids.length));
        Stage afterP = new Stage("Top-p", allP ? "p = 1: keep all" : "smallest set ≥ " + Numbers.fixed(stages.config().topP(), 2),
                topP.cutAfter(Math.min(stages.keptCount(), ids.length)), "");
        double drawnMost = stages.probabilities()[stages.order()[0]];
        Stage last = new Stage("Probability", "sums to 1", bars("p", ids, id -> stages.probabilities()[id] == 0 ? new Bar("", 0, Double.NaN, !stages.kept()[id], "0", "")
                : Bar.of("", stages.probabilities()[id]).text(Numbers.probability(stages.probabilities()[id]))).between(0, drawnMost).colors(InkColor.FG, InkColor.FG), "");
        String main = row.label(view.drawn()) + " is drawn with p " + Numbers.probability(stages.probabilities()[view.drawn()]) + ", " + Numbers.integer(stages.keptCount())
                + " of " + Numbers.integer(row.size()) + " tokens can be drawn.";
        return new StagesPicture("From logits to a token", main, labels(row, ids), List.of(logits, scaled, afterK, afterP, last), indexOf(ids, view.drawn()),
                hidden == 0 ? "" : Numbers.integer(hidden) + " more", true, "cut by top-k or top-p");
    }

    private static String together(Stages stages, int shown) {
        double rest = 0;
        for (int rank = shown; rank < stages.order().length; rank++) {
            rest += stages.scaledProbabilities()[stages.order()[rank]];
        }
        return shown >= stages.order().length ? "" : "together " + Numbers.probability(rest);
    }

    /// The softmax of z / T + c, opened.
    static StagesPicture softmax(View view, double shift, int rows) {
        NextTokenRow row = view.row();
        double[] z = view.stages().scaled().clone();
        for (int id = 0; id < z.length; id++) {
            z[id] += shift;
        }
        SoftmaxSteps steps = SoftmaxSteps.of(z);
        int[] ids = shown(view, rows);
        boolean greedy = view.stages().config().greedy();
        String input = (greedy ? "z" : "z / T") + (shift == 0 ? "" : (shift > 0 ? " + " : " " + Numbers.MINUS + " ") + Numbers.format(Math.abs(shift)));
        boolean broken = !Float.isFinite(steps.naiveSum()) || steps.naiveSum() == 0;
        List<Stage> stages = List.of(
                new Stage(input, greedy ? "T = 0: shown undivided" : "T = " + Numbers.fixed(view.stages().config().temperature(), 2), bars(input, ids, id -> number(z[id])),
                        "max " + Numbers.format(steps.max())),
                new Stage("e^z without the shift", "float32 ends at e^88.7", bars("e^z", ids, id -> number(steps.naiveExponential(id))),
                        "sum " + Numbers.format(steps.naiveSum()) + (broken ? ": p is not a number" : "")),
                new Stage("− max", "the largest becomes 0", bars("z − max", ids, id -> number(z[id] - steps.max())), "never above 0"),
                new Stage("e^(z − max)", "at most 1", bars("e", ids, id -> probability(steps.exponential(id), false)).between(0, 1), "sum " + Numbers.format(steps.sum())),
                new Stage("÷ sum = p", "sums to 1", bars("p", ids, id -> probability(steps.probability(id), false)).colors(InkColor.FG, InkColor.FG),
                        shift == 0 ? "same p for any c" : "p as for c = 0"));
        String top = row.label(ids[0]);
        return new StagesPicture("Softmax opened", "e^(" + Numbers.format(z[ids[0]]) + " − " + Numbers.format(steps.max()) + ") / " + Numbers.format(steps.sum()) + " = "
                + Numbers.probability(steps.probability(ids[0])) + " for " + top + ".", labels(row, ids), stages, indexOf(ids, view.truth()),
                row.size() > ids.length ? Numbers.integer(row.size() - ids.length) + " more" : "", true, "");
    }

    /// Probabilities after two sentences, the largest differences first.
    static StagesPicture compare(NextTokenRow first, NextTokenRow second, int rows) {
        double moved = 0;
        int[] ids = new int[Math.min(rows, first.size())];
        double[] far = new double[ids.length];
        for (int id = 0; id < first.size(); id++) {
            double change = Math.abs(second.plain()[id] - first.plain()[id]);
            moved += change / 2;
            for (int place = ids.length - 1; place >= 0 && (id <= place || change > far[place]); place--) {
                if (place + 1 < ids.length) {
                    ids[place + 1] = ids[place];
                    far[place + 1] = far[place];
                }
                ids[place] = id;
                far[place] = change;
            }
        }
        double most = Math.max(first.plain()[first.ranking().order()[0]], second.plain()[second.ranking().order()[0]]);
        double widest = Math.abs(difference(first, second, ids[0]));
        List<Stage> stages = List.of(
                new Stage("A: after " + first.after(), "the shared sentence", bars("A", ids, id -> probability(first.plain()[id], false)).between(0, most), top(first)),
                new Stage("B: after " + second.after(), "the second sentence", bars("B", ids, id -> probability(second.plain()[id], false)).between(0, most), top(second)),
                new Stage("B − A", "what the context changed", bars("B − A", ids, id -> Bar.of("", difference(first, second, id)).text(signed(difference(first, second, id))))
                        .between(-Math.max(widest, 1e-9), Math.max(widest, 1e-9)).colors(InkColor.FG, InkColor.FG), "together " + Numbers.probability(moved) + " moved"));
        return new StagesPicture("Two sentences, one model", "the largest change is " + first.label(ids[0]) + ", " + signed(difference(first, second, ids[0])) + ".", labels(first, ids),
                stages, -1, Numbers.integer(Math.max(0, first.size() - ids.length)) + " more", false, "");
    }

    private static String top(NextTokenRow row) {
        int id = row.ranking().order()[0];
        return "largest: " + row.label(id) + " " + Numbers.probability(row.plain()[id]);
    }

    /// Of the rounded values beside it.
    private static double difference(NextTokenRow first, NextTokenRow second, int id) {
        return (Math.rint(second.plain()[id] * 1000) - Math.rint(first.plain()[id] * 1000)) / 1000;
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Numbers.fixed(value, 3);
    }

    static DrawPicture draw(View view) {
        Stages stages = view.stages();
        List<DrawPicture.Stretch> stretches = new ArrayList<>();
        double named = 0;
        for (int rank = 0; rank < Math.min(STRETCHES, stages.keptCount()); rank++) {
            int id = stages.order()[rank];
            named += stages.probabilities()[id];
            stretches.add(new DrawPicture.Stretch(view.row().label(id), stages.probabilities()[id], view.counts().map(c -> c[id]).orElse(-1L)));
        }
        boolean greedy = stages.config().greedy();
        int[] ids = shown(view, STRETCHES);
        int drawn = indexOf(ids, view.drawn());
        return new DrawPicture(stretches, stages.keptCount() > STRETCHES ? Math.max(0, 1 - named) : 0, greedy ? Double.NaN : view.u(), drawn,
                greedy ? "T = 0: the largest logit is taken; there is no draw." : verdict(view));
    }

    private static String verdict(View view) {
        return view.fit().map(fit -> fit.degrees() == 0 ? "Only one outcome is likely enough to compare." : "χ² = " + Numbers.format(fit.statistic()) + " with "
                + fit.degrees() + (fit.degrees() == 1 ? " degree" : " degrees") + " of freedom: honest rolls are at least this far off in " + Numbers.percent(fit.p())
                + " of all cases, so counts and theory " + (fit.agrees() ? "agree." : "do not agree.")).orElse("");
    }

    private static BarPicture bars(String name, int[] ids, IntFunction<Bar> bar) {
        return BarPicture.rows(name, IntStream.of(ids).mapToObj(bar).toList());
    }

    private static Bar number(double value) {
        return Bar.of("", value);
    }

    private static Bar probability(double p, boolean cut) {
        return new Bar("", p, Double.NaN, cut, cut ? "cut" : Numbers.probability(p), "");
    }

    private static List<String> labels(NextTokenRow row, int[] ids) {
        return IntStream.of(ids).mapToObj(row::label).toList();
    }

    private static int indexOf(int[] ids, int id) {
        return IntStream.range(0, ids.length).filter(i -> ids[i] == id).findFirst().orElse(-1);
    }
}
