package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.train.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLossesTest {

    private static void step(Run run, int step) throws InterruptedException {
        run.send(new RunCommand.StepOnce());
        TinyRuns.await(run, f -> f.step() == step && f.state() != RunState.RUNNING);
    }

    private static WeightSnapshot snapshot(Run run) throws InterruptedException {
        run.send(new RunCommand.TakeSnapshot());
        return TinyRuns.await(run.snapshots());
    }

    private static void explains(RunSpec spec) throws Exception {
        try (Run run = TinyRuns.run(spec, 1); BatchLosses losses = new BatchLosses(Warmup.none(Kernels.scalar()))) {
            run.start();
            TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
            List<TokenLosses> read = new ArrayList<>();
            List<WeightSnapshot> snapshots = new ArrayList<>();
            for (int step = 1; step <= 6; step++) {
                if (step == 3) {
                    run.send(new RunCommand.SetBatchSize(2));
                    run.send(new RunCommand.SetDropout(0.25));
                }
                snapshots.add(snapshot(run));
                step(run, step);
            }
            for (WeightSnapshot before : snapshots) {
                read.add(losses.next(before, run.past()));
            }
            for (int step = 1; step <= 6; step++) {
                TokenLosses batch = read.get(step - 1);
                assertEquals(run.log().get(Metric.LOSS, step), batch.mean(), "step " + step);
                assertEquals(step < 3 ? 4 : 2, batch.windows().size());
            }
            TokenLosses text = losses.text(snapshot(run));
            RunFrame frame = TinyRuns.await(run, f -> true);
            assertTrue(text.mean() > 0 && Double.isFinite(text.mean()), "of " + frame.step());
        }
    }

    @Test
    void theMeanOfTheTokensIsTheLossTheStepReported() throws Exception {
        explains(TinyRuns.spec(10));
    }

    @Test
    void theSameTextCanBeReadWithWhatTheModelKnewEarlier() throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(40), 1); BatchLosses losses = new BatchLosses(Warmup.none(Kernels.scalar()))) {
            run.start();
            TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
            WeightSnapshot untrained = snapshot(run);
            for (int step = 1; step <= 39; step++) {
                step(run, step);
            }
            WeightSnapshot now = snapshot(run);
            TokenLosses here = losses.next(now, run.past());
            TokenLosses then = losses.next(untrained, run.past(), now.step());
            for (int w = 0; w < here.windows().size(); w++) {
                assertArrayEquals(here.windows().get(w).ids(), then.windows().get(w).ids(), "the same text");
            }
            assertTrue(here.mean() < then.mean() - 0.1, here.mean() + " after 39 steps, " + then.mean() + " before");
            assertEquals(losses.next(now, run.past(), now.step()).mean(), here.mean());
        }
    }

    @Test
    void alsoWhenHiddenTokensAreGuessed() throws Exception {
        RunSpec spec = TinyRuns.spec(10);
        RunSpec masked = new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), spec.model().withCausal(false),
                spec.training().withObjective(Objective.MASKED_TOKEN), spec.seed());
        explains(masked);
    }

    @Test
    void theValidationTextHasTheValidationLoss() throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(10), 1); BatchLosses losses = new BatchLosses(Warmup.none(Kernels.scalar()))) {
            run.start();
            RunFrame frame = TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
            TokenLosses text = losses.text(snapshot(run));
            assertEquals(frame.validationLoss(), text.mean(), 1e-6);
            TokenLosses.Window first = text.windows().getFirst();
            assertTrue(Float.isNaN(first.losses()[0]), "the first token is given");
            assertEquals(0, first.likely()[0].length);
            assertEquals(TokenLosses.Window.LIKELIEST, first.likely()[1].length);
            for (int i = 1; i < TokenLosses.Window.LIKELIEST; i++) {
                assertTrue(first.chances()[1][i - 1] >= first.chances()[1][i] && first.chances()[1][i] > 0, Arrays.toString(first.chances()[1]));
            }
            for (int t = 1; t < first.ids().length; t++) {
                for (int i = 0; i < first.likely()[t].length; i++) {
                    if (first.likely()[t][i] == first.ids()[t]) {
                        assertEquals(-Math.log(first.chances()[t][i]), first.losses()[t], 1e-4, "the guess that is right has the loss of the token");
                    }
                }
            }
        }
    }

    @Test
    void everythingMeasuredBecomesATable(@TempDir Path folder) throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(300), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            TinyRuns.await(run, f -> f.state() == RunState.FINISHED);
            Path file = folder.resolve("metrics.csv");
            MetricCsv.write(file, run.log(), run.gradients());
            List<String> lines = Files.readAllLines(file);
            assertEquals(302, lines.size());
            String[] names = lines.getFirst().split(",");
            assertEquals("step", names[0]);
            assertTrue(List.of(names).contains("gradient_norm_block_2_mlp"), lines.getFirst());
            assertTrue(lines.stream().allMatch(line -> line.split(",", -1).length == names.length));
            String[] fiftieth = lines.get(51).split(",", -1);
            assertEquals("50", fiftieth[0]);
            assertEquals(run.log().get(Metric.LOSS, 50), Double.parseDouble(fiftieth[1]));
            assertEquals(run.gradients().at(50).gradient()[0], Double.parseDouble(fiftieth[9]));
            assertEquals("", lines.get(204).split(",", -1)[9], "step 203 measured no gradients by part");
            assertEquals("", lines.get(1).split(",", -1)[1], "step 0 has no batch");
        }
    }

    @Test
    void theLossOfEveryTokenBecomesATable(@TempDir Path folder) throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(10), 1); BatchLosses losses = new BatchLosses(Warmup.none(Kernels.scalar()))) {
            run.start();
            TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
            TokenLosses read = losses.next(snapshot(run), run.past());
            Path file = folder.resolve("tokens.csv");
            TokenLossCsv.write(file, read, Optional.of(read));
            List<String> lines = Files.readAllLines(file);
            TokenLosses.Window first = read.windows().getFirst();
            assertEquals(1 + read.windows().size() * first.ids().length, lines.size());
            assertEquals("window,position,id,token,loss,most_likely_id,most_likely,most_likely_probability,loss_at_step_0", lines.getFirst());
            assertTrue(lines.get(1).startsWith("0,0," + first.ids()[0] + ",\"") && lines.get(1).endsWith("\",,,,,"), lines.get(1));
            String[] second = lines.get(2).split(",");
            assertEquals(first.losses()[1], Float.parseFloat(second[4]));
            assertEquals(second[4], second[8]);
        }
    }

    @Test
    void twoRunsBecomeOneTable(@TempDir Path folder) throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(3), 1)) {
            run.start();
            run.send(new RunCommand.Play());
            TinyRuns.await(run, f -> f.state() == RunState.FINISHED);
            SequencedMap<String, MetricLog> runs = new LinkedHashMap<>();
            runs.put("A", run.log());
            runs.put("B: \"off\"", run.log());
            Path file = folder.resolve("both.csv");
            MetricCsv.write(file, runs);
            List<String> lines = Files.readAllLines(file);
            assertEquals(1 + 2 * 4, lines.size());
            assertTrue(lines.getFirst().startsWith("run,step,loss"));
            assertTrue(lines.get(4).startsWith("\"A\",3,"), lines.get(4));
            assertTrue(lines.get(8).startsWith("\"B: \"\"off\"\"\",3,"), lines.get(8));
        }
    }

    @Test
    void slowMotionShowsTheFiveCallsInOrderAndObeysMeanwhile() throws Exception {
        try (Run run = TinyRuns.run(TinyRuns.spec(300), 1)) {
            run.start();
            TinyRuns.await(run, f -> f.state() == RunState.PAUSED);
            run.send(new RunCommand.SetSpeedLimit(2));
            run.send(new RunCommand.Play());
            List<String> seen = new ArrayList<>();
            TinyRuns.await(run, f -> {
                f.phase().filter(p -> seen.isEmpty() || !seen.getLast().equals(p.label())).ifPresent(p -> seen.add(p.label()));
                return f.step() == 1;
            });
            assertEquals(List.of("forward", "loss", "zero gradients", "backward", "update"), seen.subList(0, 5));
            run.send(new RunCommand.SetSpeedLimit(0));
            TinyRuns.await(run, f -> f.state() == RunState.FINISHED);
        }
    }
}
