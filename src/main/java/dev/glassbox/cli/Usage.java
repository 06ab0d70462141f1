package dev.glassbox.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Wrong command lines that picocli itself cannot see (exit code 2).
final class Usage {

    private Usage() {}

    /// The option's value cannot be.
    ///
    /// @param option long name, for example `--steps`
    static ParameterException wrong(CommandSpec spec, String option, String problem) {
        OptionSpec found = spec.findOption(option);
        return found == null ? new ParameterException(spec.commandLine(), option + ": " + problem)
                : new ParameterException(spec.commandLine(), problem, found, null);
    }

    /// Checks a number against its smallest value.
    static void atLeast(CommandSpec spec, String option, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw wrong(spec, option, Numbers.text(value) + " is too small, it must be at least " + Numbers.text(least));
        }
    }
}
