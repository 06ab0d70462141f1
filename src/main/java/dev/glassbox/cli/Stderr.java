package dev.glassbox.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The real stderr. The start script may hide it while Java boots, because Java announces the vector module there on every start; it then names
/// the place to open in the system property `glassbox.stderr`.
public final class Stderr {

    private Stderr() {}

    /// Lets everything else in this process write to the real stderr too; the first thing to do.
    public static void restore() {
        if (System.getProperty("glassbox.stderr") != null) {
            System.setErr(new PrintStream(open(), true, StandardCharsets.UTF_8));
        }
    }

    static OutputStream open() {
        String place = System.getProperty("glassbox.stderr");
        try {
            return place == null ? new FileOutputStream(FileDescriptor.err) : new FileOutputStream(place, true);
        } catch (FileNotFoundException gone) {
            return new FileOutputStream(FileDescriptor.err);
        }
    }
}
