package dev.glassbox.picture;

import dev.glassbox.picture.TokenBench.Chip;
import java.util.stream.IntStream;

/// Where rows, columns and chips of a [TokenBenchPicture] lie. Where the rows are too low for two lines, the chosen one takes the height it
/// needs for its ids, and the others share the rest.
final class TokenBenchLayout {
    static final double LEFT = 160;
    static final double HEAD = 20;
    private static final double RIGHT = 92;
    private static final double WIDEST = 24;
    private static final double NARROWEST = 14;
    private static final double PAGED = 17;
    private static final double BAR = 22;
    private static final double TALLEST = 46;
    private static final double TWO_LINES = 38;
    private static final double LOWEST = 18;

    private final TokenBench bench;
    private final double width;
    private final double height;
    private final double cell;
    private final double pitch;
    private final int chosen;

    TokenBenchLayout(TokenBench bench, String chosenKey, double width, double height) {
        this.bench = bench;
        this.width = width;
        this.height = height;
        double room = width - LEFT - RIGHT;
        cell = Math.max(4, Math.min(WIDEST, Math.floor(room / Math.max(1, bench.columns()) * 2) / 2));
        double tall = height - HEAD - (bench.partial() ? BAR : 0);
        int rows = Math.max(1, bench.rows().size());
        double even = Math.floor(tall / rows);
        double others = rows == 1 ? even : Math.floor((tall - TWO_LINES) / (rows - 1));
        boolean lift = even < TWO_LINES && others >= LOWEST;
        chosen = lift ? IntStream.range(0, bench.rows().size()).filter(row -> bench.rows().get(row).key().equals(chosenKey)).findFirst().orElse(-1) : -1;
        pitch = Math.max(12, Math.min(TALLEST, chosen < 0 ? even : others));
    }

    static int fit(double width, int all) {
        double room = Math.max(NARROWEST, width - LEFT - RIGHT);
        return room / NARROWEST >= all ? all : (int) (room / PAGED);
    }

    double pitch(int row) {
        return row == chosen ? TWO_LINES : pitch;
    }

    double top(int row) {
        return HEAD + row * pitch + (chosen >= 0 && row > chosen ? TWO_LINES - pitch : 0);
    }

    double middle(int row) {
        return top(row) + pitch(row) / 2;
    }

    double countEnd() {
        return width - 8 - 22;
    }

    double cell() {
        return cell;
    }

    private double chipHeight(int row) {
        return Math.min(36, pitch(row) - Math.max(2, Math.min(8, pitch(row) / 6)));
    }

    /// The row's band is painted behind the whole pitch; chips leave air above and below, and a hair between each other.
    Box chip(int row, Chip chip) {
        double h = chipHeight(row);
        double x = LEFT + chip.from() * cell;
        double w = (chip.to() - chip.from()) * cell - 1.5;
        double y = Math.rint(middle(row) - h / 2);
        if (chip.slots() == 1) {
            return new Box(x, y, w, Math.rint(h));
        }
        int lines = Math.min(2, chip.slots());
        int perLine = (chip.slots() + lines - 1) / lines;
        double each = (h - (lines - 1)) / lines;
        double wide = w / perLine;
        return new Box(x + chip.slot() / lines * wide, y + chip.slot() % lines * (each + 1), wide - (perLine > 1 ? 1 : 0), each);
    }

    Box track() {
        return new Box(LEFT, height - BAR + 2, width - LEFT - RIGHT - 12, BAR - 4);
    }
}
