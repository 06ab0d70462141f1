package dev.glassbox.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/// Tells how many bytes were written, piece by piece.
final class WatchedStream extends FilterOutputStream {
    private final LongConsumer written;

    /// @param written may throw to stop the writing
    WatchedStream(OutputStream out, LongConsumer written) {
        super(out);
        this.written = written;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        written.accept(1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        written.accept(length);
    }
}
