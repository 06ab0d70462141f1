package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;

/// Where the parts of a [FlowPicture] lie. Lengths follow the design's tables for 720, 900 and 1080 lines.
final class FlowLayout {

    static final double BLEED = 8;
    static final double BOX_TOP = 44;
    static final double ROWS_TOP = 48;
    static final double MLP_WIDTH = 20;
    private static final double MLP_FROM = 72;
    private static final double ROW_MIN = 20;
    private static final double ROW_MAX = 40;
    private static final int ROWS_UNSQUEEZED = 9;
    private static final int BLOCKS_UNFOLDED = 6;
    private static final double DESIGN_WIDTH = 872;

    final double left;
    final double right;
    final double stripX;
    final double stripWidth;
    final double guessX;
    final double barWidth;
    final double lineEnd;
    final double pitch;
    final int first;
    final int count;
    final int slots;
    final int time;
    final List<Column> columns;

    /// A block, or the folded blocks `layer` … `last`.
    record Column(int layer, int last, double x, double width) {
        boolean folded() {
            return last > layer;
        }

        /// Narrow blocks show attention only.
        boolean hasMlp() {
            return width >= MLP_FROM;
        }

        double mlpX() {
            return hasMlp() ? Math.rint(x + width - Math.clamp(width * 0.055, 2, 12) - MLP_WIDTH) : x + width + 3;
        }

        double curveStart() {
            return x + Math.min(12, width * 0.09);
        }

        double curveEnd() {
            return hasMlp() ? mlpX() - Math.clamp(width * 0.16, 6, 26) : x + width - 8;
        }

        double mapX() {
            return x + 3;
        }

        double mapWidth() {
            return mlpX() - 6 - mapX();
        }
    }

    FlowLayout(Flow flow, Selection at, boolean unfolded, double width, double height) {
        left = BLEED;
        right = width - BLEED;
        double inner = right - left;
        time = flow.time();
        stripX = left + Math.clamp(inner * 0.09, 72, 130);
        stripWidth = Math.clamp(66 + (inner - DESIGN_WIDTH) / 6, 44, 130);
        double guessWidth = Math.clamp(216 + (inner - DESIGN_WIDTH) / 12, 196, 280);
        guessX = right - guessWidth;
        barWidth = guessWidth - Math.clamp(88 + (inner - DESIGN_WIDTH) / 24, 84, 108);
        lineEnd = guessX - 8;
        columns = columns(flow.weights().size(), unfolded, stripX + stripWidth + 11, guessX - 16);

        double space = height - ROWS_TOP - 4;
        int fit = Math.max(3, (int) (space / ROW_MIN + 1e-6));
        pitch = Math.clamp(Math.floor(space / Math.clamp(time, ROWS_UNSQUEEZED, Math.max(ROWS_UNSQUEEZED, fit))), ROW_MIN / 2, ROW_MAX);
        slots = Math.min(time, Math.max(fit, Math.min(time, ROWS_UNSQUEEZED)));
        if (time <= slots) {
            first = 0;
            count = time;
        } else {
            int centre = at.query() < 0 ? time - 1 : Math.min(at.query(), time - 1);
            if (centre < slots - 1) {
                first = 0;
                count = slots - 1;
            } else if (centre >= time - slots + 1) {
                first = time - slots + 1;
                count = slots - 1;
            } else {
                count = slots - 2;
                first = centre - count / 2;
            }
        }
    }

    private static List<Column> columns(int layers, boolean unfolded, double from, double to) {
        List<Column> columns = new ArrayList<>();
        if (layers <= BLOCKS_UNFOLDED || unfolded) {
            double gap = layers > BLOCKS_UNFOLDED ? 4 : 12;
            double width = (to - from - gap * (layers - 1)) / Math.max(1, layers);
            for (int l = 0; l < layers; l++) {
                columns.add(new Column(l, l, Math.rint(from + l * (width + gap)), Math.rint(width)));
            }
            return columns;
        }
        double gap = 10;
        double band = 44;
        double width = (to - from - band - 5 * gap) / 5;
        double x = from;
        for (int l : new int[] {0, 1, 2, layers - 3, layers - 2, layers - 1}) {
            boolean fold = l == 2 && columns.size() == 2;
            columns.add(fold ? new Column(2, layers - 4, Math.rint(x), band) : new Column(l, l, Math.rint(x), Math.rint(width)));
            x += (fold ? band : width) + gap;
        }
        return columns;
    }

    boolean foldedAbove() {
        return first > 0;
    }

    boolean foldedBelow() {
        return first + count < time;
    }

    boolean shows(int position) {
        return position >= first && position < first + count;
    }

    /// The middle of a token's row; hidden tokens lie in the folded row on their side.
    double y(int position) {
        int slot = Math.clamp(position - first, -1, count) + (foldedAbove() ? 1 : 0);
        return ROWS_TOP + Math.clamp(slot, 0, slots - 1) * pitch + Math.floor(pitch / 2);
    }

    /// The upper edge of a token's row.
    double top(int position) {
        return y(position) - Math.floor(pitch / 2);
    }

    double rowsBottom() {
        return ROWS_TOP + Math.max(1, slots) * pitch;
    }

    double boxHeight() {
        return rowsBottom() + 4 - BOX_TOP;
    }

    Box row(int position) {
        return new Box(0, top(position), right + BLEED, pitch);
    }

    /// The cell of the attention map of one block.
    Box cell(Column column, int query, int key) {
        double width = column.mapWidth() / time;
        return new Box(column.mapX() + key * width, top(query), width, pitch);
    }
}
