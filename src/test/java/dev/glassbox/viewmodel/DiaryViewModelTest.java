package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Diary;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiaryViewModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final DiaryViewModel diary = window.diary();

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    @Test
    void milestonesAreTheSmallOnesAndThenEachDoubling() {
        assertEquals(List.of(0, 40, 100, 300, 1_000, 2_000, 4_000, 8_000, 16_000),
                IntStream.rangeClosed(0, 20_000).filter(Diary::milestone).boxed().toList());
    }

    @Test
    void everyMilestoneGetsALineFromTheSamePromptAndTheNewestLineFollows() throws InterruptedException {
        window.run().open(TinyRuns.spec(120), true);
        until(() -> window.run().getState() == RunState.FINISHED && diary.archived().size() == 3
                && diary.getNewest().map(DiaryLine::step).orElse(0) == 120);
        assertEquals(List.of(0, 40, 100), diary.archived().stream().map(DiaryLine::step).toList());
        assertEquals("t", diary.promptProperty().get());
        for (DiaryLine line : diary.archived()) {
            assertTrue(line.text().startsWith("t"), line.text());
            assertEquals(SamplingViewModel.DEFAULT_TEMPERATURE, line.temperature());
            assertTrue(Double.isFinite(line.loss()));
        }
        assertTrue(diary.archived().getLast().loss() < diary.archived().getFirst().loss());
        assertTrue(diary.archived().getFirst().pieces().stream().anyMatch(piece -> !piece.known()), "noise is no word of the corpus");
    }

    @Test
    void aDiaryNobodySeesWritesItsMilestonesOnlyUntilTrainingStandsStill() throws InterruptedException {
        diary.setActive(false);
        window.run().setSpeedLimit(20);
        window.run().open(TinyRuns.spec(60), true);
        until(() -> window.run().getStep() >= 45);
        int written = diary.getNewest().map(DiaryLine::step).orElse(0); // the first line tells how it began
        assertTrue(written < 20, "step " + written + " was written while nobody looked");
        until(() -> window.run().getState() == RunState.FINISHED && diary.archived().size() == 2 && diary.getNewest().map(DiaryLine::step).orElse(0) == 60);
    }

    @Test
    void temperatureRedrawsTheNewestLineOnly() throws InterruptedException {
        window.run().open(TinyRuns.spec(60), true);
        until(() -> window.run().getState() == RunState.FINISHED && diary.archived().size() == 2
                && diary.getNewest().map(DiaryLine::step).orElse(0) == 60);
        List<DiaryLine> older = List.copyOf(diary.archived());
        String at08 = diary.getNewest().orElseThrow().text();
        window.sampling().setTemperature(0);
        until(() -> diary.getNewest().orElseThrow().temperature() == 0);
        String greedy = diary.getNewest().orElseThrow().text();
        window.sampling().setTemperature(0.80);
        until(() -> diary.getNewest().orElseThrow().temperature() == 0.80);
        assertEquals(at08, diary.getNewest().orElseThrow().text(), "the same random numbers");
        assertNotEquals(greedy, at08);
        assertEquals(older, diary.archived());
    }

    @Test
    void aLineAtTheNewestStepIsNotShownTwiceAndTheOthersAreSpreadEvenly() throws InterruptedException {
        window.run().open(TinyRuns.spec(100), true);
        until(() -> window.run().getState() == RunState.FINISHED && diary.archived().size() == 3
                && diary.getNewest().map(DiaryLine::step).orElse(0) == 100);
        assertEquals(List.of(0, 40, 100), diary.lines(5).stream().map(DiaryLine::step).toList());
        assertEquals(List.of(0, 100), diary.lines(2).stream().map(DiaryLine::step).toList());
        assertEquals(List.of(100), diary.lines(1).stream().map(DiaryLine::step).toList());
    }

    @Test
    void aNewRunStartsAnEmptyDiary() throws InterruptedException {
        window.run().open(TinyRuns.spec(50), true);
        until(() -> diary.archived().size() == 2);
        window.run().open(TinyRuns.spec(10), false);
        until(() -> window.run().settings().lastStepProperty().get() == 10);
        assertTrue(diary.archived().size() <= 1);
        until(() -> diary.archived().size() == 1 && diary.getNewest().isPresent());
        assertEquals(0, diary.archived().getFirst().step());
    }
}
