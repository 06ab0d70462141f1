package dev.glassbox.view;

import dev.glassbox.picture.CopyPicture;
import dev.glassbox.picture.NotePicture;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.picture.StepsPicture;
import dev.glassbox.picture.TreePicture;
import dev.glassbox.session.Written;
import dev.glassbox.view.PredictionChoice.Writing;
import dev.glassbox.viewmodel.Branch;
import dev.glassbox.viewmodel.GenerateModel;
import dev.glassbox.viewmodel.PredictionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;

/// Which picture the lower card of *Generate* shows, and how far it is scrolled.
final class WritingPictures {
    private static final int POLL_ROWS = 12;

    private final WindowModel models;
    private final PredictionChoice choice;
    private final PredictionModel prediction;
    private final GenerateModel generate;
    /// Rows: in the steps back from the newest, elsewhere down from the first.
    private int scrolled;

    WritingPictures(WindowModel models, PredictionChoice choice) {
        this.models = models;
        this.choice = choice;
        prediction = models.prediction();
        generate = prediction.generate();
        choice.writing().subscribe(() -> scrolled = 0);
        generate.selectedProperty().subscribe(() -> scrolled = choice.writing().get() == Writing.STEPS ? 0 : scrolled);
    }

    /// @param height of the picture, for how many rows there is room
    Picture now(double height) {
        Optional<Written> text = generate.getSelected().map(Branch::text);
        return switch (choice.writing().get()) {
            case STEPS -> text.<Picture>map(written -> steps(written, StepsPicture.rows(height)))
                    .orElseGet(() -> new NotePicture("Nothing is written yet. Press Write: one token after another follows the sentence."));
            case TREE -> GeneratePictures.tree(generate.getBranches(), generate.selectedProperty().get(), from(generate.getBranches().size(), TreePicture.rows(height)));
            case TEACHER -> Optional.ofNullable(prediction.teacher().bothProperty().get()).<Picture>map(both -> GeneratePictures.teacher(both,
                    models.run().getLoaded().map(run -> run.config().vocabSize()).orElse(1))).orElseGet(() -> new NotePicture("The sentence is being read."));
            case POLL -> prediction.poll().getPinned().<Picture>map(now -> GeneratePictures.poll(now, Math.min(POLL_ROWS, StagesPicture.rows(height, POLL_ROWS))))
                    .orElseGet(() -> new NotePicture("Ask the room what comes after the sentence, type the guesses with their votes, pin them. Then reveal the model."));
            case COPIES -> copies(text, height);
            case MEMORIZATION -> null; // has pictures of its own
        };
    }

    private StepsPicture steps(Written text, int rows) {
        return GeneratePictures.steps(text, Math.max(0, text.steps().size() - rows) - from(text.steps().size(), rows));
    }

    private Picture copies(Optional<Written> text, double height) {
        if (text.isPresent() && !text.get().moment().run().hasText()) {
            return new NotePicture("This model came without the text it was trained on, so there is nothing to compare with. The run menu can give it a text.");
        }
        return Optional.ofNullable(prediction.copies().reportProperty().get()).filter(report -> text.isPresent() && report.text() == text.get())
                .map(report -> GeneratePictures.copies(report, from(report.lines().size(), CopyPicture.rows(height)))).orElseGet(() -> new CopyPicture(List.of(), "words", 0));
    }

    /// The first of so many rows that are to be seen, when a picture has room for some of them only.
    private int from(int count, int rows) {
        scrolled = Math.clamp(scrolled, 0, Math.max(0, count - rows));
        return scrolled;
    }

    /// Positive values go up; new steps do not move what was scrolled to.
    void scroll(int by) {
        scrolled += choice.writing().get() == Writing.STEPS ? by : -by;
    }
}
