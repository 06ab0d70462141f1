package dev.glassbox.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    private static AtomicFile.Content content(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String refusal(Path file, FileKind kind, AtomicFile.Content content) {
        return assertThrows(BadFileException.class, () -> AtomicFile.write(file, kind, content)).problem();
    }

    @Test
    void createsAndReplaces() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.write(file, FileKind.JSON, content("{}"));
        AtomicFile.write(file, FileKind.JSON, content("[1]"));
        assertEquals("[1]", Files.readString(file));
        assertEquals(List.of("a.json"), names());
    }

    @Test
    void afterAFailureTheOldFileIsWholeAndNothingIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{}");
        String problem = refusal(file, FileKind.JSON, out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        });
        assertEquals("could not be written (no space left on device)", problem);
        assertEquals("{}", Files.readString(file));
        assertEquals(List.of("a.json"), names());
    }

    @Test
    void filesOfAnotherKindAreNeverOverwritten() throws IOException {
        Path thesis = Files.writeString(folder.resolve("thesis.csv"), "Dear reader, this took years.\n");
        assertEquals("exists and is not a CSV file with a header", refusal(thesis, FileKind.CSV, content("a,b\n")));
        assertEquals("exists and is not a JSON file", refusal(thesis, FileKind.JSON, content("{}")));
        assertEquals("exists and is not a safetensors file", refusal(thesis, FileKind.SAFETENSORS, content("x")));
        assertEquals("exists and is not a PNG picture", refusal(thesis, FileKind.PNG, content("x")));
        assertEquals("Dear reader, this took years.\n", Files.readString(thesis));
    }

    @Test
    void aCsvOfOursIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), "step,loss\n1,2\n");
        AtomicFile.write(file, FileKind.CSV, content("token_id\n3\n"));
        assertEquals("token_id\n3\n", Files.readString(file));
    }

    @Test
    void foldersDevicesAndDanglingLinksAreRefused() throws IOException {
        assertEquals("is a folder", refusal(folder, FileKind.CSV, content("")));
        assertEquals("has no folder to be written to", refusal(folder.resolve("no/where.csv"), FileKind.CSV, content("")));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("nowhere"));
        assertEquals("is a link to a file that does not exist", refusal(dangling, FileKind.CSV, content("")));
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device));
        assertEquals("is not a regular file", refusal(device, FileKind.CSV, content("")));
    }

    @Test
    void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("target.json"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        AtomicFile.write(link, FileKind.JSON, content("[]"));
        assertEquals("[]", Files.readString(target));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
    }
}
