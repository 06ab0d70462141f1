package dev.glassbox.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the engine in a JVM of its own: with other flags, or without what the tests before have made of the compiled code.
final class ChildJvm {
    private ChildJvm() {
    }

    /// Flags for a JVM with the vector module, as the start script adds it.
    static List<String> vectors(String... flags) {
        List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        all.addAll(List.of(flags));
        return all;
    }

    /// @param main a class of the tests with a main method, which ends by itself
    /// @return what it printed to standard output
    static String run(List<String> flags, Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+IgnoreUnrecognizedVMOptions"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(args));
        Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!child.waitFor(2, TimeUnit.MINUTES)) {
            child.destroyForcibly();
        }
        assertEquals(0, child.exitValue(), String.join(" ", command));
        return output;
    }

    /// Tests may run on the module path, so the places of the classes themselves are asked.
    private static String classPath() {
        return location(Trainer.class) + File.pathSeparator + location(ChildJvm.class);
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
