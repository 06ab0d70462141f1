package dev.glassbox.cli;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Comma-separated values as RFC 4180 has them, but with LF.
final class Csv {

    /// Hands over the rows of a file one by one.
    @FunctionalInterface
    interface Rows {
        void writeTo(Csv csv) throws IOException;
    }

    private final Writer out;

    private Csv(Writer out) {
        this.out = out;
    }

    /// Writes a whole file.
    static void write(Path file, String header, Rows rows) throws BadFileException {
        AtomicFile.write(file, FileKind.CSV, bytes -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            out.write(header + "\n");
            rows.writeTo(new Csv(out));
            out.flush();
        });
    }

    /// Appends one row; doubles and floats get 9 significant digits.
    void row(Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(cells[i]));
        }
        out.write('\n');
    }

    /// One cell, quoted where it must be.
    static String cell(Object value) {
        String text = switch (value) {
            case Double number -> Numbers.text(number);
            case Float number -> Numbers.text(number);
            default -> Printable.line(value.toString());
        };
        return text.chars().anyMatch(c -> c == ',' || c == '"') || !text.equals(text.strip())
                ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
