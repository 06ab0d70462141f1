package dev.glassbox.text;

import dev.glassbox.file.Printable;

/// A text cannot serve as a corpus: not there, not text, too large or too short. Says in three parts where, what is
/// wrong and what to do, so that the window and the command line can each build their own sentence.
public final class CorpusException extends Exception {
    private final String where;
    private final String problem;
    private final String remedy;

    /// @param where the file's base name or the option
    /// @param problem what is wrong, without a full stop
    /// @param remedy what to do, without a full stop
    public CorpusException(String where, String problem, String remedy) {
        super(Printable.line("Could not read \"" + where + "\": " + problem + ". "
                + Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + "."));
        this.where = Printable.line(where);
        this.problem = Printable.line(problem);
        this.remedy = remedy;
    }

    public String where() {
        return where;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
