package dev.glassbox.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/// The real stderr. The start script hides it while Java boots, because Java announces the vector module there on every start; it then names
/// the descriptor to write to in the system property `glassbox.stderr`.
public final class Stderr {

    private Stderr() {}

    /// Lets everything else in this process write to the real stderr too; the first thing to do.
    public static void restore() {
        if (System.getProperty("glassbox.stderr") != null) {
            System.setErr(new PrintStream(open(), true, StandardCharsets.UTF_8));
        }
    }

    static OutputStream open() {
        Integer number = Integer.getInteger("glassbox.stderr");
        return new FileOutputStream(number == null ? FileDescriptor.err : inherited(number));
    }

    /// A descriptor the shell has opened. Java has no public way to write to one: to open it anew as `/dev/fd/9` would begin a file at its
    /// head once more, and fails for a socket.
    private static FileDescriptor inherited(int number) {
        try {
            Constructor<FileDescriptor> ofNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
            ofNumber.setAccessible(true);
            return ofNumber.newInstance(number);
        } catch (ReflectiveOperationException | RuntimeException notHere) {
            return FileDescriptor.err;
        }
    }
}
