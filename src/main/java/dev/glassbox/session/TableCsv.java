package dev.glassbox.session;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A small table of numbers and words, as spreadsheets read it.
///
/// @param columns their names
/// @param rows    a cell for each column; numbers in full, words in quotes, null for an empty cell
public record TableCsv(List<String> columns, List<List<Object>> rows) {

    /// Replaces the file at once, or leaves it as it was.
    ///
    /// @throws BadFileException when it cannot be written
    public void write(Path file) throws BadFileException {
        StringBuilder table = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<Object> row : rows) {
            table.append(row.stream().map(TableCsv::cell).collect(Collectors.joining(","))).append('\n');
        }
        AtomicFile.write(file, FileKind.CSV, out -> out.write(table.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> '"' + value.toString().replace("\"", "\"\"") + '"';
        };
    }
}
