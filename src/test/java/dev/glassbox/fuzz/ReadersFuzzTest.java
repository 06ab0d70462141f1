package dev.glassbox.fuzz;

import static org.junit.jupiter.api.Assertions.*;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Safetensors;
import dev.glassbox.session.RecentModels;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import dev.glassbox.text.WordVectors;
import dev.glassbox.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Whatever a file holds, a reader gives a result or its one declared exception.
///
/// The ordinary build replays the inputs in `ReadersFuzzTestInputs`. To search for new ones, ten minutes for one reader:
/// `JAZZER_FUZZ=1 mvn test-compile surefire:test@fuzz -Dfuzz=ReadersFuzzTest#safetensors` (or `config`, `training`, `tokenizer`, `corpus`, `wordVectors`, `recent`).
class ReadersFuzzTest {
    private static final String TIME = "10m";
    private static Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("glassbox-fuzz");
    }

    @AfterAll
    static void removeFolder() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path file(String name, byte... bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void told(BadFileException bad) {
        assertTrue(bad.getMessage().lines().count() == 1 && bad.getMessage().length() < 2_000, bad.getMessage());
    }

    @FuzzTest(maxDuration = TIME)
    void safetensors(byte[] data) {
        try (Safetensors tensors = Safetensors.open(file("model.safetensors", data))) {
            for (Safetensors.Entry entry : tensors.entries()) {
                assertTrue(entry.size() <= data.length, "a tensor larger than the file");
                if (entry.type().readable()) {
                    tensors.read(entry, new float[(int) entry.size()], 0);
                }
            }
        } catch (BadFileException bad) {
            told(bad);
        }
    }

    @FuzzTest(maxDuration = TIME)
    void config(byte[] data) {
        file("config.json", data);
        try {
            assertTrue(new ModelFolder(folder).config().parameterCount() > 0);
        } catch (BadFileException bad) {
            told(bad);
        }
    }

    @FuzzTest(maxDuration = TIME)
    void training(byte[] data) {
        Path place = folder.resolve("training");
        try {
            Files.createDirectories(place);
            Files.writeString(place.resolve("config.json"), "{\"vocab_size\":3,\"n_positions\":2,\"n_embd\":2,\"n_layer\":1,\"n_head\":1}");
            Files.write(place.resolve("training.json"), data);
            Optional<Checkpoint.Progress> read = Checkpoint.check(new ModelFolder(place));
            assertTrue(read.isEmpty() || read.get().step() >= 0);
        } catch (BadFileException bad) {
            told(bad);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Three files in one input, parted by bytes that no UTF-8 text holds.
    @FuzzTest(maxDuration = TIME)
    void tokenizer(byte[] data) {
        int first = indexOf(data, 0);
        int second = indexOf(data, Math.min(data.length, first + 1));
        file("vocab.json", Arrays.copyOf(data, first));
        file("merges.txt", Arrays.copyOfRange(data, Math.min(data.length, first + 1), second));
        file("tokenizer_config.json", Arrays.copyOfRange(data, Math.min(data.length, second + 1), data.length));
        try {
            Tokenizer read = TokenizerFiles.read(folder);
            for (int id = 0; id < read.vocabulary().size(); id++) {
                assertNotNull(read.vocabulary().label(id));
            }
            if (read.kind().equals("bpe")) {
                assertEquals("ab \u00E9", read.decode(read.ids("ab \u00E9")));
            }
        } catch (BadFileException bad) {
            told(bad);
        }
    }

    private static int indexOf(byte[] data, int from) {
        for (int i = from; i < data.length; i++) {
            if (data[i] == (byte) 0xFF) {
                return i;
            }
        }
        return data.length;
    }

    @FuzzTest(maxDuration = TIME)
    void corpus(byte[] data) {
        try {
            Corpus read = Corpus.read(file("text.txt", data));
            assertFalse(read.text().isEmpty());
            assertTrue(read.prompt().length() <= read.text().length());
        } catch (CorpusException told) {
            assertEquals(1, told.getMessage().lines().count(), told.getMessage());
        }
    }

    @FuzzTest(maxDuration = TIME)
    void wordVectors(byte[] data) {
        try {
            WordVectors read = WordVectors.read(file("vectors.txt", data));
            assertTrue(read.words().size() >= 3 && read.rows().length == read.words().size() * read.width());
            for (float value : read.rows()) {
                assertTrue(Float.isFinite(value));
            }
        } catch (BadFileException bad) {
            told(bad);
        }
    }

    @FuzzTest(maxDuration = TIME)
    void recent(byte[] data) {
        file("recent.json", data);
        assertTrue(new RecentModels(folder).read().stream().allMatch(Path::isAbsolute));
    }
}
