package dev.glassbox.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads text files and says exactly why one cannot be used.
public final class TextFiles {
    /// Largest text in bytes.
    public static final long LIMIT = 256L << 20;

    private static final String SAVE_AS_UTF8 = "save it as UTF-8 and open it again";

    private TextFiles() {}

    /// The whole file as text: strict UTF-8, a byte order mark skipped, CRLF turned into LF.
    ///
    /// @throws CorpusException when it is not a regular, readable, non-empty UTF-8 text of at most 256 MB
    public static String read(Path file) throws CorpusException {
        String name = name(file);
        byte[] bytes = bytes(file, name);
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        if (bytes.length == start) {
            throw new CorpusException(name, "the file is empty", "choose a file that has text in it");
        }
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new CorpusException(name, "not a text file, there is a zero byte at byte " + i, "choose a plain text file in UTF-8");
            }
        }
        long bad = firstBadByte(bytes, start);
        if (bad >= 0) {
            throw new CorpusException(name, "not UTF-8 near byte " + bad, SAVE_AS_UTF8);
        }
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
    }

    /// The file's base name with control characters made harmless.
    public static String name(Path file) {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString();
        return Utf.wellFormed(name).replaceAll("\\p{Cntrl}", "?");
    }

    private static byte[] bytes(Path file, String name) throws CorpusException {
        if (!Files.exists(file)) {
            throw new CorpusException(name, "there is no such file", "check the name and the folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(name, Files.isDirectory(file) ? "this is a folder" : "this is not a regular file", "choose a text file");
        }
        try {
            long size = Files.size(file);
            if (size <= LIMIT) {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] bytes = in.readNBytes((int) LIMIT + 1);
                    if (bytes.length <= LIMIT) {
                        return bytes;
                    }
                    size = bytes.length;
                }
            }
            throw new CorpusException(name, "the file has " + size + " bytes, the limit is 256 MB (" + LIMIT + " bytes)", "cut it into smaller files");
        } catch (IOException unreadable) {
            throw new CorpusException(name, "it cannot be read (" + reason(unreadable) + ")", "check its permissions");
        }
    }

    private static String reason(IOException failure) {
        String kind = failure.getClass().getSimpleName().replaceAll("(Exception|File)", "");
        return switch (kind) {
            case "AccessDenied" -> "access denied";
            case "NoSuch" -> "it is gone";
            default -> failure.getMessage() == null ? "input error" : failure.getMessage().replaceAll("\\p{Cntrl}", "?");
        };
    }

    /// Offset in the file of the first byte that is no UTF-8, or -1.
    private static long firstBadByte(byte[] bytes, int start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(1 << 14);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            out.clear();
        }
    }
}
