package dev.glassbox.file;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the operating system wants a program to keep what it needs between two starts.
public final class AppFolder {

    /// Set to another folder for tests, or to keep everything on a stick.
    public static final String OVERRIDE = "glassbox.data";

    private AppFolder() {}

    /// The folder of this user on this system; it need not exist yet.
    public static Path ofThisUser() {
        String chosen = System.getProperty(OVERRIDE);
        return chosen != null ? Path.of(chosen) : of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    /// Windows: `%LOCALAPPDATA%`; macOS: `~/Library/Application Support`; else `$XDG_DATA_HOME` or `~/.local/share`.
    static Path of(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return (blank(local) ? Path.of(home, "AppData", "Local") : Path.of(local)).resolve("Glassbox");
        }
        if (name.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Glassbox");
        }
        String data = environment.get("XDG_DATA_HOME");
        return (blank(data) || !Path.of(data).isAbsolute() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("glassbox");
    }

    private static boolean blank(String value) {
        return value == null || value.isBlank();
    }
}
