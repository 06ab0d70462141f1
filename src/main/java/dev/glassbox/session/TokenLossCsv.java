package dev.glassbox.session;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The loss of every token of a text as a table: one row a token, a cell left empty where nothing was guessed.
public final class TokenLossCsv {

    private TokenLossCsv() {}

    /// Replaces the file at once, or leaves it as it was.
    ///
    /// @param before the same text read at an earlier step; adds a column
    /// @throws BadFileException when it cannot be written
    public static void write(Path file, TokenLosses losses, Optional<TokenLosses> before) throws BadFileException {
        Vocabulary vocabulary = losses.of().run().tokenizer().vocabulary();
        AtomicFile.write(file, FileKind.CSV, out -> {
            StringBuilder table = new StringBuilder("window,position,id,token,loss,most_likely_id,most_likely,most_likely_probability");
            before.ifPresent(then -> table.append(",loss_at_step_").append(then.of().step()));
            table.append('\n');
            for (int w = 0; w < losses.windows().size(); w++) {
                TokenLosses.Window window = losses.windows().get(w);
                for (int i = 0; i < window.ids().length; i++) {
                    boolean guessed = !Float.isNaN(window.losses()[i]);
                    table.append(w).append(',').append(i).append(',').append(window.ids()[i]).append(',').append(token(vocabulary, window.ids()[i])).append(',')
                            .append(guessed ? window.losses()[i] : "").append(',').append(guessed ? window.likely()[i][0] : "").append(',')
                            .append(guessed ? token(vocabulary, window.likely()[i][0]) : "").append(',').append(guessed ? window.chances()[i][0] : "");
                    if (before.isPresent()) {
                        table.append(',').append(guessed ? before.get().windows().get(w).losses()[i] : "");
                    }
                    table.append('\n');
                }
            }
            out.write(table.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    /// In quotes, as spreadsheets read it; the hidden token of a masked text has no entry in the vocabulary.
    private static String token(Vocabulary vocabulary, int id) {
        return '"' + (id < vocabulary.size() ? vocabulary.label(id) : "[MASK]").replace("\"", "\"\"") + '"';
    }
}
