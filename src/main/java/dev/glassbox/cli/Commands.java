package dev.glassbox.cli;

import java.util.ArrayList;
import java.util.List;

/// The commands, fresh for one command line.
public final class Commands {

    private Commands() {}

    /// Those that know no window.
    public static List<Object> all() {
        return List.of(new InfoCommand(), new TokenizeCommand(), new TrainTokenizerCommand(), new TrainCommand(), new GenerateCommand(),
                new InspectCommand(), new ProjectCommand(), new ExportCommand(), new CheckGradientsCommand(), new BenchCommand());
    }

    /// All of them.
    ///
    /// @param tour draws the window for `screenshots`
    public static List<Object> all(ScreenshotsCommand.Tour tour) {
        List<Object> commands = new ArrayList<>(all());
        commands.add(new ScreenshotsCommand(tour));
        return commands;
    }
}
