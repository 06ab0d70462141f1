package dev.glassbox.app;

import dev.glassbox.cli.Commands;
import dev.glassbox.cli.GlassboxCommand;

/// Entry point: without arguments the window, otherwise the command line.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(GlassboxCommand.run(Commands.all(), args));
    }
}
