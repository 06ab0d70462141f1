package dev.glassbox.model;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An open file in the safetensors format (github.com/huggingface/safetensors): 8 bytes with the length of the header, a JSON header
/// that says where each tensor lies, then the numbers, little-endian and row-major.
///
/// Opening checks everything that can be checked without reading numbers: tensors lie one after the other, without gap or overlap,
/// up to the end of the file, and every extent agrees with shape and type. So reading a tensor cannot run into another one.
public final class Safetensors implements AutoCloseable {

    /// The longest header that is read, in bytes.
    public static final int HEADER_LIMIT = 100_000_000;

    /// How one number is stored.
    public enum DType {
        BOOL(1), U8(1), I8(1), F8_E5M2(1), F8_E4M3(1), I16(2), U16(2), F16(2), BF16(2), I32(4), U32(4), F32(4), I64(8), U64(8), F64(8);

        private final int bytes;

        DType(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }

        /// Whether [Safetensors#read] can turn it into floats.
        public boolean readable() {
            return this == F32 || this == F16 || this == BF16;
        }
    }

    /// One tensor of the file.
    ///
    /// @param begin offset of its first byte behind the header
    public record Entry(String name, DType type, List<Long> shape, long begin, long end) {

        /// The number of elements.
        public long size() {
            return (end - begin) / type.bytes();
        }
    }

    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, Entry> entries;

    private Safetensors(Path file, FileChannel channel, long dataStart, List<Entry> entries) {
        this.file = file;
        this.channel = channel;
        this.dataStart = dataStart;
        this.entries = new LinkedHashMap<>();
        entries.forEach(entry -> this.entries.put(entry.name(), entry));
    }

    /// Opens a file and checks its header.
    ///
    /// @throws BadFileException if it is not a complete, consistent safetensors file
    public static Safetensors open(Path file) throws BadFileException {
        long size = InputFile.check(file, Long.MAX_VALUE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            if (size < 8) {
                throw broken(file, "has " + size + " bytes, too few for a safetensors file");
            }
            long length = readFully(file, channel, 0, ByteBuffer.allocate(8)).getLong();
            if (length < 0 || length > HEADER_LIMIT) {
                throw new BadFileException(file, "announces a header of " + Long.toUnsignedString(length)
                        + " bytes, the limit is 100 MB", "check that it is a safetensors file");
            }
            if (length > size - 8) {
                throw broken(file, "ends within its header of " + length + " bytes");
            }
            byte[] header = readFully(file, channel, 8, ByteBuffer.allocate((int) length)).array();
            List<Entry> entries = new SafetensorsHeader(file).parse(header, size - 8 - length);
            return new Safetensors(file, channel, 8 + length, entries);
        } catch (IOException failed) {
            closeQuietly(channel);
            throw failed instanceof BadFileException known ? known : InputFile.unreadable(file, failed);
        } catch (RuntimeException | Error failed) {
            closeQuietly(channel);
            throw failed;
        }
    }

    /// All tensors in the order of their bytes.
    public Collection<Entry> entries() {
        return entries.values();
    }

    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /// Reads all numbers of a tensor into `into`, starting at `offset`.
    ///
    /// @throws BadFileException for a type other than F32, F16, BF16, and if the file cannot be read
    public void read(Entry entry, float[] into, int offset) throws BadFileException {
        if (!entry.type().readable()) {
            throw new BadFileException(file, "holds tensor '" + entry.name() + "' as " + entry.type(),
                    "convert it to F32, F16 or BF16");
        }
        if (entry.size() > into.length - offset) {
            throw new IllegalArgumentException(entry.size() + " numbers do not fit behind " + offset + " of " + into.length);
        }
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.clamp(entry.end() - entry.begin(), 1, 1 << 22)).order(ByteOrder.LITTLE_ENDIAN);
        int at = offset;
        try {
            for (long position = entry.begin(); position < entry.end(); position += chunk.capacity()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), entry.end() - position));
                readFully(file, channel, dataStart + position, chunk);
                at = convert(entry.type(), chunk, into, at);
            }
        } catch (BadFileException known) {
            throw known;
        } catch (IOException failed) {
            throw InputFile.unreadable(file, failed);
        }
    }

    private static int convert(DType type, ByteBuffer bytes, float[] into, int at) {
        int count = bytes.remaining() / type.bytes();
        switch (type) {
            case F32 -> bytes.asFloatBuffer().get(into, at, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Float.float16ToFloat(bytes.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
                }
            }
            default -> throw new IllegalArgumentException(type + " is not read as floats");
        }
        return at + count;
    }

    /// Fills `into` from a place in the file and makes it ready for reading.
    private static ByteBuffer readFully(Path file, FileChannel channel, long position, ByteBuffer into) throws IOException {
        into.order(ByteOrder.LITTLE_ENDIAN);
        long at = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new BadFileException(file, "became shorter while it was read", "try again");
            }
            at += read;
        }
        return into.flip();
    }

    static BadFileException broken(Path file, String problem) {
        return new BadFileException(file, problem, "get a complete copy of the file");
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            return; // it was only read
        }
    }
}
