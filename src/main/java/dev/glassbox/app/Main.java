package dev.glassbox.app;

import dev.glassbox.cli.GlassboxCommand;
import java.util.List;

/// Entry point: without arguments the window, otherwise the command line.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(GlassboxCommand.run(List.of(), args));
    }
}
