package dev.glassbox.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Reads files that a user or another program supplied: regular files only (links are followed), never more than a stated
/// limit, and the size is known before memory is taken.
public final class InputFile {

    private InputFile() {}

    /// The size in bytes of a file that may be read.
    ///
    /// @throws BadFileException if it is missing, not a regular file, unreadable or larger than `limit`
    public static long check(Path file, long limit) throws BadFileException {
        if (!Files.exists(file)) {
            throw Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? new BadFileException(file, "is a link to a file that does not exist", "repair the link or name another file")
                    : new BadFileException(file, "does not exist", "check the name");
        }
        if (Files.isDirectory(file)) {
            throw new BadFileException(file, "is a folder", "name a file");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadFileException(file, "is not a regular file", "copy its content to a file first");
        }
        if (!Files.isReadable(file)) {
            throw new BadFileException(file, "may not be read by you", "change its permissions");
        }
        try {
            long size = Files.size(file);
            if (size > limit) {
                throw new BadFileException(file, "has " + size + " bytes, the limit is " + Sizes.text(limit), "use a smaller file");
            }
            return size;
        } catch (BadFileException known) {
            throw known;
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    /// All bytes of a file.
    public static byte[] bytes(Path file, int limit) throws BadFileException {
        int size = (int) check(file, limit);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw new BadFileException(file, "became shorter while it was read", "try again");
            }
            return bytes;
        } catch (BadFileException known) {
            throw known;
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    /// The text of a UTF-8 file, a byte order mark skipped.
    ///
    /// @throws BadFileException also for bytes that are not UTF-8; it tells the offset of the first one
    public static String text(Path file, int limit) throws BadFileException {
        byte[] bytes = bytes(file, limit);
        int bad = Utf8.firstInvalid(bytes);
        if (bad >= 0) {
            throw new BadFileException(file, String.format("is not UTF-8: byte 0x%02X at offset %d", bytes[bad] & 0xFF, bad),
                    "save it as UTF-8");
        }
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }

    /// The one sentence for a read that the operating system refused.
    public static BadFileException unreadable(Path file, IOException failed) {
        return new BadFileException(file, "could not be read (" + Reasons.of(failed) + ")", "check the file and its permissions", failed);
    }
}
