package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// Paints a [HeatmapPicture] into its layout.
final class HeatmapPainter {

    /// From these sides on, cells are kept apart by a line of paper, and carry their number.
    private static final double APART_FROM = 14;
    private static final double NUMBER_FROM = 30;
    /// Shares have three characters at most.
    private static final double SHARE_FROM = 24;
    /// In narrower cells the numbers of neighbours would touch each other.
    private static final double ROOMY_FROM = 28;
    private static final double NUMBER_HEIGHT = 16;
    private static final double CROSS_FROM = 6;
    private static final double SLANT_DEGREES = -40;

    private final HeatmapPicture picture;
    private final Heatmap map;
    private final HeatmapLayout layout;
    private final Pen pen;
    private final Ink ink;

    HeatmapPainter(HeatmapPicture picture, HeatmapLayout layout, Pen pen, Ink ink) {
        this.picture = picture;
        this.map = picture.map();
        this.layout = layout;
        this.pen = pen;
        this.ink = ink;
    }

    void paint() {
        Box area = layout.area();
        if (picture.look().labels()) {
            axisNames(area);
            rowLabels(area);
            columnLabels(area);
            notes(area);
        }
        boolean part = !picture.window().all();
        if (part) {
            pen.save();
            pen.clip(area.x(), area.y(), area.width(), area.height());
        }
        cells(area);
        if (part) {
            pen.restore();
        }
        pen.strokeRect(area.x() - 0.5, area.y() - 0.5, area.width() + 1, area.height() + 1, 0,
                Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        if (part) {
            pen.save();
            pen.clip(area.x() - 3, area.y() - 3, area.width() + 6, area.height() + 6);
        }
        rings(area);
        if (part) {
            pen.restore();
        }
    }

    private void cells(Box area) {
        if (map.masked().length != 0) {
            pen.hatch(area.x(), area.y(), area.width(), area.height());
        }
        int rows = layout.visibleRows();
        int columns = layout.visibleColumns();
        int shownRows = Math.min(rows, Math.max(1, (int) Math.ceil(rows * Math.max(1e-9, layout.cellHeight()))));
        int shownColumns = Math.min(columns, Math.max(1, (int) Math.ceil(columns * Math.max(1e-9, layout.cellWidth()))));
        Cells image = shownRows == rows && shownColumns == columns ? each(rows, columns) : pooled(rows, columns, shownRows, shownColumns);
        pen.cells(image, layout.x(layout.firstColumn()), layout.y(layout.firstRow()), columns * layout.cellWidth(), rows * layout.cellHeight());
        if (Math.min(layout.cellWidth(), layout.cellHeight()) >= APART_FROM) {
            apart();
        }
        if (Math.min(layout.cellWidth(), layout.cellHeight()) >= CROSS_FROM) {
            details();
            outlines();
        }
    }

    /// Around what was chosen among others, such as the keys that top-k keeps.
    private void outlines() {
        if (map.kept().length == 0) {
            return;
        }
        Stroke line = Stroke.of(ink.color(InkColor.FG), layout.cellWidth() >= APART_FROM ? 2 : 1);
        for (int row = layout.firstRow(); row < layout.endRow(); row++) {
            for (int column = layout.firstColumn(); column < layout.endColumn(); column++) {
                if (map.kept(row, column)) {
                    Box box = layout.cell(row, column);
                    pen.strokeRect(box.x() + 1, box.y() + 1, box.width() - 3, box.height() - 3, 0, line);
                }
            }
        }
    }

    private Cells each(int rows, int columns) {
        int[] argb = new int[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int row = layout.firstRow() + r;
                int column = layout.firstColumn() + c;
                argb[r * columns + c] = map.masked(row, column) ? 0 : color(map.value(row, column));
            }
        }
        return new Cells(columns, rows, argb);
    }

    /// Where cells are smaller than a pixel, each pixel shows the one that stands out most, so that a single strong
    /// cell never disappears.
    private Cells pooled(int rows, int columns, int shownRows, int shownColumns) {
        int[] argb = new int[shownRows * shownColumns];
        for (int y = 0; y < shownRows; y++) {
            int fromRow = layout.firstRow() + (int) ((long) y * rows / shownRows);
            int toRow = layout.firstRow() + (int) ((long) (y + 1) * rows / shownRows);
            for (int x = 0; x < shownColumns; x++) {
                int fromColumn = layout.firstColumn() + (int) ((long) x * columns / shownColumns);
                int toColumn = layout.firstColumn() + (int) ((long) (x + 1) * columns / shownColumns);
                argb[y * shownColumns + x] = strongest(fromRow, toRow, fromColumn, toColumn);
            }
        }
        return new Cells(shownColumns, shownRows, argb);
    }

    private int strongest(int fromRow, int toRow, int fromColumn, int toColumn) {
        boolean open = false;
        boolean diverging = map.scale().diverging();
        float low = (float) map.scale().low();
        float[] values = map.values();
        boolean[] masked = map.masked();
        float best = 0;
        float bestSize = -1;
        for (int row = fromRow; row < toRow; row++) {
            int at = row * map.columns().size();
            for (int cell = at + fromColumn; cell < at + toColumn; cell++) {
                if (masked.length != 0 && masked[cell]) {
                    continue;
                }
                float value = values[cell];
                if (!Float.isFinite(value)) {
                    return color(value);
                }
                open = true;
                float size = diverging ? Math.abs(value) : value - low;
                if (size > bestSize) {
                    bestSize = size;
                    best = value;
                }
            }
        }
        return open ? color(best) : 0;
    }

    private int color(float value) {
        if (Float.isFinite(value)) {
            return map.scale().color(ink, value);
        }
        boolean crossed = Math.min(layout.cellWidth(), layout.cellHeight()) >= CROSS_FROM;
        return ink.color(crossed ? InkColor.BG_SUBTLE : InkColor.ERROR);
    }

    /// Lines of paper after every run of open cells, so that the hatching stays whole.
    private void apart() {
        int paper = ink.color(InkColor.BG_SURFACE);
        for (int row = layout.firstRow(); row < layout.endRow() - 1; row++) {
            int start = -1;
            for (int column = layout.firstColumn(); column <= layout.endColumn(); column++) {
                boolean open = column < layout.endColumn() && !(map.masked(row, column) && map.masked(row + 1, column));
                if (open && start < 0) {
                    start = column;
                } else if (!open && start >= 0) {
                    pen.fillRect(layout.x(start), layout.y(row + 1) - 1, layout.x(column) - layout.x(start), 1, 0, paper);
                    start = -1;
                }
            }
        }
        for (int column = layout.firstColumn(); column < layout.endColumn() - 1; column++) {
            int start = -1;
            for (int row = layout.firstRow(); row <= layout.endRow(); row++) {
                boolean open = row < layout.endRow() && !(map.masked(row, column) && map.masked(row, column + 1));
                if (open && start < 0) {
                    start = row;
                } else if (!open && start >= 0) {
                    pen.fillRect(layout.x(column + 1) - 1, layout.y(start), 1, layout.y(row) - layout.y(start), 0, paper);
                    start = -1;
                }
            }
        }
    }

    private void details() {
        TextFont font = ink.font(layout.cellWidth() < ROOMY_FROM ? FontRole.TICK : FontRole.MONO_SMALL);
        boolean numbers = picture.look().numbers() && layout.cellWidth() >= (map.scale().isShares() ? SHARE_FROM : NUMBER_FROM) && layout.cellHeight() >= NUMBER_HEIGHT;
        for (int row = layout.firstRow(); row < layout.endRow(); row++) {
            for (int column = layout.firstColumn(); column < layout.endColumn(); column++) {
                if (map.masked(row, column)) {
                    continue;
                }
                float value = map.value(row, column);
                Box box = layout.cell(row, column);
                if (!Float.isFinite(value)) {
                    cross(box, value, numbers);
                }
                if (numbers) {
                    String text = map.scale().inCell(value, font, box.width() - 4);
                    int argb = Float.isFinite(value) ? Argb.readableOn(color(value))
                            : ink.color(Float.isNaN(value) ? InkColor.ERROR : InkColor.FG);
                    pen.text(text, box.centreX(), font.centred(box.centreY()), Anchor.MIDDLE, font, argb);
                }
            }
        }
    }

    private void cross(Box box, float value, boolean behindText) {
        int argb = ink.color(Float.isNaN(value) ? InkColor.ERROR : InkColor.FG_SUBTLE, behindText ? 0.35 : 1);
        Stroke stroke = Stroke.round(argb, 1);
        pen.line(box.x() + 2, box.y() + 2, box.right() - 3, box.bottom() - 3, stroke);
        pen.line(box.right() - 3, box.y() + 2, box.x() + 2, box.bottom() - 3, stroke);
    }

    private void axisNames(Box area) {
        TextFont font = ink.font(FontRole.CAPTION_BOLD);
        String across = map.columns().name();
        if (!across.isEmpty()) {
            String fitted = font.fitted(across, Math.max(60, layout.width() - layout.labelX()));
            double width = font.width(fitted);
            double x = Math.max(layout.labelX(), Math.min(area.centreX() - width / 2, layout.width() - width));
            pen.text(fitted, x, 13, Anchor.START, font, ink.color(map.columns().textRole()));
        }
        String down = map.rows().name();
        if (!down.isEmpty()) {
            pen.save();
            pen.translate(layout.labelX() + 12, area.centreY());
            pen.rotate(-90);
            pen.text(font.fitted(down, Math.max(40, area.height() + 40)), 0, 0, Anchor.MIDDLE, font, ink.color(map.rows().textRole()));
            pen.restore();
        }
    }

    private void rowLabels(Box area) {
        TextFont font = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        int every = HeatmapLayout.every(layout.cellHeight(), 14);
        double left = layout.labelX() + (map.rows().name().isEmpty() ? 0 : 20);
        double room = area.x() - 8 - left;
        for (int row = layout.firstRow(); row < layout.endRow(); row++) {
            boolean marked = row == picture.marks().row();
            double y = layout.y(row) + layout.cellHeight() / 2;
            if (y < area.y() || y > area.bottom() || row % every != 0 && !marked || !marked && near(row, picture.marks().row(), layout.cellHeight())) {
                continue;
            }
            TokenLabel.paint(pen, ink, map.rows().label(row), area.x() - 8, font.centred(y), Anchor.END, marked ? bold : font,
                    ink.color(marked ? map.rows().textRole() : InkColor.FG), room);
        }
    }

    private static boolean near(int place, int marked, double pitch) {
        return marked >= 0 && place != marked && Math.abs(place - marked) * pitch < 13;
    }

    private void columnLabels(Box area) {
        TextFont font = ink.font(FontRole.MONO_SMALL);
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        double room = layout.slanted() ? 18 : font.width(map.columns().label(map.columns().size() - 1)) + 6;
        int every = HeatmapLayout.every(layout.cellWidth(), room);
        for (int column = layout.firstColumn(); column < layout.endColumn(); column++) {
            boolean marked = column == picture.marks().column();
            double x = layout.x(column) + layout.cellWidth() / 2;
            boolean hidden = column % every != 0 && !marked || !marked && marksCover(column, room);
            if (x < area.x() || x > area.right() || hidden) {
                continue;
            }
            int argb = ink.color(marked ? map.columns().textRole() : InkColor.FG);
            String label = map.columns().label(column);
            pen.save();
            pen.translate(x, area.y() - 8);
            if (layout.slanted()) {
                pen.rotate(SLANT_DEGREES);
                TokenLabel.paint(pen, ink, label, 0, 0, Anchor.START, marked ? bold : font, argb, 112);
            } else {
                TokenLabel.paint(pen, ink, label, 0, 0, Anchor.MIDDLE, marked ? bold : font, argb, Math.max(font.width(label), layout.cellWidth()));
            }
            pen.restore();
        }
    }

    private boolean marksCover(int column, double room) {
        int marked = picture.marks().column();
        return marked >= 0 && Math.abs(column - marked) * layout.cellWidth() < room - 4;
    }

    private void notes(Box area) {
        if (map.notes().texts().isEmpty()) {
            return;
        }
        TextFont font = ink.font(FontRole.MONO_SMALL);
        TextFont caption = ink.font(FontRole.CAPTION);
        double x = area.right() + 12;
        pen.text(map.notes().title(), x, area.y() - 8, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        int every = HeatmapLayout.every(layout.cellHeight(), 14);
        for (int row = layout.firstRow(); row < layout.endRow(); row++) {
            double y = layout.y(row) + layout.cellHeight() / 2;
            if (row % every == 0 && y >= area.y() && y <= area.bottom()) {
                pen.text(map.notes().texts().get(row), x, font.centred(y), Anchor.START, font, ink.color(InkColor.FG_MUTED));
            }
        }
    }

    private void rings(Box area) {
        HeatmapPicture.Marks marks = picture.marks();
        if (marks.column() >= 0 && marks.column() < map.columns().size()) {
            pen.strokeRect(layout.x(marks.column()), area.y(), layout.cellWidth(), area.height(), 0,
                    Stroke.of(ink.color(map.columns().role()), 2));
        }
        if (marks.row() >= 0 && marks.row() < map.rows().size()) {
            pen.strokeRect(area.x(), layout.y(marks.row()), area.width(), layout.cellHeight(), 0,
                    Stroke.of(ink.color(map.rows().role()), 2));
        }
        boolean pinned = marks.pinnedRow() >= 0 && marks.pinnedRow() < map.rows().size()
                && marks.pinnedColumn() >= 0 && marks.pinnedColumn() < map.columns().size();
        if (pinned) {
            Box box = layout.cell(marks.pinnedRow(), marks.pinnedColumn());
            Box around = box.grown(2);
            pen.strokeRect(around.x(), around.y(), around.width(), around.height(), 0, Stroke.of(ink.color(InkColor.BG_SURFACE), 2));
            pen.strokeRect(box.x(), box.y(), box.width(), box.height(), 0, Stroke.of(ink.color(InkColor.FG), 3));
        }
    }
}
