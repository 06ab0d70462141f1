package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.session.Memorization;
import dev.glassbox.session.Memorization.Learner;
import dev.glassbox.session.Written;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.view.PredictionChoice.Writing;
import dev.glassbox.viewmodel.Branch;
import dev.glassbox.viewmodel.CopyModel;
import dev.glassbox.viewmodel.PollModel;
import dev.glassbox.viewmodel.PredictionModel;
import dev.glassbox.viewmodel.TeacherModel;
import java.util.List;
import java.util.Optional;

/// The words beside the page *Generate*.
final class GenerateExplanation {

    private GenerateExplanation() {}

    static Explanation of(PredictionModel model, Writing shown, int learner) {
        return switch (shown) {
            case STEPS -> new Explanation("A language model writes in a **loop**: all ids so far go in, the last row of logits comes out, one token is drawn and appended. Each row is one"
                    + " round. Underlined tokens repeat what stands before; grey ones have left the context. Click another token to **branch**.", text(model), lost(model));
            case TREE -> new Explanation("Every row is a way to go on, with the probability of the whole of it: the product of its tokens'. Drawing takes one way by chance; **beam search** keeps"
                    + " the most probable ways at every step. The most probable text is often the dullest.", tree(model), "");
            case TEACHER -> new Explanation("In **training** the model reads the true tokens and each guess is judged: one wrong guess does not spoil the next. In **generation** it reads what it wrote"
                    + " itself, and from the first difference on the two go apart.", teacher(model.teacher().bothProperty().get()), "");
            case POLL -> new Explanation("The room guesses before the model answers. Both are judged by the same number, the **loss** [m:" + Numbers.MINUS + "ln p] of the true token: who was surer of"
                    + " the right one pays less. Click a row to take it as the true token.", poll(model.poll().pinnedProperty().get()),
                    model.poll().getPinned().map(PollModel.Pinned::remark).filter(remark -> !remark.isEmpty())
                            .orElse("One more vote is spread over all tokens, else a token nobody named would cost infinitely much."));
            case COPIES -> new Explanation("Did the model copy or create? Every line is compared with all the text it was trained on: the **longest run** of letters that stands there is underlined, the"
                    + " nearest line is below.", copies(model.copies().reportProperty().get()), "");
            case MEMORIZATION -> new Explanation("A model of **little text** learns it by heart: its lines stand in the text, and text it never read costs it far more nats than its own. With **more text** the"
                    + " same weights have to share what lines have in common, and the two losses meet. Lines that stand in the text may also be chance: the dashed line says how many lines of unread text do.",
                    memorized(model.memorization().answerProperty().get(), learner), "");
        };
    }

    private static List<String> text(PredictionModel model) {
        Optional<Branch> branch = model.generate().getSelected().filter(b -> !b.text().steps().isEmpty());
        if (branch.isEmpty()) {
            return List.of();
        }
        Written text = branch.get().text();
        int n = text.steps().size();
        Written.Step newest = text.steps().getLast();
        double loss = -text.logProbability() / n;
        return List.of("step " + n + ": **" + newest.label() + "**", "p = " + Numbers.probability(newest.p()) + " at T = 1", "mean " + Numbers.MINUS + "ln p = **" + Numbers.format(loss) + "** nats",
                "perplexity e^" + Numbers.format(loss) + " = " + Numbers.format(Math.exp(loss)),
                "repeated " + GeneratePictures.gram(text) + "-grams: " + Numbers.percent(GeneratePictures.repetition(text).share()));
    }

    private static String lost(PredictionModel model) {
        return model.generate().getSelected().map(Branch::text).map(text -> text.ids().length - text.moment().run().config().contextLength()).filter(out -> out > 0)
                .map(out -> Numbers.integer(out) + (out == 1 ? " token has" : " tokens have") + " left the context: the model no longer sees the grey ones.").orElse("");
    }

    private static List<String> tree(PredictionModel model) {
        return model.generate().getSelected().map(branch -> List.of("**" + branch.name() + "**, " + branch.text().steps().size() + " tokens", "Σ ln p = " + Numbers.format(branch.logProbability()),
                "p = e^" + Numbers.format(branch.logProbability()) + " = " + Numbers.format(Math.exp(branch.logProbability())))).orElse(List.of());
    }

    private static List<String> teacher(TeacherModel.Both both) {
        if (both == null || both.tokens().size() < 2) {
            return List.of();
        }
        long right = both.guesses().stream().filter(guess -> guess.hit()).count();
        double loss = both.guesses().stream().filter(guess -> guess.known()).mapToDouble(guess -> guess.loss()).average().orElse(Double.NaN);
        String apart = both.parted() >= both.tokens().size() ? "free running wrote the same" : "apart from position " + both.parted() + " on";
        return List.of("right guesses: " + right + " of " + (both.tokens().size() - 1), "mean loss = **" + Numbers.format(loss) + "** nats", apart);
    }

    private static List<String> poll(PollModel.Pinned pinned) {
        if (pinned == null || !pinned.revealed()) {
            return List.of();
        }
        int truth = pinned.truth();
        double room = pinned.roomLoss(truth);
        double model = pinned.row().loss(truth);
        return List.of("[-:if " + pinned.row().label(truth) + " is true:]", "room   " + Numbers.MINUS + "ln " + Numbers.probability(pinned.room(truth)) + " = **" + Numbers.format(room) + "**",
                "model  " + Numbers.MINUS + "ln " + Numbers.probability(pinned.row().plain()[truth]) + " = **" + Numbers.format(model) + "**",
                "[-:random guess " + Numbers.format(Math.log(pinned.row().size())) + "]");
    }

    private static List<String> memorized(Memorization.Answer answer, int chosen) {
        if (answer == null || answer.learners().isEmpty()) {
            return List.of();
        }
        Learner learner = answer.learners().get(Math.clamp(chosen, 0, answer.learners().size() - 1));
        return List.of("read " + Numbers.integer(learner.characters()) + " characters", "copied " + learner.copied() + " of " + learner.written() + " lines = **" + Numbers.percent(learner.share()) + "**",
                "loss, read text    **" + Numbers.format(learner.loss()) + "**", "loss, unread text  **" + Numbers.format(learner.unread()) + "**",
                "[-:gap " + Numbers.format(learner.unread() - learner.loss()) + " nats]");
    }

    private static List<String> copies(CopyModel.Report report) {
        return report == null || report.lines().isEmpty() ? List.of() : List.of("copied: " + report.copied() + " of " + report.lines().size() + " lines",
                "in " + report.samples() + (report.samples() == 1 ? " sample" : " samples"),
                "longest run: " + report.lines().stream().mapToInt(found -> found.line().runLength()).max().orElse(0) + " letters");
    }
}
