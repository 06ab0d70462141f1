package dev.glassbox.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of the command line: holds what every command shares, and runs one of them.
///
/// Exit codes: 0 done, 1 the work failed, 2 wrong command line. Results go to stdout, everything else to stderr.
@Command(name = "glassbox", mixinStandardHelpOptions = true, versionProvider = GlassboxCommand.Version.class,
        scope = ScopeType.INHERIT, usageHelpAutoWidth = true, sortOptions = false,
        description = "Watch a small GPT learn. Without a command the window opens.")
public final class GlassboxCommand {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Adds the stack trace to an error.")
    private boolean verbose;

    private GlassboxCommand() {}

    /// Runs one command line.
    ///
    /// @param commands the commands to offer, each annotated with picocli's `@Command`
    /// @return the exit code
    public static int run(List<Object> commands, String... args) {
        return run(commands, new FileOutputStream(FileDescriptor.out), Stderr.open(), args);
    }

    /// The same with streams of one's own: UTF-8 whatever the locale.
    static int run(List<Object> commands, OutputStream stdout, OutputStream stderr, String... args) {
        GlassboxCommand root = new GlassboxCommand();
        PrintWriter out = new PrintWriter(stdout, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(stderr, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(root);
        commands.forEach(line::addSubcommand);
        line.setOut(out).setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> {
                    err.print(ErrorLine.of(wrong) + "\n");
                    root.traceIfAsked(wrong, err, args);
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> {
                    out.flush();
                    err.print(ErrorLine.of(failure) + "\n");
                    root.traceIfAsked(failure, err, args);
                    return CommandLine.ExitCode.SOFTWARE;
                });
        int exitCode = execute(line, root, err, args);
        out.flush();
        err.flush();
        if (out.checkError() && exitCode == CommandLine.ExitCode.OK) {
            err.print("error: stdout: could not be written; look whether the disk is full or the reader has gone\n");
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        return exitCode;
    }

    /// Says that the window cannot open here.
    ///
    /// @return the exit code
    public static int noWindow(Throwable reason) {
        return noWindow(reason, Stderr.open());
    }

    static int noWindow(Throwable reason, OutputStream stderr) {
        PrintWriter err = new PrintWriter(stderr, true, StandardCharsets.UTF_8);
        err.print(ErrorLine.of(new CliException("window", "cannot be opened here (" + reason.getMessage() + ")",
                "start it on a desktop, or use the commands of 'glassbox --help', which need none")) + "\n");
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int execute(CommandLine line, GlassboxCommand root, PrintWriter err, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError tooLarge) { // picocli hands only exceptions to its handler
            err.print(ErrorLine.of(tooLarge) + "\n");
            root.traceIfAsked(tooLarge, err, args);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void traceIfAsked(Throwable failure, PrintWriter err, String... args) {
        if (verbose || List.of(args).contains("--verbose")) { // a line that does not parse leaves the field unset
            failure.printStackTrace(err);
        }
    }

    /// `glassbox 0.1.0`, as the packaged module says.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var descriptor = GlassboxCommand.class.getModule().getDescriptor();
            return new String[] {"glassbox " + (descriptor == null ? "(not packaged)"
                    : descriptor.rawVersion().orElse("(not packaged)"))};
        }
    }
}
