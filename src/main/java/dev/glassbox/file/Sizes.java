package dev.glassbox.file;

/// Sizes for people: `1 MB` is 1,048,576 bytes.
public final class Sizes {

    private Sizes() {}

    /// For example `100 MB`, rounded up; below one megabyte the number of bytes.
    public static String text(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes + (1 << 20) - 1 >> 20) + " MB";
    }
}
