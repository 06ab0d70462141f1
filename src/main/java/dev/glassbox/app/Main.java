package dev.glassbox.app;

import dev.glassbox.cli.Commands;
import dev.glassbox.cli.GlassboxCommand;
import dev.glassbox.cli.MeasureCommand;
import dev.glassbox.cli.ScreenshotsCommand;
import dev.glassbox.cli.Stderr;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;

/// Entry point: without arguments the window, otherwise the command line.
public final class Main {

    /// How many places that changed are painted each for itself; of the usual 6 those farthest apart are joined, a number in the top bar with
    /// one in the inspector, and half of the window is painted with them ten times a second. 15 is the most the toolkit takes.
    private static final String DIRTY_REGIONS = "prism.dirtyregioncount";

    private Main() {}

    public static void main(String[] args) {
        Stderr.restore();
        if (System.getProperty(DIRTY_REGIONS) == null) {
            System.setProperty(DIRTY_REGIONS, "15");
        }
        if (args.length == 0) {
            try {
                Application.launch(GlassboxApp.class);
            } catch (UnsupportedOperationException | UnsatisfiedLinkError noDesktop) {
                System.exit(GlassboxCommand.noWindow(noDesktop));
            }
        } else {
            System.exit(GlassboxCommand.run(commands(), args));
        }
    }

    private static List<Object> commands() {
        List<Object> commands = new ArrayList<>(Commands.all());
        commands.add(new ScreenshotsCommand((folder, engine, theme, width, height, steps, only) ->
                new ScreenshotTour(folder, engine, theme, width, height, steps, only).run()));
        commands.add(new MeasureCommand(new WindowMeter()));
        return commands;
    }
}
