package dev.glassbox.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The program as a person starts it: the real start script, in a process of its own, over a folder laid out like the packaged one.
final class StartScript {

    /// What a process left behind.
    record Result(int code, String out, String err) {}

    private static final List<String> LIBRARIES = List.of("picocli", "jackson", "jtokkit", "javafx", "controlsfx", "ikonli", "atlantafx");

    private final Path home;

    StartScript() throws IOException {
        this.home = Path.of("target/start-script").toAbsolutePath();
        Files.createDirectories(home.resolve("bin"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        Path script = Files.copy(Path.of("src/main/scripts/glassbox"), home.resolve("bin/glassbox"), StandardCopyOption.REPLACE_EXISTING);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        try (Stream<Path> old = Files.list(lib)) {
            for (Path link : old.toList()) {
                Files.delete(link);
            }
        }
        int jar = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--no-compress", "--file",
                lib.resolve("glassbox.jar").toString(), "-C", "target/classes", ".");
        if (jar != 0) {
            throw new IOException("jar ended with " + jar);
        }
        String paths = System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path", "");
        for (String entry : paths.split(File.pathSeparator)) {
            Path library = Path.of(entry);
            String name = library.getFileName() == null ? "" : library.getFileName().toString();
            if (name.endsWith(".jar") && LIBRARIES.stream().anyMatch(name::startsWith) && !Files.exists(lib.resolve(name))) {
                Files.createSymbolicLink(lib.resolve(name), library.toAbsolutePath());
            }
        }
    }

    Result run(Map<String, String> environment, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/glassbox").toString()));
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        return runAs(environment, command);
    }

    /// Runs a line of shell in which `"$0"` is the start script.
    Result shell(String line) throws IOException, InterruptedException {
        return runAs(Map.of(), List.of("sh", "-c", line, home.resolve("bin/glassbox").toString()));
    }

    private static Result runAs(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("GLASSBOX_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Result(process.exitValue(), out, err);
    }
}
