package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.viewmodel.LabelsModel.Curves;
import dev.glassbox.viewmodel.LabelsModel.Naming;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelsModelTest {
    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final LabelsModel labels = window.tokens().labels();

    @BeforeEach
    void open() throws InterruptedException {
        window.run().open(TinyRuns.spec(TinyRuns.TEXT, TokenizerSpec.bpe(270), 10), false);
        until(() -> window.run().getLoaded().isPresent());
        labels.activate();
        until(() -> labels.namingProperty().get() != null);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private Curves trained(int size) throws InterruptedException {
        until(() -> !labels.trainingProperty().get() && labels.curvesProperty().get().size() == size);
        return labels.curvesProperty().get();
    }

    @Test
    void bothCurvesAreTrainedAndLieOnEachOther() throws InterruptedException {
        Naming naming = labels.namingProperty().get();
        assertTrue(naming.own());
        assertEquals(270, naming.names().length);
        assertTrue(naming.changed() > 200, "a shuffle moves nearly all: " + naming.changed());
        assertEquals(window.trace().textProperty().get(), String.join("", naming.sentence().stream().map(label -> label.text().replace('·', ' ')).toList()));
        naming.sentence().forEach(label -> assertEquals(naming.names()[label.id()], label.name()));
        labels.train();
        Curves curves = trained(LabelsModel.ROUND);
        assertTrue(curves.plain()[LabelsModel.ROUND - 1] < curves.plain()[0] - 0.5, "it learns");
        double apart = 0;
        for (int i = 0; i < curves.size(); i++) {
            assertEquals(i + 1, curves.steps()[i]);
            apart = Math.max(apart, Math.abs(curves.plain()[i] - curves.renamed()[i]));
        }
        assertEquals(apart, curves.apart());
        assertTrue(apart < 2e-3, apart + " nats apart");
        labels.train();
        trained(2 * LabelsModel.ROUND);
    }

    @Test
    void rowsThatStayAreTrainedAnewAndGiveAnotherCurve() throws InterruptedException {
        labels.train();
        trained(LabelsModel.ROUND);
        labels.movedProperty().set(false);
        assertTrue(labels.trainingProperty().get(), "what was shown is shown again for the other choice");
        assertFalse(trained(LabelsModel.ROUND).moved());
        assertTrue(labels.curvesProperty().get().apart() > 1e-2);
    }

    @Test
    void anotherShuffleOrAnotherRunBeginsAnew() throws InterruptedException {
        Naming first = labels.namingProperty().get();
        labels.train();
        labels.shuffle();
        until(() -> labels.namingProperty().get() != first);
        assertFalse(labels.trainingProperty().get());
        assertEquals(0, labels.curvesProperty().get().size());
        assertFalse(java.util.Arrays.equals(first.names(), labels.namingProperty().get().names()));
        window.run().open(TinyRuns.spec(TinyRuns.TEXT, TokenizerSpec.characters(), 10), false);
        until(() -> labels.namingProperty().get().names().length < 30);
        assertEquals(0, labels.curvesProperty().get().size());
    }

    @Test
    void pausedTrainingGoesOnWhereItStood() throws InterruptedException {
        labels.train();
        until(() -> labels.curvesProperty().get().size() > 0);
        labels.pause();
        assertFalse(labels.trainingProperty().get());
        labels.train();
        until(() -> !labels.trainingProperty().get());
        Curves curves = labels.curvesProperty().get();
        assertTrue(curves.size() > LabelsModel.ROUND);
        for (int i = 0; i < curves.size(); i++) {
            assertEquals(i + 1, curves.steps()[i], "no step is lost or made twice");
        }
    }

    @Test
    void oneAlphabetHasTwoOrders() {
        TwoOrders led = TwoOrders.of("led");
        assertEquals(List.of(List.of(4, 2, 1), List.of(3, 1, 0)), led.rows().stream().map(TwoOrders.Row::ids).toList());
        assertEquals(List.of("·", "d", "e", "h", "l", "o", "r", "w"), led.rows().getFirst().letters());
        assertEquals(List.of("d", "e", "h", "l", "o", "r", "w", "·"), led.rows().getLast().letters());
        assertTrue(led.rows().stream().allMatch(row -> row.decoded().equals("led")));
        assertEquals(List.of(2, 1), TwoOrders.of("he").rows().getLast().ids());
        assertEquals(7, TwoOrders.of(" ").rows().getLast().ids().getFirst());
        TwoOrders unknown = TwoOrders.of("cat");
        assertTrue(unknown.problem().contains("\"c\""), unknown.problem());
        assertTrue(unknown.rows().stream().allMatch(row -> row.ids().isEmpty()));
        assertEquals("", TwoOrders.of("").problem());
    }
}
