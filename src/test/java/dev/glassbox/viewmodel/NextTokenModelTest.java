package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.viewmodel.NextTokenModel.View;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows A36, B32, C16–C18, D17.
class NextTokenModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 42, failure -> fail(failure));
    private final NextTokenModel model = window.prediction().nextToken();

    @BeforeEach
    void show() {
        model.setShown(true);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private View now() throws InterruptedException {
        int[] ticks = {0};
        Ticks.until(window.pulse(), () -> ticks[0]++ > 1 && model.getView().isPresent());
        return model.getView().orElseThrow();
    }

    private double[] percent(int example) throws InterruptedException {
        model.show(LogitExample.all().get(example));
        View view = now();
        return Arrays.stream(view.stages().probabilities()).limit(5).map(p -> Math.rint(p * 1000) / 10).toArray();
    }

    @Test
    void theTextbookSharesAtThreeTemperatures() throws InterruptedException {
        assertArrayEquals(new double[] {47.6, 35.0, 8.7, 1.0, 0.0}, percent(0));
        assertArrayEquals(new double[] {35, 30, 15, 5, 1}, percent(1));
        assertArrayEquals(new double[] {26.6, 24.6, 17.4, 10.1, 4.5}, percent(2));
        assertEquals(1, Arrays.stream(now().stages().probabilities()).sum(), 1e-12, "the missing 14 % are the sixth outcome");
    }

    /// What the temperature makes of a row is no property of the weights that made it.
    @Test
    void theEntropyOfARowDoesNotDependOnTheTemperature() throws InterruptedException {
        model.show(LogitExample.all().get(1));
        double plain = now().row().entropy();
        window.sampling().setTemperature(0.1);
        View cold = now();
        assertEquals(plain, cold.row().entropy(), 1e-12);
        assertTrue(cold.stages().entropy() < plain);
    }

    @Test
    void temperatureZeroIsArgmaxWhateverTheDieShows() throws InterruptedException {
        model.show(LogitExample.all().get(1));
        window.sampling().setTemperature(0);
        for (int i = 0; i < 5; i++) {
            model.rollOnce();
            assertEquals(0, now().drawn());
        }
        assertEquals(0, now().stages().entropy());
    }

    @Test
    void temperatureReachesThree() {
        window.sampling().setTemperature(5);
        assertEquals(3, window.sampling().getTemperature());
    }

    @Test
    void theDieIsSeededAndFallsWhereTheSamplerSays() throws InterruptedException {
        model.show(LogitExample.all().get(1));
        for (int i = 0; i < 30; i++) {
            View view = now();
            assertEquals(Draws.seeded(42).at(i), view.u());
            assertEquals(Sampler.draw(view.stages(), view.u()), view.drawn());
            model.rollOnce();
        }
    }

    @Test
    void aThousandRollsAreComparedWithTheoryAtEverySetting() throws InterruptedException {
        model.show(LogitExample.all().get(1));
        model.rollThousand();
        View plain = now();
        assertEquals(1000, Arrays.stream(plain.counts().orElseThrow()).sum());
        assertTrue(plain.fit().orElseThrow().agrees(), plain.fit().toString());
        model.keepLargest(3);
        View cut = now();
        assertEquals(1000, cut.counts().orElseThrow()[0] + cut.counts().orElseThrow()[1] + cut.counts().orElseThrow()[2]);
        assertTrue(cut.fit().orElseThrow().agrees(), cut.fit().toString());
    }

    @Test
    void draggedCutsKeepThatManyTokens() throws InterruptedException {
        model.show(LogitExample.all().get(1));
        now();
        for (int count = 1; count <= 6; count++) {
            model.keepTopP(count);
            assertEquals(count, now().stages().keptCount(), "top-p");
        }
        for (int count = 1; count <= 6; count++) {
            model.keepLargest(count);
            assertEquals(count, now().stages().keptCount(), "top-k");
        }
    }

    /// Top-p keeps the smallest set that reaches p, top-k exactly k; both on what a model says.
    @Test
    void cutsKeepTheirDefinitionsOnTheModelsOwnRow() throws InterruptedException {
        window.run().open(TinyRuns.spec(30), true);
        Ticks.until(window.pulse(), () -> window.trace().getTrace().isPresent());
        for (double p : new double[] {0, 0.1, 0.5, 0.8, 0.95}) {
            window.sampling().setTopK(0);
            window.sampling().setTopP(p);
            View view = now();
            double share = view.topPShare();
            int last = view.stages().order()[view.stages().keptCount() - 1];
            assertTrue(share >= p - 1e-12, p + " but " + share);
            assertTrue(view.stages().keptCount() == 1 || share - view.stages().topKProbabilities()[last] < p, "one fewer would not reach " + p);
        }
        window.sampling().setTopP(1);
        window.sampling().setTopK(4);
        assertEquals(4, now().stages().keptCount());
    }

    @Test
    void anyTokenCanBeTakenAsTheTrueOneAndItsLossIsMinusLnP() throws InterruptedException {
        window.run().open(TinyRuns.spec(30), false);
        Ticks.until(window.pulse(), () -> window.trace().getTrace().isPresent());
        window.selection().selectQuery(2);
        View view = now();
        assertEquals(window.trace().getTokens().get(3).id(), view.truth(), "inside the sentence the next token is known");
        int size = view.row().size();
        assertEquals(Math.log(size), view.row().loss(view.truth()), 0.4, "random weights: about ln V");
        model.setTruth(0);
        assertEquals(0, now().truth());
        assertEquals(-Math.log(now().row().plain()[0]), now().row().loss(0));
        window.selection().selectQuery(1);
        assertEquals(window.trace().getTokens().get(2).id(), now().truth(), "another row has its own true token");
    }

    @Test
    void aSecondSentenceIsReadByTheSameWeights() throws InterruptedException {
        SecondSentenceModel second = window.prediction().second();
        second.setShown(true);
        window.run().open(TinyRuns.spec(30), false);
        Ticks.until(window.pulse(), () -> second.rowProperty().get() != null);
        assertFalse(second.textProperty().get().isBlank(), "a line of the corpus is suggested");
        String[] shared = window.trace().getSentence().text().split(" ");
        assertTrue(second.textProperty().get().endsWith(shared[shared.length - 1]), "with the same last word: " + second.textProperty().get());
        second.textProperty().set("the cat");
        NextTokenRow own = now().row();
        Ticks.until(window.pulse(), () -> Arrays.equals(second.rowProperty().get().ranking().logits(), own.ranking().logits()));
        second.textProperty().set("the ß");
        Ticks.until(window.pulse(), () -> second.problemProperty().get().contains("ß"));
        assertArrayEquals(own.ranking().logits(), second.rowProperty().get().ranking().logits(), "the last answer stays");
    }

    @Test
    void aBidirectionalModelAndASingleTokenHaveARowToo() throws InterruptedException {
        var spec = TinyRuns.spec(10);
        window.run().open(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), spec.model().withCausal(false), spec.training(), spec.seed()), false);
        Ticks.until(window.pulse(), () -> window.trace().getTrace().isPresent());
        window.trace().setSentence("t");
        Ticks.until(window.pulse(), () -> window.trace().getTrace().map(t -> t.tokens()).equals(Optional.of(1)));
        assertEquals(-1, now().row().next());
        assertEquals("t", now().row().after());
    }
}
