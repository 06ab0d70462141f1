package dev.glassbox.cli;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.sample.LogitsSource;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures as the PyTorch script does: warm up, then several short rounds, best and median.
final class Benchmark {

    private static final int ROUNDS = 8;
    private static final int TEXT = 200_000;
    private static final int BRANCHES = 4;

    private final Kernels kernels;
    private final RowPool pool;
    private final double seconds;
    private final double warmup;

    Benchmark(Kernels kernels, RowPool pool, double seconds, double warmup) {
        this.kernels = kernels;
        this.pool = pool;
        this.seconds = seconds;
        this.warmup = warmup;
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }

    /// Milliseconds, tokens and GFLOP a second of training steps: forward, loss, backward, AdamW.
    Map<String, Object> training(BenchConfig config) {
        TrainingConfig settings = TrainingSettings.defaults().withBatchSize(config.batch()).withBeta1(0.9).withBeta2(0.99)
                .withWeightDecay(0.1).withGradClip(0);
        Trainer trainer = new Trainer(new Transformer(config.model()), settings, markovText(config.vocab()), new int[0], kernels, pool);
        double start = now();
        double firstLoss = trainer.step().loss();
        double firstSeconds = now() - start;
        double end = now() + warmup;
        for (int i = 0; i < 3 || now() < end; i++) {
            trainer.step();
        }
        double[] rounds = new double[ROUNDS];
        double lastLoss = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int count = 0;
            double begin = now();
            while (count < 2 || now() - begin < seconds / ROUNDS) {
                lastLoss = trainer.step().loss();
                count++;
            }
            rounds[round] = (now() - begin) / count;
        }
        Arrays.sort(rounds);
        double best = rounds[0];
        double median = (rounds[ROUNDS / 2 - 1] + rounds[ROUNDS / 2]) / 2;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", "train");
        row.put("config", config.name());
        row.put("threads", pool.threads());
        row.put("params", config.model().parameterCount());
        row.put("tokens_per_step", config.tokens());
        row.put("ms_best", rounded(best * 1e3, 3));
        row.put("ms_median", rounded(median * 1e3, 3));
        row.put("steps_per_s", rounded(1 / best, 2));
        row.put("tokens_per_s", Math.round(config.tokens() / best));
        row.put("gflop_per_step", rounded(config.trainingFlops() / 1e9, 4));
        row.put("gflops", rounded(config.trainingFlops() / best / 1e9, 1));
        double peak = PeakMeter.gflops(kernels, pool);
        row.put("peak_gflops", rounded(peak, 1));
        row.put("share_of_peak", rounded(config.trainingFlops() / best / 1e9 / peak, 3));
        row.put("first_step_s", rounded(firstSeconds, 3));
        row.put("loss_first", rounded(firstLoss, 3));
        row.put("loss_last", rounded(lastLoss, 3));
        return finished(row, config);
    }

    /// Seconds for all new tokens, and for the first of them: reading the prompt.
    private record Run(double total, double prefill) {}

    /// Tokens a second of greedy generation, one sequence.
    ///
    /// @param cached whether keys and values of earlier tokens are kept
    Map<String, Object> generation(BenchConfig config, int wantedPrompt, int wantedNew, boolean cached) {
        Transformer model = new Transformer(config.model());
        Parameters parameters = new Parameters(model.layout(), new float[model.layout().size()]);
        model.initialize(parameters, 1);
        int promptLength = Math.min(wantedPrompt, config.block() / 2);
        int count = Math.min(wantedNew, config.block() - promptLength);
        int[] prompt = new int[promptLength];
        CounterRandom random = CounterRandom.of(1, "bench prompt");
        Arrays.setAll(prompt, _ -> random.nextInt(config.vocab()));
        LoadedModel loaded = new LoadedModel(model, parameters, Optional.empty(), kernels, pool);
        LogitsSource source = cached ? loaded.logits() : loaded.logitsWithoutCache(promptLength + count);
        double end = now() + warmup;
        for (int i = 0; i < 2 || now() < end; i++) {
            generate(source, prompt, count);
        }
        List<Run> runs = new ArrayList<>();
        end = now() + seconds;
        while (runs.size() < 3 || now() < end) {
            runs.add(generate(source, prompt, count));
        }
        runs.sort(Comparator.comparingDouble(Run::total));
        double best = runs.getFirst().total();
        double decode = cached ? runs.stream().mapToDouble(run -> run.total() - run.prefill()).min().orElseThrow() / Math.max(1, count - 1) : best / count;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", "gen");
        row.put("config", config.name());
        row.put("threads", pool.threads());
        row.put("kv_cache", cached);
        row.put("prompt", promptLength);
        row.put("new", count);
        row.put("params", config.model().parameterCount());
        row.put("tokens_per_s", rounded(count / best, 1));
        row.put("tokens_per_s_median", rounded(count / runs.get(runs.size() / 2).total(), 1));
        row.put("decode_tokens_per_s", rounded(1 / decode, 1));
        row.put("prefill_ms", cached ? rounded(runs.stream().mapToDouble(Run::prefill).min().orElseThrow() * 1e3, 2) : 0);
        return finished(row, config);
    }

    private static Run generate(LogitsSource source, int[] prompt, int count) {
        int[] ids = Arrays.copyOf(prompt, prompt.length + count);
        source.after(new int[] {prompt[0] == 0 ? 1 : 0}); // forgets the last run, so that the prompt is read anew
        double begin = now();
        double prefill = 0;
        for (int i = prompt.length; i < ids.length; i++) {
            float[] logits = source.after(Arrays.copyOf(ids, i));
            for (int id = 1; id < logits.length; id++) {
                ids[i] = logits[id] > logits[ids[i]] ? id : ids[i];
            }
            prefill = i == prompt.length ? now() - begin : prefill;
        }
        return new Run(now() - begin, prefill);
    }

    private Map<String, Object> finished(Map<String, Object> row, BenchConfig config) {
        row.put("kernels", kernels.name());
        row.put("shape", config.shape());
        return row;
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /// A text in which every symbol has four possible followers: the loss visibly falls.
    private static int[] markovText(int vocab) {
        CounterRandom random = CounterRandom.of(1, "bench text");
        int[][] followers = new int[vocab][BRANCHES];
        for (int[] row : followers) {
            Arrays.setAll(row, _ -> random.nextInt(vocab));
        }
        int[] text = new int[TEXT];
        for (int i = 1; i < TEXT; i++) {
            text[i] = followers[text[i - 1]][random.nextInt(BRANCHES)];
        }
        return text;
    }
}
