package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts nobody can train on: each gets one sentence in the run menu, and the current run goes on.
class BadTextsTest {
    @TempDir
    private Path folder;

    @Test
    void everyBadTextGetsOneSentenceAndTheRunStays() throws Exception {
        byte[] binary = new byte[3_000];
        binary[0] = 127;
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure))) {
            window.run().open(TinyRuns.spec(1_000_000), false);
            Ticks.until(window.pulse(), () -> window.run().getState() == RunState.PAUSED);
            says(window, Files.write(folder.resolve("empty.txt"), new byte[0]), "is empty");
            says(window, Files.writeString(folder.resolve("one.txt"), "x"), "only 1 character;");
            says(window, Files.write(folder.resolve("binary.txt"), binary), "not a text file");
            says(window, Files.write(folder.resolve("latin.txt"), "café ".repeat(500).getBytes(StandardCharsets.ISO_8859_1)), "not UTF-8 near byte 3");
            says(window, Files.writeString(folder.resolve("short.txt"), "a cat ".repeat(20)), "only 120 characters");
            Path huge = folder.resolve("huge.txt");
            try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
                sparse.setLength(300L << 20);
            }
            says(window, huge, "huge.txt");
            assertEquals(RunState.PAUSED, window.run().getState());
            assertEquals("", window.run().failureProperty().get());
            window.run().stepOnce();
            Ticks.until(window.pulse(), () -> window.run().getStep() == 1);
        }
    }

    private static void says(WindowModel window, Path file, String part) throws InterruptedException {
        window.draft().useFile(file);
        Ticks.until(window.pulse(), () -> window.draft().factsProperty().get() != null);
        String sentence = window.draft().errorProperty().get();
        assertTrue(sentence.contains(part), file.getFileName() + ": " + sentence);
        assertEquals(1, sentence.lines().count());
        assertFalse(sentence.contains("Exception") || sentence.contains("java."), sentence);
        assertTrue(window.draft().toSpec().isEmpty(), "nothing can be started with it");
    }
}
