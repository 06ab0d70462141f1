package dev.glassbox.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of temporary files, and their removal after a process was killed.
final class Leftovers {

    private static final Pattern NAME = Pattern.compile("\\.glassbox-(\\d+)-[0-9a-f]+\\.(?:tmp|saving)");
    private static final Duration AGE = Duration.ofMinutes(1);

    private Leftovers() {}

    /// A fresh name that tells which process it belongs to.
    static String name(String ending) {
        return ".glassbox-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + "." + ending;
    }

    /// Removes what processes that no longer live left in a folder more than a minute ago.
    static void remove(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".glassbox-*")) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches() && abandoned(entry, name.group(1))) {
                    delete(entry);
                }
            }
        } catch (IOException _) {
            return; // tidying up is never a reason to fail
        }
    }

    private static boolean abandoned(Path entry, String pid) throws IOException {
        boolean old = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(Instant.now().minus(AGE));
        return old && pid.length() < 10 && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /// Deletes a file, or a folder with the files directly in it.
    static void delete(Path entry) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
                files.forEach(AtomicFile::deleteQuietly);
            } catch (IOException _) {
                return;
            }
        }
        AtomicFile.deleteQuietly(entry);
    }
}
