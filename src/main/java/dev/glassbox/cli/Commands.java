package dev.glassbox.cli;

import java.util.List;

/// The commands that need no screen at all.
public final class Commands {

    private Commands() {}

    /// Fresh command objects for one command line.
    public static List<Object> all() {
        return List.of(new InfoCommand(), new TokenizeCommand(), new TrainTokenizerCommand(), new TrainCommand(), new GenerateCommand(),
                new InspectCommand(), new ProjectCommand(), new CheckGradientsCommand(), new BenchCommand());
    }
}
