package dev.glassbox.file;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppFolderTest {
    @Test
    void everySystemHasItsPlace() {
        assertEquals(Path.of("/home/ada/.local/share/glassbox"), AppFolder.of("Linux", "/home/ada", Map.of()));
        assertEquals(Path.of("/data/glassbox"), AppFolder.of("Linux", "/home/ada", Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(Path.of("/home/ada/.local/share/glassbox"), AppFolder.of("FreeBSD", "/home/ada", Map.of("XDG_DATA_HOME", "not/absolute")));
        assertEquals(Path.of("/Users/ada/Library/Application Support/Glassbox"), AppFolder.of("Mac OS X", "/Users/ada", Map.of()));
        assertEquals(Path.of("/local/Glassbox"), AppFolder.of("Windows 11", "/Users/ada", Map.of("LOCALAPPDATA", "/local")));
        assertEquals(Path.of("/Users/ada/AppData/Local/Glassbox"), AppFolder.of("Windows 11", "/Users/ada", Map.of("LOCALAPPDATA", " ")));
    }
}
