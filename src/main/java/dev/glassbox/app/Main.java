package dev.glassbox.app;

import dev.glassbox.cli.Commands;
import dev.glassbox.cli.GlassboxCommand;
import dev.glassbox.cli.Stderr;
import javafx.application.Application;

/// Entry point: without arguments the window, otherwise the command line.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Stderr.restore();
        if (args.length == 0) {
            Application.launch(GlassboxApp.class);
        } else {
            System.exit(GlassboxCommand.run(Commands.all(), args));
        }
    }
}
