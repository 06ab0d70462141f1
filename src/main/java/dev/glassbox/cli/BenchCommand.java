package dev.glassbox.cli;

import dev.glassbox.kernel.RowPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench`: speed of fixed settings, one JSON object a line, with the keys of the PyTorch script it is compared with.
@Command(name = "bench", description = "Measures training or generation with random weights and synthetic text; warm-up is not counted.")
public final class BenchCommand implements Callable<Integer> {

    /// What is measured.
    enum Mode { TRAIN, GENERATE, BOTH }

    /// How it is written.
    enum Format { JSON }

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", split = ",", paramLabel = "NAME", defaultValue = "baby", description = "tiny, small, baby, mid, big, gpt2; default: baby.")
    private List<String> configs;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "train", description = "train, generate or both; default: train.")
    private Mode mode;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4", description = "Time to measure each for; default: 4.")
    private double seconds;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "8", description = "Seconds before that, not counted; default: 8.")
    private double warmup;

    @Option(names = "--prompt", paramLabel = "N", defaultValue = "64", description = "Tokens before the first generated one; default: 64.")
    private int prompt;

    @Option(names = "--new", paramLabel = "N", defaultValue = "64", description = "Tokens to generate; default: 64.")
    private int fresh;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "json", description = "json.")
    private Format format;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() {
        Usage.atLeast(spec, "--seconds", seconds, 0);
        Usage.atLeast(spec, "--warmup", warmup, 0);
        Usage.atLeast(spec, "--prompt", prompt, 1);
        Usage.atLeast(spec, "--new", fresh, 1);
        List<BenchConfig> chosen = new ArrayList<>();
        for (String name : configs) {
            chosen.add(BenchConfig.named(name).orElseThrow(() -> Usage.wrong(spec, "--config", "'" + name + "' is not one of " + BenchConfig.names())));
        }
        Console console = new Console(spec);
        try (RowPool pool = compute.pool()) {
            Benchmark benchmark = new Benchmark(compute.arithmetic(), pool, seconds, warmup);
            for (BenchConfig config : chosen) {
                if (mode != Mode.GENERATE) {
                    print(console, benchmark.training(config));
                }
                if (mode != Mode.TRAIN) {
                    print(console, benchmark.generation(config, prompt, fresh, true));
                    print(console, benchmark.generation(config, prompt, fresh, false));
                }
            }
        }
        return 0;
    }

    private static void print(Console console, Map<String, Object> row) {
        console.resultNow(Json.line(row));
    }
}
