package dev.glassbox.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The model folders opened or saved last, newest first, in `recent.json` of the program's own folder. Whatever that file holds, reading it
/// gives a list: what is no absolute path in it is left out.
public final class RecentModels {
    public static final int MOST = 10;

    private static final String FILE = "recent.json";
    private static final int LIMIT = 256 << 10;
    private static final int LONGEST = 4096;

    private final Path data;

    /// @param data the program's own folder; it need not exist yet
    public RecentModels(Path data) {
        this.data = data;
    }

    /// At most [#MOST] folders; empty when the list cannot be read.
    public List<Path> read() {
        try {
            return parse(StrictJson.read(data.resolve(FILE), LIMIT));
        } catch (BadFileException unreadable) {
            return List.of(); // a lost list is not worth a message
        }
    }

    private static List<Path> parse(JsonNode json) {
        List<Path> folders = new ArrayList<>();
        for (JsonNode entry : json.path("recent")) {
            String text = entry.isTextual() ? entry.textValue() : "";
            if (text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl)) {
                try {
                    Path folder = Path.of(text);
                    if (folder.isAbsolute() && !folders.contains(folder) && folders.size() < MOST) {
                        folders.add(folder);
                    }
                } catch (InvalidPathException _) {
                    continue;
                }
            }
        }
        return List.copyOf(folders);
    }

    /// Puts a folder first.
    ///
    /// @throws BadFileException when the list cannot be written; the old one then stays
    public List<Path> add(Path folder) throws BadFileException {
        List<Path> folders = new ArrayList<>(read());
        Path absolute = folder.toAbsolutePath().normalize();
        folders.remove(absolute);
        folders.addFirst(absolute);
        List<Path> kept = List.copyOf(folders.subList(0, Math.min(MOST, folders.size())));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        kept.forEach(known -> list.add(known.toString()));
        try {
            Files.createDirectories(data);
        } catch (IOException failed) {
            throw new BadFileException(data, "cannot be made", "look at its permissions", failed);
        }
        AtomicFile.write(data.resolve(FILE), FileKind.JSON, out ->
                out.write(new JsonMapper().writeValueAsBytes(JsonNodeFactory.instance.objectNode().set("recent", list))));
        return kept;
    }
}
