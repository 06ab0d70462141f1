package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.sample.Sampler.Stages;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.view.PredictionChoice.Upper;
import dev.glassbox.viewmodel.NextTokenModel.View;
import dev.glassbox.viewmodel.NextTokenRow;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;

/// The words beside the Prediction lens.
final class PredictionExplanation {

    private static final Explanation EMPTY = new Explanation("The sentence is empty. Press [m:Ctrl+L] or **Edit** and type one: its last token"
            + " becomes a row of logits, one for every token that could come next.", List.of(), "");

    private final WindowModel models;
    private final PredictionChoice choice;

    PredictionExplanation(WindowModel models, PredictionChoice choice) {
        this.models = models;
        this.choice = choice;
    }

    ObservableValue<?>[] inputs() {
        return new ObservableValue<?>[] {models.prediction().nextToken().viewProperty(), choice.page(), choice.upper(), choice.shift(),
            models.prediction().second().rowProperty(), choice.writing(), models.prediction().generate().branchesProperty(),
            models.prediction().generate().selectedProperty(), models.prediction().copies().reportProperty(), models.prediction().teacher().bothProperty(),
            models.prediction().poll().pinnedProperty(), models.prediction().memorization().answerProperty(), choice.learner(), choice.cost(), models.prediction().cost().racedProperty(), models.prediction().cost().timedProperty(),
            models.prediction().cost().nProperty(), models.run().loadedProperty()};
    }

    Explanation now() {
        return switch (choice.page().get()) {
            case NEXT -> models.prediction().nextToken().getView().map(this::nextToken).orElse(EMPTY);
            case GENERATE -> GenerateExplanation.of(models.prediction(), choice.writing().get(), choice.learner().get());
            case COST -> CostExplanation.of(models.prediction().cost(), choice.cost().get());
        };
    }

    private Explanation nextToken(View view) {
        return new Explanation(switch (choice.upper().get()) {
            case LINE -> view.row().example() ? example(view) : line(view);
            case SOFTMAX -> "Softmax turns numbers into shares. **e^z** of a large logit is more than a float32 holds, so the largest logit is subtracted from all of"
                    + " them first. That changes no share: the same factor stands above and below the line. Move **c** and watch the last column stay.";
            case COMPARE -> "The same weights read two sentences; each ends in a row of logits of its own. The third column is the difference of the two probabilities:"
                    + " what came before **shifts the distribution** of what comes next.";
        }, numbers(view), note(view));
    }

    private static String line(View view) {
        if (view.row().random()) {
            return "The weights are random, so all " + Numbers.integer(view.row().size()) + " logits are nearly equal. Press Space to train: a few tokens grow out of the crowd.";
        }
        return "The selected row becomes " + Numbers.integer(view.row().size()) + " **logits**. Left to right they are sharpened, cut and turned into **probabilities**; one token is"
                + " drawn. Drag the cut lines; click **÷ T** to open the softmax.";
    }

    private static String example(View view) {
        return view.row().size() == 5 ? "Five logits, one of them 1,000. Open the softmax to see what happens to [m:e^1000] without the shift."
                : "Shares from a textbook: 35, 30, 15, 5 and 1 % are **86 %** together; the missing **14 %** are all other tokens, here one outcome. A low temperature"
                        + " sharpens, a high one evens out; only in the limit T = 0 the largest alone is left.";
    }

    private List<String> numbers(View view) {
        NextTokenRow row = view.row();
        Stages stages = view.stages();
        int id = view.drawn();
        double temperature = stages.config().temperature();
        List<String> lines = new ArrayList<>();
        lines.add("z(**" + row.label(id) + "**) = " + Numbers.format(row.ranking().logits()[id]));
        if (stages.config().greedy()) {
            lines.add("T = 0: **argmax**, no draw");
        } else {
            lines.add("z / T = " + Numbers.format(row.ranking().logits()[id]) + " / " + Numbers.fixed(temperature, 2) + " = " + Numbers.format(stages.scaled()[id]));
            lines.add("softmax = " + Numbers.probability(stages.scaledProbabilities()[id]));
            lines.add("kept: top-k " + Numbers.probability(view.topKShare()) + ", top-p " + Numbers.probability(view.topPShare()));
            lines.add("drawn with **p = " + Numbers.probability(stages.probabilities()[id]) + "**");
        }
        double p = row.plain()[view.truth()];
        lines.add("[-:if " + row.label(view.truth()) + " is true; ln V = " + Numbers.format(Math.log(row.size())) + ":]");
        lines.add("loss = " + Numbers.MINUS + "ln " + Numbers.probability(p) + " = **" + Numbers.format(row.loss(view.truth())) + "**");
        return lines;
    }

    private static String note(View view) {
        if (view.stages().config().greedy()) {
            return "T = 0 is no division by zero: it means argmax.";
        }
        // At T = 1: what the knobs make of it is no property of the weights.
        return view.row().random() ? "Almost uniform: at T = 1 the entropy is " + Numbers.format(view.row().entropy()) + " of " + Numbers.format(Math.log(view.row().size())) + " nats." : "";
    }
}
