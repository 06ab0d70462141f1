package dev.glassbox.picture;

import dev.glassbox.picture.HeatmapPicture.Window;

/// Where everything of a [HeatmapPicture] stands at a size.
final class HeatmapLayout {

    static final double LEGEND = 34;
    private static final double AXIS_NAME = 20;
    private static final double LONGEST_LABEL = 112;
    private static final double SLANT = Math.toRadians(40);
    /// From this size on, cells lie on whole pixels.
    private static final double WHOLE_FROM = 8;

    private final Heatmap map;
    private final Window window;
    private final Box area;
    private final double labelX;
    private final double labelY;
    private final double cellWidth;
    private final double cellHeight;
    private final boolean slanted;
    private final double width;

    HeatmapLayout(HeatmapPicture picture, Ink ink, double width, double height) {
        map = picture.map();
        this.width = width;
        Window wanted = picture.window();
        window = wanted.all() ? new Window(0, 0, map.rows().size(), map.columns().size()) : wanted;
        HeatmapPicture.Look look = picture.look();
        TextFont font = ink.font(FontRole.MONO_SMALL);
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = look.legend() ? LEGEND + 8 : look.labels() ? 2 : 0; // the frame stands outside
        boolean slant = false;
        if (look.labels()) {
            double rowName = map.rows().name().isEmpty() ? 0 : AXIS_NAME;
            double columnName = map.columns().name().isEmpty() ? 0 : AXIS_NAME + 2;
            double widest = widest(map.columns(), font);
            double rowsWidth = Math.min(Math.min(LONGEST_LABEL, width * 0.3), widest(map.rows(), font));
            left = rowName + rowsWidth + 10;
            right = map.notes().texts().isEmpty() ? 2 : notesWidth(font) + 12;
            double pitch = Math.min(picture.look().maxCell(), (width - left - right) / window.columns());
            if (look.square()) { // what is wide enough may still be too low
                pitch = Math.min(pitch, (height - columnName - 20 - bottom) / window.rows());
            }
            slant = !map.columns().labels().isEmpty() && widest > pitch - 6;
            top = columnName + (slant ? Math.min(widest, LONGEST_LABEL) * Math.sin(SLANT) + 14 : 20);
            if (slant) {
                right = Math.max(right, Math.min(widest, LONGEST_LABEL) * Math.cos(SLANT) - pitch / 2);
            }
        }
        slanted = slant;
        double w = Math.max(1, width - left - right) / window.columns();
        double h = Math.max(1, height - top - bottom) / window.rows();
        double most = look.maxCell();
        w = Math.min(w, most);
        h = Math.min(h, most);
        if (look.square()) {
            w = h = Math.min(w, h);
        }
        cellWidth = wanted.all() && w >= WHOLE_FROM ? Math.floor(w) : w;
        cellHeight = wanted.all() && h >= WHOLE_FROM ? Math.floor(h) : h;
        double spare = look.square() ? Math.max(0, (width - left - right - cellWidth * window.columns()) / 2) : 0;
        double x = Math.rint(left + spare);
        labelX = Math.rint(spare);
        labelY = 0;
        area = new Box(x, Math.rint(top), cellWidth * window.columns(), cellHeight * window.rows());
    }

    private static double widest(Heatmap.Side side, TextFont font) {
        if (side.labels().isEmpty()) {
            return font.width(Integer.toString(side.size() - 1));
        }
        return side.labels().stream().mapToDouble(font::width).max().orElse(0);
    }

    private double notesWidth(TextFont font) {
        return Math.max(font.width(map.notes().title()), map.notes().texts().stream().mapToDouble(font::width).max().orElse(0));
    }

    /// Where the cells are.
    Box area() {
        return area;
    }

    /// The whole picture's.
    double width() {
        return width;
    }

    double labelX() {
        return labelX;
    }

    double labelY() {
        return labelY;
    }

    boolean slanted() {
        return slanted;
    }

    double cellWidth() {
        return cellWidth;
    }

    double cellHeight() {
        return cellHeight;
    }

    int firstRow() {
        return Math.clamp((int) Math.floor(window.row()), 0, map.rows().size() - 1);
    }

    int endRow() {
        return Math.clamp((int) Math.ceil(window.row() + window.rows() - 1e-9), 1, map.rows().size());
    }

    int firstColumn() {
        return Math.clamp((int) Math.floor(window.column()), 0, map.columns().size() - 1);
    }

    int endColumn() {
        return Math.clamp((int) Math.ceil(window.column() + window.columns() - 1e-9), 1, map.columns().size());
    }

    int visibleRows() {
        return endRow() - firstRow();
    }

    int visibleColumns() {
        return endColumn() - firstColumn();
    }

    double x(double column) {
        return area.x() + (column - window.column()) * cellWidth;
    }

    double y(double row) {
        return area.y() + (row - window.row()) * cellHeight;
    }

    Box cell(int row, int column) {
        return new Box(x(column), y(row), cellWidth, cellHeight);
    }

    int rowAt(double y) {
        return Math.clamp((int) Math.floor((y - area.y()) / cellHeight + window.row()), 0, map.rows().size() - 1);
    }

    int columnAt(double x) {
        return Math.clamp((int) Math.floor((x - area.x()) / cellWidth + window.column()), 0, map.columns().size() - 1);
    }

    /// Every how many places a label fits when one needs `room`.
    static int every(double pitch, double room) {
        int step = 1;
        int[] factors = {2, 5, 10, 20, 50, 100, 200, 500};
        for (int i = 0; step * pitch < room && i < factors.length; i++) {
            step = factors[i];
        }
        return step;
    }
}
