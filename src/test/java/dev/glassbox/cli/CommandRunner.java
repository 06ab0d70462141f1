package dev.glassbox.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Runs command lines within the test's process and keeps what they printed.
final class CommandRunner {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// @return the exit code
    int run(Object... args) {
        out.reset();
        err.reset();
        return GlassboxCommand.run(Commands.all(), out, err, Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    /// Runs a command that must succeed.
    ///
    /// @return its stdout
    String ok(Object... args) {
        int code = run(args);
        if (code != 0) {
            throw new AssertionError("exit code " + code + ": " + err());
        }
        return out();
    }

    /// Runs a command that must end with `code` and exactly one line on stderr.
    ///
    /// @return that line without `error: `
    String refusal(int code, Object... args) {
        int actual = run(args);
        if (actual != code || !err().startsWith("error: ") || err().lines().count() != 1) {
            throw new AssertionError("exit code " + actual + ", stderr:\n" + err());
        }
        return err().strip().substring("error: ".length());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
