package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glassbox.cli.StartScript.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// End to end: arguments in, exit code, stdout and stderr out.
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class StartScriptTest {

    @TempDir
    static Path folder;

    private static StartScript glassbox;

    @BeforeAll
    static void prepare() throws Exception {
        glassbox = new StartScript();
    }

    @Test
    void aModelIsTrainedAndDescribed() throws Exception {
        Result trained = glassbox.run(Map.of(), "train", "--input", "names", "--context", 8, "--set", "n_layer=1", "n_head=1", "n_embd=8",
                "--steps", 2, "--threads", 1, "--out", folder.resolve("m"));
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().matches("step 2 loss \\S+ val \\S+ fingerprint ....-....\n"), trained.out());
        Result info = glassbox.run(Map.of("LC_ALL", "C"), "info", folder.resolve("m"));
        assertEquals(0, info.code(), info.err());
        assertEquals("", info.err());
        String fingerprint = trained.out().strip().substring(trained.out().strip().length() - 9);
        assertTrue(info.out().contains("fingerprint " + fingerprint + "\n"), info.out());
    }

    /// A Java that refuses the module, as a small runtime image does.
    @Test
    void aJavaWithoutTheVectorModuleComputesAndSaysSoOnce() throws Exception {
        Path java = Files.createDirectories(folder.resolve("small/bin")).resolve("java");
        Files.writeString(folder.resolve("small/release"), "JAVA_VERSION=\"25\"\nMODULES=\"java.base java.desktop\"\n");
        Files.writeString(java, "#!/bin/sh\ncase \"$*\" in *jdk.incubator*) exit 9;; esac\nexec \"" + System.getProperty("java.home") + "/bin/java\" \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        Result normal = train(Map.of());
        assertEquals(List.of(), warnings(normal));
        Result scalar = train(Map.of("GLASSBOX_JAVA", java.toString()));
        assertEquals(0, scalar.code(), scalar.err());
        assertEquals(normal.out(), scalar.out());
        assertEquals(List.of("warning: Java was started without its module jdk.incubator.vector, so training takes many times as long: "
                + "start it with --add-modules jdk.incubator.vector."), warnings(scalar));
    }

    @Test
    void shortVectorsComputeAndSaySoOnce() throws Exception {
        Result narrow = train(Map.of("JAVA_OPTS", "-XX:MaxVectorSize=16"));
        assertEquals(0, narrow.code(), narrow.err());
        assertEquals(1, warnings(narrow).size(), narrow.err());
        assertTrue(warnings(narrow).getFirst().startsWith("warning: This processor computes 4 numbers at once, "), narrow.err());
        assertEquals(train(Map.of()).out(), narrow.out());
    }

    private static List<String> warnings(Result result) {
        return result.err().lines().filter(line -> line.startsWith("warning")).toList();
    }

    private static Result train(Map<String, String> environment) throws Exception {
        return glassbox.run(environment, "train", "--input", "names", "--context", 8, "--set", "n_layer=1", "n_head=1", "n_embd=8", "--steps", 2, "--threads", 1,
                "--out", Files.createTempDirectory(folder, "trained"));
    }

    /// Only here do the files of the window lie in a module of their own, which hides what a class path shows.
    @Test
    void theWindowIsDrawn() throws Exception {
        Result drawn = glassbox.run(Map.of(), "screenshots", "--out", folder.resolve("pictures"), "--steps", 1, "--only", "live-step0");
        assertEquals(0, drawn.code(), drawn.err());
        assertTrue(Files.size(Path.of(drawn.out().strip())) > 10_000, drawn.out());
        Result unknown = glassbox.run(Map.of(), "screenshots", "--out", folder.resolve("pictures"), "--only", "live-step0,moon");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().startsWith("error: --only: no picture is called moon; choose from live-step0, "), unknown.err());
    }

    @Test
    void argumentsAndOutputAreUtf8WhateverTheLocale() throws Exception {
        Path text = Files.writeString(folder.resolve("größe→.txt"), "größe→");
        Result result = glassbox.run(Map.of("LC_ALL", "C", "LANG", "C"), "train-tokenizer", "--input", text, "--kind", "char", "--out", folder.resolve("ö"));
        assertEquals(0, result.code(), result.err());
        Result back = glassbox.run(Map.of("LC_ALL", "C", "LANG", "C"), "tokenize", "--tokenizer", folder.resolve("ö"), "--text", "größe→", "--format", "json");
        assertTrue(back.out().contains("\"text\":\"größe→\""), back.out() + back.err());
    }

    @Test
    void aFailureIsOneLineAndExitCodeOne() throws Exception {
        Result result = glassbox.run(Map.of(), "info", folder.resolve("missing"));
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertEquals("error: " + folder.resolve("missing") + ": does not exist; check the name of the model folder\n", result.err());
    }

    @Test
    void aWrongCommandLineIsExitCodeTwo() throws Exception {
        Result result = glassbox.run(Map.of(), "train", "--lr", "fast", "--out", folder.resolve("x"));
        assertEquals(2, result.code());
        assertEquals("error: --lr: 'fast' is not a double; see 'glassbox train --help'\n", result.err());
    }

    /// A file has one position, shared by all who write to it: nothing of ours may come before or over what is there.
    @Test
    void stderrInAFileHoldsTheOneLineInItsPlace() throws Exception {
        String line = "error: missing: does not exist; check the name of the model folder\n";
        Path file = folder.resolve("stderr");
        glassbox.shell("{ echo before; \"$0\" info missing; echo after; } >'" + file + "' 2>&1");
        assertEquals("before\n" + line + "after\n", Files.readString(file));
        assertEquals(line, glassbox.shell("JAVA_OPTS='-Xmx300m -Da=b' \"$0\" info missing 2>'" + file + "'; cat '" + file + "'").out());
    }

    @Test
    void whatJavaHasAgainstItsOptionsIsShown() throws Exception {
        Result result = glassbox.run(Map.of("JAVA_OPTS", "-Xmx3bananas"), "--version");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("-Xmx3bananas"), result.err());
    }

    @Test
    void withoutADesktopTheWindowIsOneLineToo() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        Result result = glassbox.shell("unset DISPLAY WAYLAND_DISPLAY; \"$0\"");
        assertEquals(1, result.code());
        assertTrue(result.err().startsWith("error: window: cannot be opened here ("), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void aClosedStderrChangesNoExitCode() throws Exception {
        assertEquals(1, glassbox.shell("\"$0\" info missing 2>&-").code());
    }

    @Test
    void aFullDiskBehindStdoutIsAFailure() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Result result = glassbox.shell("\"$0\" --version >/dev/full");
        assertEquals(1, result.code());
        assertTrue(result.err().startsWith("error: stdout: could not be written"), result.err());
    }
}
