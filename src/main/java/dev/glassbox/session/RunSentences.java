package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.text.CorpusException;
import java.util.Locale;

/// What a run says when something went wrong: what happened, what stays, what to do.
final class RunSentences {

    private RunSentences() {}

    /// @param stepsDone the last step whose weights are finite
    static String notFinite(int stepsDone, double learningRate) {
        return String.format(Locale.ROOT, "Training stopped at step %,d: the loss is no longer a number. You are viewing step %,d. "
                + "Lower the learning rate (now %s) and start a new run, or go back on the timeline and continue from an earlier step.", stepsDone + 1, stepsDone, Double.toString(learningRate));
    }

    /// Why a run did not start or go on.
    static String of(Throwable stopped, boolean started, int stepsDone) {
        return switch (stopped) {
            case CorpusException told -> told.getMessage();
            case IllegalArgumentException told -> told.getMessage();
            case BadFileException bad -> unreadable(bad);
            case OutOfMemoryError _ -> outOfMemory(started, stepsDone);
            default -> broken(stepsDone, stopped);
        };
    }

    private static String outOfMemory(boolean started, int stepsDone) {
        String what = started ? String.format(Locale.ROOT, "Training stopped at step %,d", stepsDone) : "The run could not start";
        return String.format(Locale.ROOT, "%s: the %,d MB of memory the program may use are full. Choose a shorter text, a smaller model, context length "
                + "or batch size, or start the program with more memory (-Xmx).", what, Runtime.getRuntime().maxMemory() >> 20);
    }

    private static String broken(int stepsDone, Throwable cause) {
        return String.format(Locale.ROOT, "Training stopped at step %,d by an error inside the program (%s). The model as it was stays on "
                + "screen. Start a new run.", stepsDone, cause);
    }

    static String unreadable(BadFileException bad) {
        String remedy = bad.remedy();
        return "Could not open \"" + bad.file() + "\": it " + bad.problem() + ". " + Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }

    static String batchRefused(int batchSize, String why) {
        return String.format(Locale.ROOT, "Batch size %,d was not applied. %s", batchSize, why);
    }
}
