package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentModelsTest {
    @TempDir
    private Path data;

    @Test
    void theNewestComesFirstOnceAndOnlyTenAreKept() throws IOException {
        var recent = new RecentModels(data.resolve("new"));
        for (int i = 0; i < 12; i++) {
            recent.add(data.resolve("model-" + i));
        }
        List<Path> kept = recent.add(data.resolve("model-5"));
        assertEquals(RecentModels.MOST, kept.size());
        assertEquals(data.resolve("model-5"), kept.getFirst());
        assertEquals(data.resolve("model-11"), kept.get(1));
        assertEquals(kept, recent.read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"recent\":7}", "{\"recent\":{\"a\":1}}", "{\"recent\":[1,null,[],\"relative\",\"\\u0000/x\",\"\"]}",
        "{\"recent\":[],\"recent\":[]}", "\u0000\u0001", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})
    void rubbishIsAnEmptyListAndIsReplacedByTheNextOne(String rubbish) throws IOException {
        Files.writeString(data.resolve("recent.json"), rubbish);
        var recent = new RecentModels(data);
        assertEquals(List.of(), recent.read());
        if (rubbish.isEmpty() || rubbish.startsWith("{") || rubbish.startsWith("[")) {
            assertEquals(List.of(data.resolve("m")), recent.add(data.resolve("m")));
        }
    }

    @Test
    void aLongListIsCutAndAFolderInItsPlaceIsSurvived() throws IOException {
        Files.writeString(data.resolve("recent.json"), "{\"recent\":[" + "\"/a\",".repeat(20_000) + "\"/b\"]}");
        assertEquals(List.of(Path.of("/a"), Path.of("/b")), new RecentModels(data).read());
        Files.delete(data.resolve("recent.json"));
        Files.createDirectory(data.resolve("recent.json"));
        assertEquals(List.of(), new RecentModels(data).read());
    }
}
