package dev.glassbox.text;

/// A text cannot serve as a corpus: not there, not text, too large or too short.
public final class CorpusException extends InputException {
    public CorpusException(String where, String problem, String remedy) {
        super(where, problem, remedy);
    }
}
