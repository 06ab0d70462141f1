package dev.glassbox.cli;

import java.util.List;

/// The commands, fresh for one command line.
public final class Commands {

    private Commands() {}

    /// Those that know no window.
    public static List<Object> all() {
        return List.of(new InfoCommand(), new TokenizeCommand(), new TrainTokenizerCommand(), new TrainCommand(), new GenerateCommand(),
                new InspectCommand(), new ProjectCommand(), new ExportCommand(), new CheckGradientsCommand(), new BenchCommand());
    }
}
