package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.Printable;
import dev.glassbox.text.CorpusException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine;

/// Turns a failure into the one line that the command line promises: `error: FILE-or-OPTION: what is wrong; what to do`.
final class ErrorLine {

    private ErrorLine() {}

    /// The line for work that failed (exit code 1).
    static String of(Throwable failure) {
        return "error: " + Printable.line(switch (failure) {
            case CliException known -> known.subject() + ": " + known.getMessage();
            case OutOfMemoryError _ -> "memory: the work needs more than the "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB Java may use; choose a smaller model"
                    + " or set JAVA_OPTS=-Xmx4g";
            case BadFileException file -> file.getMessage();
            case CorpusException corpus -> corpus.where() + ": " + corpus.problem() + "; " + corpus.remedy();
            case FileSystemException file -> file.getFile() + ": " + reason(file) + "; choose another place or file";
            default -> "glassbox: unexpected " + failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")")
                    + "; run again with --verbose and report what it prints";
        });
    }

    private static String reason(FileSystemException file) {
        return file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    }

    /// The line for a wrong command line (exit code 2).
    static String of(CommandLine.ParameterException wrong) {
        String help = "see '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
        return "error: " + Printable.line(switch (wrong) {
            case CommandLine.UnmatchedArgumentException unmatched -> unmatched.getUnmatched().getFirst()
                    + ": no such option or command; " + help;
            case CommandLine.MissingParameterException missing when !missing.getMissing().isEmpty() ->
                    missing(missing.getMissing()) + "; " + help;
            case CommandLine.OverwrittenOptionException twice -> name(twice.getOverwritten()) + ": is given twice; " + help;
            case CommandLine.MutuallyExclusiveArgsException _ -> exclusive(wrong.getMessage()) + "; " + help;
            case CommandLine.ParameterException other when other.getArgSpec() != null && other.getValue() != null
                    && other.getArgSpec().auxiliaryTypes()[0].isEnum() ->
                    name(other.getArgSpec()) + ": '" + other.getValue() + "' is not one of " + choices(other.getArgSpec()) + "; " + help;
            case CommandLine.ParameterException other when other.getArgSpec() != null ->
                    name(other.getArgSpec()) + ": " + withoutPrefix(other.getMessage()) + "; " + help;
            default -> "command line: " + wrong.getMessage().replaceFirst("^Error: ", "") + "; " + help;
        });
    }

    /// `--lr: is missing`, or for options of which one is needed `--text, --input, --jsonl: one of them is missing`.
    private static String missing(List<ArgSpec> missing) {
        ArgGroupSpec group = missing.getFirst().group();
        if (group != null && group.exclusive()) {
            return String.join(", ", group.args().stream().map(ErrorLine::name).toList()) + ": one of them is missing";
        }
        return String.join(", ", missing.stream().map(ErrorLine::name).toList()) + (missing.size() == 1 ? ": is missing" : ": are missing");
    }

    /// picocli says "Error: --text=TEXT, --ids=IDS are mutually exclusive (specify only one)".
    private static String exclusive(String message) {
        return message.replaceFirst("^Error: ", "").replaceAll("=[^,\\s]+", "").replaceFirst(" are mutually exclusive.*", ": only one of them can be given");
    }

    /// `gpt2, none`
    private static String choices(ArgSpec arg) {
        return String.join(", ", Arrays.stream(arg.auxiliaryTypes()[0].getEnumConstants()).map(value -> value.toString().toLowerCase(Locale.ROOT)).toList());
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    /// picocli starts with "Invalid value for option '--lr': "; the option stands at the head of our line already.
    private static String withoutPrefix(String message) {
        int colon = message.indexOf("': ");
        return message.startsWith("Invalid value for") && colon > 0 ? message.substring(colon + 3) : message;
    }
}
