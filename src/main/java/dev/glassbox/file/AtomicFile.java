package dev.glassbox.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file so that, killed at any moment or on a full disk, the old one is still whole: temporary file in the same
/// folder, fsync, atomic rename, fsync of the folder.
public final class AtomicFile {

    /// Puts the bytes of a file into a stream; the stream need not be closed.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /// Creates or replaces a file.
    ///
    /// @param kind what is written; an existing file of another kind stays and is an error
    public static void write(Path file, FileKind kind, Content content) throws BadFileException {
        checkReplaceable(file, kind);
        Path target = followed(file);
        Path folder = target.toAbsolutePath().getParent();
        Path temporary = folder.resolve(Leftovers.name("tmp"));
        try {
            Leftovers.remove(folder);
            writeDurably(temporary, content);
            move(temporary, target);
            sync(folder);
        } catch (IOException failed) {
            throw unwritable(file, failed);
        } finally {
            deleteQuietly(temporary); // there is one only after a failure
        }
    }

    /// Checks before long work begins that [#write] has a chance: the folder is there and may be written, and a file of that name is
    /// of the same kind.
    public static void checkReplaceable(Path file, FileKind kind) throws BadFileException {
        if (Files.isDirectory(file)) {
            throw new BadFileException(file, "is a folder", "name a file");
        }
        if (!Files.exists(file)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BadFileException(file, "is a link to a file that does not exist", "remove the link or choose another name");
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new BadFileException(file, "has no folder to be written to", "create the folder first");
            }
            checkWritable(file, folder);
            return;
        }
        if (!Files.isRegularFile(file)) {
            throw new BadFileException(file, "is not a regular file", "choose another name");
        }
        if (!Files.isWritable(file)) {
            throw new BadFileException(file, "is read-only", "choose another name or change its permissions");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        } catch (IOException failed) {
            throw InputFile.unreadable(file, failed);
        }
        if (!kind.matches(head)) {
            throw new BadFileException(file, "exists and is not " + kind.noun(), "choose another name or remove it first");
        }
    }

    /// Checks that something new can be put into a folder.
    ///
    /// @param wanted what is to be put there, for the error
    static void checkWritable(Path wanted, Path folder) throws BadFileException {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(wanted, "cannot be created, since " + folder + " is not a folder", "choose another place");
        }
        if (!Files.isWritable(folder)) {
            throw new BadFileException(wanted, "cannot be created, since " + folder + " is read-only", "choose another place or change its permissions");
        }
    }

    /// The one sentence for a write that the operating system refused.
    static BadFileException unwritable(Path file, IOException failed) {
        return failed instanceof BadFileException known ? known
                : new BadFileException(file, "could not be written (" + Reasons.of(failed) + ")",
                        "look for free space and permissions, or choose another place", failed);
    }

    /// Writes a new file and returns when its bytes are on the disk.
    static void writeDurably(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            throw new FileSystemException(to.toString(), null, "this disk cannot rename a file in one step");
        }
    }

    /// Makes a rename durable. Some systems cannot open a folder; there the rename itself has to do.
    static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            return;
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            return;
        }
    }

    private static Path followed(Path file) throws BadFileException {
        try {
            return Files.exists(file) ? file.toRealPath() : file;
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }
}
