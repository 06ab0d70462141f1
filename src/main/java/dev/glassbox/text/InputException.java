package dev.glassbox.text;

/// Something the user gave cannot be used. Says in three parts where, what is wrong and what to do, so that the
/// window and the command line can each build their own sentence.
public class InputException extends Exception {
    private final String where;
    private final String problem;
    private final String remedy;

    /// @param where the file's base name or the option
    /// @param problem what is wrong, without a full stop
    /// @param remedy what to do, without a full stop
    public InputException(String where, String problem, String remedy) {
        super(sentence(where, problem, remedy));
        this.where = where;
        this.problem = problem;
        this.remedy = remedy;
    }

    public InputException(String where, String problem, String remedy, Throwable cause) {
        this(where, problem, remedy);
        initCause(cause);
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

    private static String sentence(String where, String problem, String remedy) {
        return "Could not read \"" + where + "\": " + problem + ". "
                + Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }
}
