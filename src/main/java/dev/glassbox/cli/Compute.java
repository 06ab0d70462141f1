package dev.glassbox.cli;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command computes. Neither option changes a single bit of a result.
final class Compute {

    /// Which arithmetic is used.
    enum Choice { AUTO, VECTOR, SCALAR }

    private static final int MOST_THREADS = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--kernels", paramLabel = "KIND", defaultValue = "auto",
            description = "auto, vector or scalar arithmetic; default: auto.")
    private Choice kernels;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with; default: all cores.")
    private void setThreads(Integer count) {
        if (count != null && (count < 1 || count > MOST_THREADS)) {
            throw Usage.wrong(spec, "--threads", count + " is not from 1 to " + MOST_THREADS);
        }
        threads = count == null ? Runtime.getRuntime().availableProcessors() : count;
    }

    int threads() {
        return threads;
    }

    /// The threads; the caller closes them.
    RowPool pool() {
        return new RowPool(threads);
    }

    /// The arithmetic asked for. What this machine lacks for the fast one is a warning on stderr.
    Kernels arithmetic() {
        Kernels chosen = kernels == Choice.SCALAR ? Kernels.scalar() : Kernels.best();
        if (kernels == Choice.VECTOR && chosen.lanes() == 1) {
            throw new CliException("--kernels", "vector arithmetic is not available here", "use auto, which says why, or scalar");
        }
        chosen.limit().ifPresent(new Console(spec)::warning);
        return chosen;
    }
}
