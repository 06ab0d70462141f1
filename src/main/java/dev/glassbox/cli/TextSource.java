package dev.glassbox.cli;

import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// What `--input` can name: a text that comes with the program, or a file.
final class TextSource {

    private TextSource() {}

    /// A bundled name wins over a file of the same name; write `./names` for the file.
    static Corpus corpus(String nameOrFile) throws CorpusException {
        List<String> bundled = Corpus.bundled().stream().map(Corpus.Bundled::key).toList();
        if (bundled.contains(nameOrFile)) {
            return Corpus.bundled(nameOrFile);
        }
        Path file = path("--input", nameOrFile);
        if (!file.toFile().exists() && !nameOrFile.contains(".") && !nameOrFile.contains("/")) {
            throw new CliException("--input", "'" + nameOrFile + "' is neither a file nor a bundled text",
                    "bundled are " + String.join(", ", bundled));
        }
        return Corpus.read(file);
    }

    /// A path from the command line, which may hold what no file name can.
    static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new CliException(option, "'" + text + "' cannot be a file name (" + wrong.getReason() + ")", "name another file");
        }
    }
}
