package dev.glassbox.session;

import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import java.nio.file.Path;
import java.util.Locale;

/// Where a corpus comes from; it is read when a run starts, on the run's thread, so that a large file never stops the window.
public sealed interface CorpusSource {

    /// One that comes with the program.
    record Bundled(String key) implements CorpusSource {
        @Override
        public Corpus load() {
            return Corpus.bundled(key);
        }

        @Override
        public String title() {
            return Corpus.bundled().stream().filter(b -> b.key().equals(key)).map(Corpus.Bundled::title).findFirst().orElse(key);
        }
    }

    /// Any UTF-8 file.
    record File(Path path) implements CorpusSource {
        @Override
        public Corpus load() throws CorpusException {
            checkRoom();
            return Corpus.read(path);
        }

        /// Reading, tokenizing and training need about this many bytes for each byte of the text.
        private static final int BYTES = 12;

        private void checkRoom() throws CorpusException {
            Runtime memory = Runtime.getRuntime();
            long room = memory.maxMemory() - (memory.totalMemory() - memory.freeMemory());
            long size = path.toFile().length();
            if (size > room / BYTES) {
                throw new CorpusException(title(), String.format(Locale.ROOT,
                        "a text of %,d MB does not fit into the %,d MB of memory that are free", size >> 20, room >> 20),
                        "use a part of it, or start the program with more memory (-Xmx)");
            }
        }

        @Override
        public String title() {
            Path name = path.getFileName();
            return name == null ? path.toString() : name.toString();
        }
    }

    /// Pasted, or already read.
    record Text(Corpus corpus) implements CorpusSource {
        @Override
        public Corpus load() {
            return corpus;
        }

        @Override
        public String title() {
            return corpus.title();
        }
    }

    /// Of a model that came without its text: it can be looked at and write, not be trained.
    ///
    /// @param prompt a sentence that suits its tokenizer
    record None(String prompt) implements CorpusSource {
        @Override
        public Corpus load() throws CorpusException {
            throw new CorpusException(title(), "this model came without the text it learned from", "choose a text in the run menu");
        }

        @Override
        public String title() {
            return "no text";
        }

        /// What stands in its place.
        Corpus empty() {
            return new Corpus("", title(), "", prompt, java.util.Map.of());
        }
    }

    /// The first nth of another source's training tokens; the tokenizer and the validation part are those of the whole.
    record Part(CorpusSource whole, int part) implements CorpusSource {
        public Part {
            if (part < 1) {
                throw new IllegalArgumentException("A corpus cannot be cut into " + part + " parts: at least 1 is needed.");
            }
        }

        /// The source itself for `part` 1.
        static CorpusSource of(CorpusSource source, int part) {
            CorpusSource whole = source instanceof Part(CorpusSource inner, int _) ? inner : source;
            return part == 1 ? whole : new Part(whole, part);
        }

        @Override
        public Corpus load() throws CorpusException {
            return whole.load();
        }

        @Override
        public String title() {
            return "1/" + part + " of " + whole.title();
        }
    }

    /// Only one nth of the training tokens is read.
    default int part() {
        return this instanceof Part(CorpusSource _, int n) ? n : 1;
    }

    /// @throws CorpusException with one sentence for the person who chose it
    Corpus load() throws CorpusException;

    String title();
}
