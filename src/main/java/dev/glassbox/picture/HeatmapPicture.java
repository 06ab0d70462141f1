package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A matrix as coloured cells: labels, axis names, numbers where there is room, hatching where it is masked, crosses where
/// a number is not finite, rings around what is selected. From one cell to 1,024 × 1,024 and more.
///
/// `HeatmapPicture.of(Heatmap.of(Side.queries(tokens), Side.keys(tokens), weights, HeatScale.shares("attention weight")))`
///
/// @param map    the numbers
/// @param marks  what is ringed
/// @param window the part that is shown
/// @param look   how much stands around the cells
public record HeatmapPicture(Heatmap map, Marks marks, Window window, Look look) implements Picture {

    /// More parts than these are not listed one by one; the arrow keys still reach every cell.
    private static final int MOST_PARTS = 4096;

    /// What can be pointed at.
    public sealed interface HeatHit extends Hit {}

    public record Cell(int row, int column, double value, boolean masked, Box box, String text) implements HeatHit {}

    public record RowLabel(int row, Box box, String text) implements HeatHit {}

    public record ColumnLabel(int column, Box box, String text) implements HeatHit {}

    /// What is ringed, −1 for nothing.
    ///
    /// @param row          a whole row, in the colour of the rows
    /// @param column       a whole column, in the colour of the columns
    /// @param pinnedRow    the row of one cell
    /// @param pinnedColumn the column of that cell
    public record Marks(int row, int column, int pinnedRow, int pinnedColumn) {
        public static final Marks NONE = new Marks(-1, -1, -1, -1);

        private Marks within(int rows, int columns) {
            boolean pinned = pinnedRow < rows && pinnedColumn < columns;
            return new Marks(row < rows ? row : -1, column < columns ? column : -1, pinned ? pinnedRow : -1, pinned ? pinnedColumn : -1);
        }

        public static Marks lines(int row, int column) {
            return new Marks(row, column, -1, -1);
        }

        /// Row and column, and the cell where they cross.
        public static Marks crossing(int row, int column) {
            return new Marks(row, column, row, column);
        }

        public static Marks cell(int row, int column) {
            return new Marks(-1, -1, row, column);
        }
    }

    /// The part of the matrix in view, in cells; fractions are allowed.
    public record Window(double row, double column, double rows, double columns) {
        /// Everything.
        public static final Window ALL = new Window(0, 0, 0, 0);

        public boolean all() {
            return rows <= 0;
        }
    }

    /// @param labels  labels and axis names
    /// @param numbers values on cells that are wide enough
    /// @param legend  the scale below
    /// @param square  whether cells keep equal sides
    /// @param maxCell the largest side of a cell
    public record Look(boolean labels, boolean numbers, boolean legend, boolean square, double maxCell) {
        public static final Look FULL = new Look(true, true, true, true, 64);
        /// Cells only, for thumbnails and strips.
        public static final Look BARE = new Look(false, false, false, false, Double.MAX_VALUE);

        public Look withNumbers(boolean wanted) {
            return new Look(labels, wanted, legend, square, maxCell);
        }

        public Look withLegend(boolean wanted) {
            return new Look(labels, numbers, wanted, square, maxCell);
        }

        /// Cells fill the room there is.
        public Look stretched() {
            return new Look(labels, numbers, legend, false, Double.MAX_VALUE);
        }
    }

    public HeatmapPicture {
        // While a sentence is edited, the selection may for a moment be that of a longer one.
        marks = marks.within(map.rows().size(), map.columns().size());
    }

    public static HeatmapPicture of(Heatmap map) {
        return new HeatmapPicture(map, Marks.NONE, Window.ALL, Look.FULL);
    }

    public HeatmapPicture marked(Marks selection) {
        return new HeatmapPicture(map, selection, window, look);
    }

    public HeatmapPicture zoomed(Window part) {
        return new HeatmapPicture(map, marks, part, look);
    }

    public HeatmapPicture looking(Look wanted) {
        return new HeatmapPicture(map, marks, window, wanted);
    }

    @Override
    public Size preferredSize() {
        double cell = Math.clamp(440.0 / Math.max(map.rows().size(), map.columns().size()), 1, 44);
        double around = look.labels() ? 130 : 0;
        return new Size(cell * map.columns().size() + around, cell * map.rows().size() + around + (look.legend() ? 40 : 0));
    }

    @Override
    public Size minimumSize() {
        return new Size(Math.min(200, preferredSize().width()), Math.min(160, preferredSize().height()));
    }

    @Override
    public Optional<Picture> legend() {
        return look.legend() ? Optional.empty() : Optional.of(new HeatLegend(map.scale(), map.masked().length != 0 ? map.hatched() : ""));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        HeatmapLayout layout = layout(ink, width, height);
        new HeatmapPainter(this, layout, pen, ink).paint();
        if (look.legend()) {
            pen.save();
            pen.translate(layout.area().x(), Math.min(height - HeatmapLayout.LEGEND, layout.area().bottom() + 6));
            new HeatLegend(map.scale(), map.masked().length != 0 ? map.hatched() : "").paintFrom(pen, ink, HeatmapLayout.LEGEND, Anchor.START,
                    Math.max(layout.area().width(), width - layout.area().x()));
            pen.restore();
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        HeatmapLayout layout = layout(ink, width, height);
        List<Hit> parts = new ArrayList<>();
        if ((long) layout.visibleRows() * layout.visibleColumns() > MOST_PARTS) {
            return parts;
        }
        for (int column = layout.firstColumn(); look.labels() && column < layout.endColumn(); column++) {
            parts.add(columnLabel(layout, column));
        }
        for (int row = layout.firstRow(); row < layout.endRow(); row++) {
            if (look.labels()) {
                parts.add(rowLabel(layout, row));
            }
            for (int column = layout.firstColumn(); column < layout.endColumn(); column++) {
                parts.add(cell(layout, row, column));
            }
        }
        return parts;
    }

    @Override
    public Optional<Hit> step(Hit from, int dx, int dy, Ink ink, double width, double height) {
        HeatmapLayout layout = layout(ink, width, height);
        if (from instanceof Cell cell) {
            int row = cell.row() + dy;
            int column = cell.column() + dx;
            boolean inside = row >= 0 && row < map.rows().size() && column >= 0 && column < map.columns().size();
            return inside ? Optional.of(cell(layout, row, column)) : look.labels() && parts(ink, width, height).size() > 1
                    ? Optional.empty() : Optional.of(from);
        }
        boolean many = (long) layout.visibleRows() * layout.visibleColumns() > MOST_PARTS;
        return many ? Optional.of(cell(layout, layout.firstRow(), layout.firstColumn())) : Optional.empty();
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        HeatmapLayout layout = layout(ink, width, height);
        int row = layout.rowAt(y);
        int column = layout.columnAt(x);
        Box area = layout.area();
        if (area.contains(x, y)) {
            return cell(layout, row, column);
        }
        if (look.labels() && x < area.x() && y >= area.y() && y < area.bottom()) {
            return rowLabel(layout, row);
        }
        if (look.labels() && y < area.y() && x >= area.x() && x < area.right()) {
            return columnLabel(layout, column);
        }
        return Hit.NONE;
    }

    /// Where the cells are painted at this size.
    public Box cellArea(Ink ink, double width, double height) {
        return layout(ink, width, height).area();
    }

    /// One cell as a part of the picture at this size.
    public Cell cellHit(int row, int column, Ink ink, double width, double height) {
        return cell(layout(ink, width, height), row, column);
    }

    private Cell cell(HeatmapLayout layout, int row, int column) {
        double value = map.value(row, column);
        boolean masked = map.masked(row, column);
        String text = map.rows().label(row) + ", " + map.columns().label(column) + ": " + (masked ? map.hatched() : map.scale().text(value));
        return new Cell(row, column, value, masked, layout.cell(row, column), text);
    }

    private RowLabel rowLabel(HeatmapLayout layout, int row) {
        Box first = layout.cell(row, layout.firstColumn());
        String note = map.notes().texts().isEmpty() ? "" : ", " + map.notes().title() + " " + map.notes().texts().get(row);
        return new RowLabel(row, new Box(layout.labelX(), first.y(), layout.area().x() - layout.labelX(), first.height()),
                "row " + map.rows().label(row) + note);
    }

    private ColumnLabel columnLabel(HeatmapLayout layout, int column) {
        Box first = layout.cell(layout.firstRow(), column);
        return new ColumnLabel(column, new Box(first.x(), layout.labelY(), first.width(), layout.area().y() - layout.labelY()),
                "column " + map.columns().label(column));
    }

    /// Names the largest value, and that of the ringed row when there is one.
    @Override
    public Optional<NumberTable> numbers() {
        List<String> header = new ArrayList<>();
        header.add(map.rows().name());
        for (int column = 0; column < map.columns().size(); column++) {
            header.add(label(map.columns(), column));
        }
        List<List<Object>> lines = new ArrayList<>();
        for (int row = 0; row < map.rows().size(); row++) {
            List<Object> line = new ArrayList<>();
            line.add(label(map.rows(), row));
            for (int column = 0; column < map.columns().size(); column++) {
                line.add(map.masked(row, column) ? "" : map.value(row, column));
            }
            lines.add(line);
        }
        return Optional.of(new NumberTable(header, lines));
    }

    private static String label(Heatmap.Side side, int index) {
        return side.labels().isEmpty() ? Integer.toString(index) : side.labels().get(index);
    }

    @Override
    public String describe() {
        int from = marks.row() >= 0 ? marks.row() : 0;
        int to = marks.row() >= 0 ? marks.row() + 1 : map.rows().size();
        int bestRow = -1;
        int bestColumn = -1;
        int unusable = 0;
        for (int row = from; row < to; row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                if (map.masked(row, column)) {
                    continue;
                }
                float value = map.value(row, column);
                if (!Float.isFinite(value)) {
                    unusable++;
                } else if (bestRow < 0 || value > map.value(bestRow, bestColumn)) {
                    bestRow = row;
                    bestColumn = column;
                }
            }
        }
        String what = map.scale().unit().isEmpty() ? "Matrix" : map.scale().unit().substring(0, 1).toUpperCase(Locale.ROOT)
                + map.scale().unit().substring(1);
        String largest = bestRow < 0 ? ": no finite value" : ": " + (marks.row() >= 0 ? "in row " : "the largest is in row ")
                + map.rows().label(bestRow) + (marks.row() >= 0 ? " the largest is in column " : ", column ") + map.columns().label(bestColumn)
                + ", " + map.scale().text(map.value(bestRow, bestColumn));
        return what + " " + map.shape() + largest + (unusable > 0 ? "; " + Numbers.integer(unusable) + " cells are not finite." : ".");
    }

    HeatmapLayout layout(Ink ink, double width, double height) {
        return new HeatmapLayout(this, ink, width, height);
    }
}
