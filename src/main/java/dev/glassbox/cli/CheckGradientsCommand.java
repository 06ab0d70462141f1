package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `check-gradients`: analytic against numeric gradients, tensor by tensor.
@Command(name = "check-gradients", description = {"Compares backpropagation with numeric derivatives of the loss.",
    "Prints the worst relative error of every tensor; exit code 1 if one is over the limit of 0.02."})
public final class CheckGradientsCommand implements Callable<Integer> {

    private static final double LIMIT = 0.02;
    private static final int VOCABULARY = 65;
    private static final int CONTEXT = 16;
    private static final int LONGEST = 32;
    private static final int BATCH = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model to check; default: a new one, see --set.")
    private Path folder;

    @Mixin
    private ModelSettings settings;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "4", description = "Random directions tried in every tensor; default: 4.")
    private int samples;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of weights, tokens and directions; default: 1.")
    private long seed;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws BadFileException {
        Usage.atLeast(spec, "--samples", samples, 1);
        Console console = new Console(spec);
        Parameters parameters;
        ModelConfig config;
        if (folder == null) {
            config = settings.create(VOCABULARY, CONTEXT);
            parameters = new Parameters(config.layout());
            new Transformer(config).initialize(parameters, seed);
        } else {
            if (settings.given()) {
                throw Usage.wrong(spec, "--set", "describes a new model and cannot change the one of --model");
            }
            ModelFolder.Opened opened = new ModelFolder(folder).open();
            opened.warnings().forEach(console::warning);
            config = opened.config();
            parameters = Parameters.trainable(opened.parameters().layout(), opened.parameters().values());
        }
        try (RowPool pool = compute.pool()) {
            check(console, new GradientProbe(new Transformer(config), parameters, ids(config), BATCH, compute.arithmetic(), pool));
        }
        return 0;
    }

    private int[] ids(ModelConfig config) {
        CounterRandom random = CounterRandom.of(seed, "check-gradients tokens");
        int[] ids = new int[BATCH * (Math.min(config.contextLength(), LONGEST) + 1)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = random.nextInt(config.vocabSize());
        }
        return ids;
    }

    private void check(Console console, GradientProbe probe) {
        double worst = 0;
        String where = "";
        for (Parameter parameter : probe.layout().parameters()) {
            double error = 0;
            for (int sample = 0; sample < samples; sample++) {
                double one = probe.error(parameter, CounterRandom.of(seed, "check-gradients " + parameter.name() + " " + sample));
                error = Double.isNaN(one) ? one : Math.max(error, one);
            }
            console.resultNow(parameter.name() + " " + Numbers.text(error));
            if (!(error <= worst)) {
                worst = error;
                where = parameter.name();
            }
        }
        console.result("worst " + Numbers.text(worst) + " limit " + Numbers.text(LIMIT));
        if (!(worst <= LIMIT)) {
            throw new CliException(where, "backpropagation and numeric gradient differ by " + Numbers.text(worst) + ", the limit is " + Numbers.text(LIMIT),
                    "try more --samples; if it stays, look at that layer");
        }
    }
}
