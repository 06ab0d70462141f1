package dev.glassbox.cli;

import dev.glassbox.file.Printable;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command writes: results to stdout, messages to stderr.
final class Console {

    private final PrintWriter out;
    private final PrintWriter err;

    Console(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /// One line of the result.
    void result(String line) {
        out.print(line + "\n");
    }

    /// A result that the reader wants to see at once, for example one line of a long measurement.
    void resultNow(String line) {
        result(line);
        out.flush();
    }

    /// A message for the person at the keyboard.
    void message(String line) {
        err.print(Printable.line(line) + "\n");
        err.flush();
    }

    void warning(String line) {
        message("warning: " + line);
    }
}
