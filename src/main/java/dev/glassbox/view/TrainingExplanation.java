package dev.glassbox.view;

import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.MetricLog;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.session.TokenLosses;
import dev.glassbox.train.GradientNorms;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.TrainingModel.Text;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;

/// The words beside the Training lens, made from the moment on screen.
final class TrainingExplanation {
    private final WindowModel models;
    private final TrainingChoice choice;

    TrainingExplanation(WindowModel models, TrainingChoice choice) {
        this.models = models;
        this.choice = choice;
    }

    ObservableValue<?>[] inputs() {
        return new ObservableValue<?>[] {models.run().logSizeProperty(), models.run().logProperty(), models.moment().stepProperty(), choice.page(), choice.pointed(),
            models.training().tokenLossesProperty(), models.training().earlierLossesProperty(), models.training().textProperty(), models.training().baseLinesProperty()};
    }

    Explanation now() {
        return switch (choice.page().get()) {
            case LOSS -> loss();
            case GRADIENTS -> gradients();
            case BATCH -> batch();
            case OPTIMIZER, AUTOGRAD -> Explanation.NONE; // those pages speak for themselves
        };
    }

    private int row() {
        MetricLog log = models.run().logProperty().get();
        return log.size() == 0 ? -1 : log.row(models.moment().getStep());
    }

    private Explanation loss() {
        String seeing = "How surprised the model is by the next token, on average. **Training**: the batch of each step. **Validation**: text it never trains on;"
                + " while both fall together it learns, where they part it learns by heart. Below the line of [m:pairs of tokens] it uses more than the"
                + " token before.";
        List<String> numbers = new ArrayList<>();
        int row = row();
        if (row >= 0) {
            MetricLog log = models.run().logProperty().get();
            double loss = log.lastAt(Metric.VALIDATION_LOSS, row);
            if (Double.isFinite(loss)) {
                int vocabulary = models.run().getLoaded().map(loaded -> loaded.config().vocabSize()).orElse(0);
                numbers.add("validation loss **" + Numbers.format(loss) + "**");
                numbers.add("perplexity e^" + Numbers.format(loss) + " = **" + Numbers.format(Math.exp(loss)) + "**");
                numbers.add("[-:as unsure as between " + Numbers.format(Math.exp(loss)) + "]");
                numbers.add("[-:equally likely tokens, of " + Numbers.integer(vocabulary) + "]");
            }
        }
        pointed(numbers);
        return new Explanation(seeing, numbers, models.moment().memory());
    }

    private Explanation gradients() {
        String seeing = "How strongly the loss pulls at each part of the model. The gradient starts at the loss, on the right, and every layer hands it on."
                + " With **residual** connections it reaches the embeddings nearly undiminished; without them the pipes on the left starve.";
        List<String> numbers = new ArrayList<>();
        int step = models.moment().getStep();
        models.training().normsAt(step).ifPresent(norms -> {
            numbers.add("[-:step " + Numbers.integer(norms.step()) + "]");
            numbers.add("‖g‖ = √Σ‖g_part‖² = **" + Numbers.format(total(norms)) + "**");
            double clip = models.run().settings().gradClipProperty().get();
            numbers.add(clip <= 0 ? "[-:no clipping]" : total(norms) > clip
                    ? "clipped to " + Numbers.format(clip) + ": × " + Numbers.format(clip / total(norms)) : "[-:below the limit of " + Numbers.format(clip) + "]");
            numbers.add("‖Δw‖ / ‖w‖ = **" + Numbers.format(norms.ratio()) + "**");
        });
        pointed(numbers);
        return new Explanation(seeing, numbers, "");
    }

    private static double total(GradientNorms norms) {
        double sum = 0;
        for (double part : norms.gradient()) {
            sum += part * part;
        }
        return Math.sqrt(sum);
    }

    private Explanation batch() {
        boolean next = models.training().textProperty().get() == Text.NEXT_BATCH;
        String seeing = next
                ? "The text of one step: each row is a window of the corpus, each token coloured by what it costs the model of this moment. Rare names and the first"
                        + " tokens of a row are dear, the rest of a known phrase is nearly free. A spike of the loss is a batch with many dear tokens."
                : "Text the model never trains on, each token coloured by its loss at this moment. Drag the timeline and watch which tokens become cheap first:"
                        + " frequent ones, then endings of words and phrases, names last.";
        TokenLosses compared = models.training().earlierLossesProperty().get();
        if (compared != null) {
            seeing = "The same text read twice: by the model of this moment, and by that of **step " + Numbers.integer(compared.of().step()) + "**. Blue tokens have become"
                    + " cheaper since, paper has stayed as it was, brown ones cost more now. Drag **Change since step** to see what was learned when.";
        }
        List<String> numbers = new ArrayList<>();
        TokenLosses read = models.training().tokenLossesProperty().get();
        if (read != null) {
            numbers.addAll(SpikeWords.of(read, next, models.run().logProperty().get()));
        }
        TokenLosses before = models.training().earlierLossesProperty().get();
        if (read != null && before != null) {
            numbers.add("since step " + Numbers.integer(before.of().step()) + ": " + Numbers.format(before.mean()) + " → " + Numbers.format(read.mean()));
        }
        pointed(numbers);
        return new Explanation(seeing, numbers, "");
    }

    private void pointed(List<String> numbers) {
        Hit hit = choice.pointed().get();
        if (hit != Hit.NONE && !hit.text().isEmpty()) {
            String text = hit.text();
            int cut = hit instanceof LinePicture.Reading ? text.indexOf(": ") : -1;
            numbers.add(cut < 0 ? text.replace("**", "") : "[-:" + text.substring(0, cut) + "] " + text.substring(cut + 2));
        }
    }
}
