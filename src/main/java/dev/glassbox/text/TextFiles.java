package dev.glassbox.text;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import dev.glassbox.file.Utf8;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Reads the texts that people train on.
public final class TextFiles {
    /// Largest text in bytes.
    public static final int LIMIT = 256 << 20;

    private TextFiles() {}

    /// The whole file as text: strict UTF-8, a byte order mark skipped, CRLF turned into LF.
    ///
    /// @throws CorpusException when it is not a regular, readable, non-empty UTF-8 text of at most 256 MB
    public static String read(Path file) throws CorpusException {
        byte[] bytes;
        try {
            bytes = InputFile.bytes(file, LIMIT);
        } catch (BadFileException bad) {
            throw new CorpusException(name(file), bad.problem(), bad.remedy());
        }
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        if (bytes.length == start) {
            throw new CorpusException(name(file), "the file is empty", "choose a file that has text in it");
        }
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new CorpusException(name(file), "not a text file, there is a zero byte at byte " + i, "choose a plain text file in UTF-8");
            }
        }
        int bad = Utf8.firstInvalid(bytes);
        if (bad >= 0) {
            throw new CorpusException(name(file), "not UTF-8 near byte " + bad, "save it as UTF-8 and open it again");
        }
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
    }

    /// The file's base name with control characters made harmless.
    public static String name(Path file) {
        Path last = file.getFileName();
        return Utf.wellFormed(last == null ? file.toString() : last.toString()).replaceAll("\\p{Cntrl}", "?");
    }
}
