package dev.glassbox.file;

import java.io.IOException;
import java.nio.file.Path;

/// A file cannot be used, or cannot be written. The only exception a reader of this program lets out.
///
/// Says in three parts which file, what is wrong and what to do, so that window and command line can each build their own sentence.
/// What is wrong may quote the file: line ends and other characters that do not show themselves are written as escapes, and no quotation is
/// longer than a sentence can bear.
public final class BadFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 400;

    private final String file;
    private final String problem;
    private final String remedy;

    /// @param file the file as the user named it
    /// @param problem what is wrong, without a full stop
    /// @param remedy what to do, without a full stop
    public BadFileException(Path file, String problem, String remedy) {
        this(file, problem, remedy, null);
    }

    public BadFileException(Path file, String problem, String remedy, Throwable cause) {
        super(Printable.line(file.toString()) + ": " + sentence(problem) + "; " + sentence(remedy), cause);
        this.file = file.toString();
        this.problem = sentence(problem);
        this.remedy = sentence(remedy);
    }

    private static String sentence(String words) {
        String line = Printable.line(words);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /// The file as the user named it.
    public String file() {
        return file;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
