package dev.glassbox.picture;

import java.util.List;
import java.util.stream.Collectors;

/// The numbers behind a picture, for a spreadsheet or another program.
///
/// @param header names of the columns
/// @param rows as many cells each: texts and numbers; an empty text where there is nothing
public record NumberTable(List<String> header, List<List<Object>> rows) {

    public NumberTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /// Comma-separated values as RFC 4180 has them, but with LF; numbers in full precision with a dot.
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(header.stream().map(NumberTable::cell).collect(Collectors.joining(","))).append('\n');
        for (List<Object> row : rows) {
            text.append(row.stream().map(NumberTable::cell).collect(Collectors.joining(","))).append('\n');
        }
        return text.toString();
    }

    private static String cell(Object value) {
        String text = String.valueOf(value);
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
