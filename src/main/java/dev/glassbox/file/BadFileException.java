package dev.glassbox.file;

import java.io.IOException;
import java.nio.file.Path;

/// A file cannot be used, or cannot be written. The only exception a reader of this program lets out.
///
/// Says in three parts which file, what is wrong and what to do, so that window and command line can each build their own sentence.
public final class BadFileException extends IOException {

    private static final long serialVersionUID = 1L;

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
        super(file + ": " + problem + "; " + remedy, cause);
        this.file = file.toString();
        this.problem = problem;
        this.remedy = remedy;
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
