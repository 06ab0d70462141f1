package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.text.TokenizerSpec;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTest {

    @Test
    void loadsThenWaitsAtStepZeroWithAFingerprintAndAValidationLossNearLnV() throws InterruptedException {
        try (Run run = run(spec(50), 1)) {
            run.start();
            RunFrame frame = await(run, f -> f.state() == RunState.PAUSED);
            assertEquals(0, frame.step());
            assertTrue(frame.fingerprint().matches("[0-9A-F]{4}-[0-9A-F]{4}"), frame.fingerprint());
            assertEquals(run.loaded().orElseThrow().randomGuess(), frame.validationLoss(), 0.2);
            assertEquals(1, frame.logSize());
        }
    }

    @Test
    void playsToItsLastStepWithOneRowForEachStepAndAFallingLoss() throws InterruptedException {
        try (Run run = run(spec(120), 2)) {
            run.start();
            run.send(new RunCommand.Play());
            RunFrame end = await(run, f -> f.state() == RunState.FINISHED);
            assertEquals(120, end.step());
            assertEquals(121, run.log().size());
            for (int row = 1; row <= 120; row++) {
                assertEquals(row, run.log().step(row));
                assertTrue(Double.isFinite(run.log().get(Metric.LOSS, row)));
            }
            assertTrue(end.validationLoss() < run.log().get(Metric.VALIDATION_LOSS, 0) - 0.8,
                    run.log().get(Metric.VALIDATION_LOSS, 0) + " → " + end.validationLoss());
            assertEquals(120, end.validationStep());
        }
    }

    @Test
    void stepOnceTrainsExactlyOneStep() throws InterruptedException {
        try (Run run = run(spec(50), 1)) {
            run.start();
            await(run, f -> f.state() == RunState.PAUSED);
            run.send(new RunCommand.StepOnce());
            await(run, f -> f.step() == 1 && f.state() == RunState.PAUSED);
            Thread.sleep(50);
            assertEquals(2, run.log().size());
        }
    }

    @Test
    void pauseStopsAtAStepBoundaryAndPlayGoesOn() throws InterruptedException {
        try (Run run = run(spec(1_000_000), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            await(run, f -> f.state() == RunState.RUNNING && f.step() > 3);
            run.send(new RunCommand.Pause());
            RunFrame paused = await(run, f -> f.state() == RunState.PAUSED);
            Thread.sleep(50);
            assertEquals(paused.step() + 1, run.log().size());
            assertEquals(0, paused.stepsPerSecond());
            run.send(new RunCommand.Play());
            assertTrue(await(run, f -> f.step() > paused.step()).stepsPerSecond() > 0);
        }
    }

    @Test
    void ofSeveralRatesTheLastIsAppliedAtTheNextStep() throws InterruptedException {
        try (Run run = run(spec(1_000), 1)) {
            run.start();
            await(run, f -> f.state() == RunState.PAUSED);
            run.send(new RunCommand.SetLearningRate(0.5));
            run.send(new RunCommand.SetBatchSize(3));
            run.send(new RunCommand.SetWeightDecay(0.25));
            run.send(new RunCommand.SetLearningRate(0.002));
            run.send(new RunCommand.StepOnce());
            RunFrame frame = await(run, f -> f.step() == 1);
            assertEquals(0.002, frame.applied().learningRate());
            assertEquals(3, frame.applied().batchSize());
            assertEquals(0.25, frame.applied().weightDecay());
            assertEquals(3 * 8, run.log().get(Metric.TOKENS, 1));
        }
    }

    @Test
    void aDivergingRunEndsWithASentenceAndItsLastGoodWeights() throws InterruptedException {
        RunSpec wild = spec(1_000);
        try (Run run = run(wild.withTraining(wild.training().withLearningRate(1e30).withGradClip(0)), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            RunFrame frame = await(run, f -> f.state() == RunState.FAILED);
            assertTrue(frame.failure().contains("the loss is no longer a number"), frame.failure());
            assertTrue(frame.failure().contains("Lower the learning rate"), frame.failure());
            run.send(new RunCommand.TakeSnapshot());
            assertEquals(frame.step(), await(run.snapshots()).step());
            run.send(new RunCommand.Play());
            Thread.sleep(30);
            assertEquals(RunState.FAILED, await(run, f -> true).state());
        }
    }

    @Test
    void aTextShorterThanTheContextFailsWithASentence() throws InterruptedException {
        try (Run run = run(spec("a b a b", TokenizerSpec.characters(), 10), 1)) {
            run.start();
            RunFrame frame = await(run, f -> f.state() == RunState.FAILED);
            assertTrue(frame.failure().contains("7 tokens"), frame.failure());
            assertTrue(run.loaded().isEmpty());
        }
    }

    @Test
    void aModelTooLargeForTheMemoryIsRefusedBeforeItIsAllocated() throws InterruptedException {
        RunSpec spec = spec(10);
        RunSpec huge = new RunSpec("Huge", spec.corpus(), spec.tokenizer(), spec.model().withDModel(65_536).withDFf(262_144),
                spec.training(), 1);
        try (Run run = run(huge, 1)) {
            run.start();
            RunFrame frame = await(run, f -> f.state() == RunState.FAILED);
            assertTrue(frame.failure().contains("MB"), frame.failure());
        }
    }

    @Test
    void aBatchTooLargeForTheMemoryIsRefusedAndTheRunGoesOn() throws InterruptedException {
        try (Run run = run(spec(10), 1)) {
            run.start();
            await(run, f -> f.state() == RunState.PAUSED);
            run.send(new RunCommand.SetBatchSize(100_000_000));
            RunFrame refused = await(run, f -> !f.failure().isEmpty());
            assertEquals(RunState.PAUSED, refused.state());
            assertEquals(4, refused.applied().batchSize());
            run.send(new RunCommand.Play());
            assertEquals("", await(run, f -> f.state() == RunState.FINISHED).failure());
        }
    }

    @Test
    void aFinishedRunCanTrainMore() throws InterruptedException {
        try (Run run = run(spec(5), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            await(run, f -> f.state() == RunState.FINISHED);
            run.send(new RunCommand.TrainMore(4));
            RunFrame end = await(run, f -> f.state() == RunState.FINISHED && f.step() > 5);
            assertEquals(9, end.step());
            assertEquals(9, end.applied().lastStep());
        }
    }

    @Test
    void closeEndsTheThreadWhilePausedAndWhileTraining() throws InterruptedException {
        for (boolean playing : new boolean[] {false, true}) {
            Run run = run(spec(1_000_000), 2);
            run.start();
            await(run, f -> f.state() == RunState.PAUSED);
            if (playing) {
                run.send(new RunCommand.Play());
                await(run, f -> f.step() > 2);
            }
            run.close();
            assertTrue(run.awaitEnd(5_000));
        }
    }

    @Test
    void theSameSpecHasTheSameFingerprintWithAnyNumberOfThreads() throws InterruptedException {
        Set<String> fingerprints = new HashSet<>();
        for (int threads : new int[] {1, 2, 4}) {
            try (Run run = run(spec(25), threads)) {
                run.start();
                run.send(new RunCommand.Play());
                fingerprints.add(await(run, f -> f.state() == RunState.FINISHED).fingerprint());
            }
        }
        assertEquals(1, fingerprints.size(), fingerprints.toString());
        RunSpec other = spec(25).withSeed(8);
        try (Run run = run(other, 1)) {
            run.start();
            run.send(new RunCommand.Play());
            assertTrue(fingerprints.add(await(run, f -> f.state() == RunState.FINISHED).fingerprint()), "another seed, other weights");
        }
    }

    @Test
    void lookingAtARunDoesNotChangeIt() throws InterruptedException {
        String alone;
        try (Run run = run(spec(60), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            alone = await(run, f -> f.state() == RunState.FINISHED).fingerprint();
        }
        try (Run run = run(spec(60), 1).keepMilestones()) {
            run.start();
            await(run, f -> f.state() == RunState.PAUSED);
            for (int step = 1; step <= 60; step++) {
                int wanted = step;
                run.send(new RunCommand.TakeSnapshot());
                run.send(new RunCommand.StepOnce());
                RunFrame frame = await(run, f -> f.step() == wanted && f.state() != RunState.RUNNING);
                if (step == 60) {
                    assertEquals(alone, frame.fingerprint());
                }
            }
            assertEquals(0, run.milestones().remove().step());
            assertEquals(40, run.milestones().remove().step());
            assertTrue(run.milestones().isEmpty());
        }
    }
}
