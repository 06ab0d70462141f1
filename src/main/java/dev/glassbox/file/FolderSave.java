package dev.glassbox.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A folder of files that belong together, replaced as one: whatever moment the process is killed at, a reader that goes through
/// [#path] sees all old files or all new ones.
///
/// A new folder is written beside its place and renamed. Into an existing folder the files are written in three phases: into a
/// sub-folder `.glassbox-…saving`; that is renamed to `.glassbox-ready`, which is the moment the new state counts; then each file is renamed
/// into its place. A reader that finds `.glassbox-ready` prefers the files in it; the next save finishes the work first.
public final class FolderSave {

    /// Reads what belongs together.
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws BadFileException;
    }

    private static final int ATTEMPTS = 3;
    private static final String READY = ".glassbox-ready";
    private static final String MANIFEST = "files.txt";

    private final Path folder;
    private final Map<String, FileKind> known;

    /// @param known every file name this kind of folder may hold; other files in it are never touched
    public FolderSave(Path folder, Map<String, FileKind> known) {
        this.folder = folder;
        this.known = new LinkedHashMap<>(known);
    }

    /// Where the current content of a file lies; empty if it does not belong to the current state.
    public Optional<Path> path(String name) throws BadFileException {
        Path plain = folder.resolve(name);
        if (Files.isDirectory(ready())) {
            Optional<Set<String>> pending = pending();
            if (pending.isPresent()) {
                if (!pending.get().contains(name)) {
                    return Optional.empty();
                }
                Path moved = ready().resolve(name);
                return Optional.of(Files.exists(moved) ? moved : plain);
            }
        }
        return Files.exists(plain, LinkOption.NOFOLLOW_LINKS) ? Optional.of(plain) : Optional.empty();
    }

    /// Reads several files of one state: when another program saves meanwhile, reads again.
    public <T> T consistently(Reading<T> reading) throws BadFileException {
        for (int attempt = 1; ; attempt++) {
            String before = stamp();
            try {
                T result = reading.read();
                if (attempt == ATTEMPTS || before.equals(stamp())) {
                    return result;
                }
            } catch (BadFileException failed) {
                if (attempt == ATTEMPTS || before.equals(stamp())) {
                    throw failed;
                }
            }
        }
    }

    /// What changes when a file of the state is replaced.
    private String stamp() {
        StringBuilder stamp = new StringBuilder();
        for (String name : known.keySet()) {
            try {
                Optional<Path> path = path(name);
                stamp.append(name);
                if (path.isPresent()) {
                    BasicFileAttributes file = Files.readAttributes(path.get(), BasicFileAttributes.class);
                    stamp.append(file.fileKey()).append(file.size()).append(file.lastModifiedTime());
                }
            } catch (IOException gone) {
                stamp.append(gone);
            }
        }
        return stamp.toString();
    }

    /// Checks before long work begins that [#save] has a chance.
    public void checkReplaceable() throws BadFileException {
        if (!Files.exists(folder)) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new BadFileException(folder, "is a link to a folder that does not exist", "remove the link or choose another name");
            }
            Path above = folder.toAbsolutePath().normalize();
            do {
                above = above.getParent();
            } while (above != null && !Files.exists(above)); // what is missing in between is created
            if (above != null) {
                AtomicFile.checkWritable(folder, above);
            }
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(folder, "exists and is not a folder", "choose another name");
        }
        if (!Files.isWritable(folder)) {
            throw new BadFileException(folder, "is read-only", "choose another place or change its permissions");
        }
        for (Map.Entry<String, FileKind> file : known.entrySet()) {
            Path existing = folder.resolve(file.getKey());
            if (Files.exists(existing)) {
                AtomicFile.checkReplaceable(existing, file.getValue());
            }
        }
    }

    /// Replaces the whole state: known files that are not among `files` are removed.
    public void save(Map<String, AtomicFile.Content> files) throws BadFileException {
        if (!known.keySet().containsAll(files.keySet())) {
            throw new IllegalArgumentException("Only " + known.keySet() + " belong into this folder, not " + files.keySet());
        }
        checkReplaceable();
        try {
            if (Files.isDirectory(folder)) {
                saveInto(files);
            } else {
                saveBeside(files);
            }
        } catch (IOException failed) {
            throw AtomicFile.unwritable(folder, failed);
        }
    }

    private void saveBeside(Map<String, AtomicFile.Content> files) throws IOException {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new BadFileException(folder, "cannot be a model folder", "choose another name");
        }
        Files.createDirectories(parent);
        Leftovers.remove(parent);
        Path stage = stage(parent, files);
        try {
            Files.move(stage, folder);
            AtomicFile.sync(parent);
        } catch (IOException failed) {
            Leftovers.delete(stage);
            throw failed;
        }
    }

    private void saveInto(Map<String, AtomicFile.Content> files) throws IOException {
        finish();
        Leftovers.remove(folder);
        Map<String, AtomicFile.Content> staged = new LinkedHashMap<>(files);
        staged.put(MANIFEST, out -> out.write((String.join("\n", files.keySet()) + "\n").getBytes(StandardCharsets.UTF_8)));
        Path stage = stage(folder, staged);
        try {
            Files.move(stage, ready());
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException busy) {
            Leftovers.delete(stage);
            throw new BadFileException(folder, "is being saved by another program", "wait for it or choose another name", busy);
        } catch (IOException failed) {
            Leftovers.delete(stage);
            throw failed;
        }
        AtomicFile.sync(folder);
        finish();
    }

    private static Path stage(Path parent, Map<String, AtomicFile.Content> files) throws IOException {
        Path stage = Files.createDirectory(parent.resolve(Leftovers.name("saving")));
        try {
            for (Map.Entry<String, AtomicFile.Content> file : files.entrySet()) {
                AtomicFile.writeDurably(stage.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException | RuntimeException | Error failed) {
            Leftovers.delete(stage);
            throw failed;
        }
        AtomicFile.sync(stage);
        return stage;
    }

    /// Moves the files of a save that counts already into their places; may be repeated after a crash at any point.
    private void finish() throws IOException {
        if (!Files.isDirectory(ready(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Optional<Set<String>> pending = pending();
        if (pending.isPresent()) {
            for (String name : known.keySet()) {
                Path moved = ready().resolve(name);
                if (!pending.get().contains(name)) {
                    Files.deleteIfExists(folder.resolve(name));
                } else if (Files.exists(moved)) {
                    AtomicFile.move(moved, folder.resolve(name));
                }
            }
            AtomicFile.sync(folder);
        }
        Leftovers.delete(ready());
    }

    /// The files of a save that counts; empty when all of them are in their places already.
    private Optional<Set<String>> pending() throws BadFileException {
        Path manifest = ready().resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(InputFile.text(manifest, 1 << 16).lines().toList());
        names.retainAll(known.keySet()); // a name in a file of unknown origin must not lead out of the folder
        return Optional.of(Set.copyOf(names));
    }

    private Path ready() {
        return folder.resolve(READY);
    }
}
