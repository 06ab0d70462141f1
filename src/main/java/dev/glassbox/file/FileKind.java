package dev.glassbox.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a file is by its first bytes. A file is only ever replaced by one of its own kind: a slip in a file name must not
/// cost somebody a thesis. An empty file is of every kind.
public enum FileKind {
    JSON, CSV, TEXT, SAFETENSORS, PNG, GIF, SVG;

    /// As many bytes as [#matches] looks at.
    static final int HEAD = 4096;

    private static final Pattern HEADER_LINE = Pattern.compile("[A-Za-z_][\\w.]*(,[A-Za-z_][\\w.]*)*\\r?");

    /// Whether the first bytes of a file (up to [#HEAD]) can be of this kind.
    boolean matches(byte... head) {
        if (head.length == 0) {
            return true;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String start = text.stripLeading();
        return switch (this) {
            case JSON -> start.startsWith("{") || start.startsWith("[");
            case CSV -> HEADER_LINE.matcher(text.split("\n", 2)[0]).matches();
            case TEXT -> text.indexOf(0) < 0 && !start.startsWith("<") && !start.startsWith("{") && !text.startsWith("%PDF")
                    && !text.startsWith("\u0089PNG") && !text.startsWith("GIF8");
            case SAFETENSORS -> head.length > 8 && head[7] == 0 && head[6] == 0 && head[8] == '{';
            case PNG -> text.startsWith("\u0089PNG\r\n\u001a\n");
            case GIF -> text.startsWith("GIF87a") || text.startsWith("GIF89a");
            case SVG -> text.contains("<svg");
        };
    }

    /// For a sentence: `a JSON file`.
    String noun() {
        return switch (this) {
            case JSON -> "a JSON file";
            case CSV -> "a CSV file with a header";
            case TEXT -> "a text file";
            case SAFETENSORS -> "a safetensors file";
            case PNG -> "a PNG picture";
            case GIF -> "a GIF picture";
            case SVG -> "an SVG picture";
        };
    }
}
