package dev.glassbox.session;

import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import java.util.Locale;

/// What can be said of a corpus before it is tokenized.
///
/// @param characters code points
/// @param distinct different ones: the vocabulary of a character tokenizer
/// @param failure one sentence when it could not be read; empty otherwise
public record CorpusFacts(CorpusSource source, int characters, int distinct, String failure) {

    /// Reads the corpus; slow for a large file.
    public static CorpusFacts of(CorpusSource source) {
        try {
            Corpus corpus = source.load();
            java.util.BitSet seen = new java.util.BitSet();
            corpus.text().codePoints().forEach(seen::set);
            return new CorpusFacts(source, corpus.text().codePointCount(0, corpus.text().length()), seen.cardinality(), "");
        } catch (CorpusException told) {
            return new CorpusFacts(source, 0, 0, told.getMessage());
        } catch (OutOfMemoryError full) {
            return new CorpusFacts(source, 0, 0, String.format(Locale.ROOT,
                    "Could not read \"%s\": it does not fit into the %,d MB of memory the program may use. Use a part of it.",
                    source.title(), Runtime.getRuntime().maxMemory() >> 20));
        }
    }
}
