package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.train.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Copies of the run on screen, made without being asked, in the program's own folder: never in a folder the person named.
///
/// `safe-copies/20261122-104850-123_4711-1a2b_small-stories_step000240` is a model folder, written as a whole or not at all.
/// `safe-copies/running_4711-1a2b` marks a program that runs and is locked by it as long as it lives, whatever the clock does; one that nobody locks
/// was not closed, and its newest copy is offered.
public final class SafeCopies {
    public static final int MOST = 10;
    /// All copies together stay below this, the newest excepted.
    private static final long MOST_BYTES = 4L << 30;

    private static final String RUNNING = "running_";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    private static final Pattern NAME = Pattern.compile("(\\d{8}-\\d{6}-\\d{3})_(\\d{1,10}-[0-9a-f]{1,16})_([a-z0-9-]{0,40})_step(\\d{6,10})");
    private static final Pattern MARK = Pattern.compile(RUNNING + "(\\d{1,10}-[0-9a-f]{1,16})");
    private final Path place;
    private final String session;
    private FileChannel mark;

    /// A copy left by a program that was not closed.
    ///
    /// @param name of the run
    public record Offer(Path folder, String name, int step, String session) {}

    private record Copy(Path folder, String time, String session, String name, int step) {}

    /// @param data the program's own folder; it need not exist yet
    public SafeCopies(Path data) {
        this(data, ProcessHandle.current().pid() + "-" + Long.toHexString(ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L)));
    }

    /// @param session names this program among all that ever kept copies: process numbers are used again, so their start is part of it
    SafeCopies(Path data, String session) {
        place = data.resolve("safe-copies");
        this.session = session;
    }

    /// Whether a folder is one of these copies.
    public boolean holds(Path folder) {
        return folder.toAbsolutePath().normalize().startsWith(place.toAbsolutePath().normalize());
    }

    /// Marks this program as running.
    public void begin() throws BadFileException {
        try {
            Files.createDirectories(place);
            mark = FileChannel.open(place.resolve(RUNNING + session), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            mark.tryLock();
        } catch (IOException failed) {
            throw refused(failed);
        }
    }

    /// All copies made so far are of work the person has saved elsewhere or left knowingly: after a crash none of them is offered. Written into
    /// the mark.
    public void settled() {
        try {
            if (mark != null) {
                mark.write(ByteBuffer.wrap(now().getBytes(StandardCharsets.US_ASCII)), 0);
            }
        } catch (IOException _) {
            return; // one offer too many harms nobody
        }
    }

    private static String now() {
        return TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    }

    private String settled(String of) {
        try {
            return Files.readString(place.resolve(RUNNING + of), StandardCharsets.US_ASCII);
        } catch (IOException unknown) {
            return "";
        }
    }

    /// This program was closed: nothing to offer.
    public void end() {
        try {
            if (mark != null) {
                mark.close();
            }
        } catch (IOException _) {
            mark = null; // the lock goes with the program
        }
        forget(session);
    }

    /// Writes a copy and removes the oldest beyond [#MOST].
    public Path keep(FullState state) throws BadFileException {
        String name = state.run().spec().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Path folder = place.resolve(String.format(Locale.ROOT, "%s_%s_%s_step%06d", now(), session,
                name.substring(0, Math.min(40, name.length())), state.step()));
        state.save(folder, ModelFolder.Progress.NONE);
        prune();
        return folder;
    }

    /// The newest whole copy of what a program that was not closed had on screen and not saved; empty when all were, or when there is nothing to offer.
    public Optional<Offer> offer() {
        List<Copy> copies = copies();
        for (String ended : endedWithoutClosing()) {
            String settled = settled(ended);
            for (Copy copy : copies) {
                if (copy.session.equals(ended) && copy.time.compareTo(settled) > 0 && whole(copy.folder)) {
                    return Optional.of(new Offer(copy.folder, copy.name.replace('-', ' '), copy.step, ended));
                }
            }
            forget(ended);
        }
        return Optional.empty();
    }

    /// The offer was taken or turned down; the copy itself stays until newer ones push it out.
    public void answered(Offer offer) {
        forget(offer.session());
    }

    private void forget(String of) {
        try {
            Files.deleteIfExists(place.resolve(RUNNING + of));
        } catch (IOException _) {
            return; // it is offered once more
        }
    }

    private List<String> endedWithoutClosing() {
        List<String> ended = new ArrayList<>();
        for (Path file : list(RUNNING + "*")) {
            Matcher name = MARK.matcher(file.getFileName().toString());
            if (name.matches() && !name.group(1).equals(session) && !locked(file)) {
                ended.add(name.group(1));
            }
        }
        return ended;
    }

    private static boolean locked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException here) {
            return true; // by this very program
        } catch (IOException unknown) {
            return true; // what cannot be asked is left alone
        }
    }

    private static boolean whole(Path folder) {
        try {
            ModelFolder model = new ModelFolder(folder);
            model.config();
            return Checkpoint.check(model).isPresent();
        } catch (BadFileException damaged) {
            return false;
        }
    }

    /// Newest first.
    private List<Copy> copies() {
        List<Copy> copies = new ArrayList<>();
        for (Path folder : list("*_step*")) {
            Matcher name = NAME.matcher(folder.getFileName().toString());
            if (name.matches() && Files.isDirectory(folder)) {
                copies.add(new Copy(folder, name.group(1), name.group(2), name.group(3), (int) Math.min(Integer.MAX_VALUE, Long.parseLong(name.group(4)))));
            }
        }
        copies.sort(Comparator.comparing(Copy::time).thenComparing(Copy::step).reversed());
        return copies;
    }

    private void prune() {
        long bytes = 0;
        List<Copy> copies = copies();
        for (int i = 0; i < copies.size(); i++) {
            bytes += bytes(copies.get(i).folder);
            if (i >= MOST || i > 0 && bytes > MOST_BYTES) {
                delete(copies.get(i).folder);
            }
        }
    }

    private static long bytes(Path folder) {
        long sum = 0;
        for (Path file : files(folder, "*")) {
            sum += file.toFile().length();
        }
        return sum;
    }

    private static void delete(Path folder) {
        try {
            for (Path file : files(folder, "*")) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            return; // one copy more than wanted harms nobody
        }
    }

    private List<Path> list(String glob) {
        return files(place, glob);
    }

    private static List<Path> files(Path folder, String glob) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return files; // no folder, no copies
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private BadFileException refused(IOException failed) {
        return new BadFileException(place, "cannot be written", "look for free space and permissions", failed);
    }
}
