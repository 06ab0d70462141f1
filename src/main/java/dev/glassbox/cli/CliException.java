package dev.glassbox.cli;

/// The work of a command failed for a reason the person at the keyboard can act on (exit code 1).
///
/// Printed as one line: `error: SUBJECT: problem; remedy`.
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String subject;

    /// @param subject the file (base name at least) or the option at fault
    /// @param problem what is wrong
    /// @param remedy what to do about it
    public CliException(String subject, String problem, String remedy) {
        this(subject, problem + "; " + remedy, (Throwable) null);
    }

    /// A sentence that already says what is wrong and what to do, with the failure behind it.
    public CliException(String subject, String sentence, Throwable cause) {
        super(sentence, cause);
        this.subject = subject;
    }

    public String subject() {
        return subject;
    }
}
