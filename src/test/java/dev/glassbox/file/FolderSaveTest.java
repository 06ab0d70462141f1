package dev.glassbox.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSaveTest {

    @TempDir
    Path parent;

    private Path folder;
    private FolderSave save;

    @BeforeEach
    void prepare() {
        folder = parent.resolve("model");
        save = new FolderSave(folder, Map.of("a.json", FileKind.JSON, "b.txt", FileKind.TEXT));
    }

    private static AtomicFile.Content content(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String name) throws IOException {
        Optional<Path> path = save.path(name);
        return path.isPresent() ? Files.readString(path.get()) : "absent";
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewFolderAppearsWithAllItsFiles() throws IOException {
        save.save(Map.of("a.json", content("{}"), "b.txt", content("b")));
        assertEquals(List.of("a.json", "b.txt"), names(folder));
        assertEquals(List.of("model"), names(parent));
    }

    @Test
    void whereNothingCanBeCreatedIsSaidBeforeTheWork() throws IOException {
        Files.writeString(folder, "a file");
        BadFileException inFile = assertThrows(BadFileException.class, () -> new FolderSave(folder.resolve("x/y"), Map.of()).checkReplaceable());
        assertEquals("cannot be created, since " + folder + " is not a folder", inFile.problem());
        Path locked = Files.createDirectory(parent.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked)); // root may write everywhere
        BadFileException readOnly = assertThrows(BadFileException.class, () -> new FolderSave(locked.resolve("x/y"), Map.of()).checkReplaceable());
        assertEquals("cannot be created, since " + locked + " is read-only", readOnly.problem());
        assertThrows(BadFileException.class, () -> AtomicFile.checkReplaceable(locked.resolve("a.csv"), FileKind.CSV));
    }

    @Test
    void savingAgainReplacesOurFilesAndLeavesOthers() throws IOException {
        save.save(Map.of("a.json", content("{}"), "b.txt", content("b")));
        Files.writeString(folder.resolve("notes.md"), "mine");
        save.save(Map.of("a.json", content("[]")));
        assertEquals(List.of("a.json", "notes.md"), names(folder));
        assertEquals("[]", read("a.json"));
        assertEquals("absent", read("b.txt"));
    }

    @Test
    void aFailedSaveLeavesTheOldState() throws IOException {
        save.save(Map.of("a.json", content("{}"), "b.txt", content("b")));
        BadFileException refused = assertThrows(BadFileException.class, () -> save.save(Map.of("a.json", content("[]"), "b.txt", _ -> {
            throw new IOException("No space left on device");
        })));
        assertEquals("could not be written (no space left on device)", refused.problem());
        assertEquals("{}", read("a.json"));
        assertEquals(List.of("a.json", "b.txt"), names(folder));
    }

    @Test
    void aSaveThatWasCutOffAfterItCountedIsReadAndLaterFinished() throws IOException {
        save.save(Map.of("a.json", content("{}"), "b.txt", content("b")));
        Path ready = Files.createDirectory(folder.resolve(".glassbox-ready"));
        Files.writeString(ready.resolve("files.txt"), "a.json\n../evil\n");
        Files.writeString(ready.resolve("a.json"), "[1]");
        assertEquals("[1]", read("a.json"));
        assertEquals("absent", read("b.txt"));

        Files.move(ready.resolve("a.json"), folder.resolve("a.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals("[1]", read("a.json"));

        save.save(Map.of("a.json", content("[2]")));
        assertEquals("[2]", read("a.json"));
        assertFalse(Files.exists(ready));
        assertEquals(List.of("a.json"), names(folder));
    }

    @Test
    void aFileOfAnotherKindStopsTheSave() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("a.json"), "shopping list");
        assertTrue(assertThrows(BadFileException.class, () -> save.save(Map.of("a.json", content("{}")))).problem().contains("not a JSON file"));
        assertEquals("shopping list", Files.readString(folder.resolve("a.json")));
    }

    @Test
    void aFileInPlaceOfTheFolderStopsTheSave() throws IOException {
        Files.writeString(folder, "I am a file");
        assertEquals("exists and is not a folder", assertThrows(BadFileException.class, () -> save.save(Map.of())).problem());
    }
}
