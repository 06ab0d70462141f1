package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Paints the blocks: residual stream, attention as curves or map, MLP.
final class FlowBlocks {

    /// Curves of similar weight share one path: so many widths there are.
    private static final int WIDTHS = 8;
    private static final double MAP_GRID_FROM = 6;

    private final FlowPicture picture;
    private final Flow flow;
    private final Selection at;
    private final FlowLayout layout;
    private final Pen pen;
    private final Ink ink;

    FlowBlocks(FlowPicture picture, FlowLayout layout, Pen pen, Ink ink) {
        this.picture = picture;
        this.flow = picture.flow();
        this.at = picture.at();
        this.layout = layout;
        this.pen = pen;
        this.ink = ink;
    }

    void paint() {
        boolean maps = picture.mode() == FlowPicture.Mode.MAPS;
        for (FlowLayout.Column column : layout.columns) {
            if (!column.folded()) {
                frame(column);
            }
        }
        residualStream();
        if (maps) {
            for (FlowLayout.Column column : layout.columns) {
                if (!column.folded()) {
                    map(column);
                }
            }
        } else {
            curves();
            dots();
        }
        for (FlowLayout.Column column : layout.columns) {
            if (column.folded()) {
                band(column);
            } else if (column.hasMlp()) {
                mlps(column);
            }
        }
    }

    private void residualStream() {
        double from = layout.stripX + layout.stripWidth + 3;
        for (int t = layout.first; t < layout.first + layout.count; t++) {
            boolean selected = t == at.query();
            pen.line(from, layout.y(t), layout.lineEnd, layout.y(t),
                    Stroke.of(selected ? ink.color(InkColor.FG) : ink.color(InkColor.FG_SUBTLE, 0.25), 2));
        }
    }

    /// Stands for the blocks that are folded away.
    private void band(FlowLayout.Column column) {
        double top = FlowLayout.BOX_TOP;
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        pen.fillRect(column.x(), top, column.width(), layout.boxHeight(), 8, ink.color(InkColor.BG_SUBTLE));
        pen.strokeRect(column.x() + 0.5, top + 0.5, column.width() - 1, layout.boxHeight() - 1, 8,
                Stroke.of(ink.color(InkColor.BORDER_STRONG), 1).dash(Stroke.Dash.SHORT));
        pen.text("× " + (column.last() - column.layer() + 1), column.x() + column.width() / 2,
                mono.centred(top + layout.boxHeight() / 2), Anchor.MIDDLE, mono, ink.color(InkColor.FG_MUTED));
    }

    private void frame(FlowLayout.Column column) {
        double top = FlowLayout.BOX_TOP;
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        TextFont heading = ink.font(FontRole.HEADING);
        String name = "Block " + (column.layer() + 1);
        if (heading.width(name) > column.width()) {
            name = Integer.toString(column.layer() + 1);
        }
        pen.text(name, column.x() + 4, 16, Anchor.START, heading, ink.color(InkColor.FG));
        boolean curves = picture.mode() == FlowPicture.Mode.LINES;
        if (curves && column.layer() == 0 && mono.width("attention → MLP") <= column.width()) {
            pen.text("attention → MLP", column.x() + 4, 32, Anchor.START, mono, ink.color(InkColor.FG_MUTED));
        }
        pen.strokeRect(column.x() + 0.5, top + 0.5, column.width() - 1, layout.boxHeight() - 1, 8,
                Stroke.of(ink.color(InkColor.BORDER), 1));
    }

    private void curves() {
        Bundle others = new Bundle();
        Bundle selected = new Bundle();
        for (FlowLayout.Column column : layout.columns) {
            for (int q = layout.first; q < layout.first + layout.count && !column.folded(); q++) {
                for (int k = 0; k < flow.time(); k++) {
                    double weight = flow.weight(column.layer(), q, k);
                    if (!flow.masked(q, k) && weight >= FlowCurve.SMALLEST) {
                        (q == at.query() ? selected : others).add(weight, column.curveStart(), layout.y(k), column.curveEnd(), layout.y(q));
                    }
                }
            }
        }
        List<Pen.Curves> bundles = new ArrayList<>();
        others.addTo(bundles, ink.color(InkColor.FG_SUBTLE), 0.24, 0.4, 0.7);
        selected.addTo(bundles, ink.color(InkColor.Q), 0.8, 0.9, 1.6);
        pen.curves(bundles);
    }

    private void dots() {
        for (FlowLayout.Column column : layout.columns) {
            for (int t = layout.first; t < layout.first + layout.count && !column.folded(); t++) {
                boolean selected = t == at.query();
                pen.fillCircle(column.curveEnd(), layout.y(t), selected ? 4 : 2.5, ink.color(selected ? InkColor.Q : InkColor.FG_SUBTLE));
            }
        }
    }

    private void map(FlowLayout.Column column) {
        double x = column.mapX();
        double width = column.mapWidth();
        int time = flow.time();
        double top = layout.top(layout.first);
        double height = layout.count * layout.pitch;
        pen.hatch(x, top, width, height);
        if (width / time >= MAP_GRID_FROM) {
            separateCells(column);
        } else {
            pen.cells(joinedCells(column), x, top, width, height);
        }
        pen.strokeRect(x - 0.5, top - 0.5, width + 1, height + 1, 0, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        if (at.key() >= 0 && at.key() < time) {
            keyName(column);
            Box key = layout.cell(column, layout.first, at.key());
            double left = Math.rint(key.x()) - 1;
            pen.strokeRect(left, top, Math.rint(key.right()) - left, height, 0, Stroke.of(ink.color(InkColor.K), 2));
        }
        if (layout.shows(at.query())) {
            Box row = layout.cell(column, at.query(), 0);
            pen.strokeRect(x, row.y(), width, row.height(), 0, Stroke.of(ink.color(InkColor.Q), 2));
        }
    }

    private Cells joinedCells(FlowLayout.Column column) {
        int time = flow.time();
        int[] colors = new int[time * layout.count];
        for (int r = 0; r < layout.count; r++) {
            for (int k = 0; k < time; k++) {
                colors[r * time + k] = flow.masked(layout.first + r, k) ? 0 : cellColor(column, layout.first + r, k);
            }
        }
        return new Cells(time, layout.count, colors);
    }

    /// Large cells stand on paper with a hair line of it between them.
    private void separateCells(FlowLayout.Column column) {
        int paper = ink.color(InkColor.BG_SURFACE);
        for (int q = layout.first; q < layout.first + layout.count; q++) {
            int open = flow.causal() ? q + 1 : flow.time();
            Box last = layout.cell(column, q, open - 1);
            pen.fillRect(column.mapX(), last.y(), Math.rint(last.right()) - column.mapX(), last.height(), 0, paper);
            for (int k = 0; k < open; k++) {
                Box cell = layout.cell(column, q, k);
                double left = Math.rint(cell.x());
                double gap = k == flow.time() - 1 ? 0 : 1;
                pen.fillRect(left, cell.y(), Math.rint(cell.right()) - left - gap, cell.height() - 1, 0, cellColor(column, q, k));
            }
        }
    }

    private int cellColor(FlowLayout.Column column, int query, int key) {
        return ink.sequential().at(flow.weight(column.layer(), query, key));
    }

    private void keyName(FlowLayout.Column column) {
        TextFont font = ink.font(FontRole.MONO_SMALL_BOLD);
        String shown = font.fitted(flow.tokens().get(at.key()), column.width() - 8);
        double width = font.width(shown);
        double middle = layout.cell(column, layout.first, at.key()).centreX();
        double x = Math.clamp(middle - width / 2, column.x() + 4, Math.max(column.x() + 4, column.x() + column.width() - width));
        pen.text(shown, x, 36, Anchor.START, font, ink.color(InkColor.K_TEXT));
    }

    private void mlps(FlowLayout.Column column) {
        double height = Math.min(16, Math.rint(layout.pitch * 0.6));
        for (int t = layout.first; t < layout.first + layout.count; t++) {
            boolean selected = t == at.query();
            double x = Math.rint(column.mlpX());
            double y = Math.rint(layout.y(t) - height / 2);
            int color = ink.color(selected ? InkColor.FG : InkColor.BORDER_STRONG);
            double line = selected ? 2 : 1;
            pen.fillRect(x, y, FlowLayout.MLP_WIDTH, height, 4, ink.color(InkColor.BG_SURFACE));
            pen.strokeRect(x + 0.5, y + 0.5, FlowLayout.MLP_WIDTH - 1, height - 1, 4, Stroke.of(color, line));
            double low = y + height * 0.68;
            double high = y + height * 0.32;
            pen.polyline(new double[] {x + 4.5, x + 9, x + 11.5, x + 15.5}, new double[] {low, low, low - 1.5, high}, 4,
                    Stroke.round(color, selected ? 2 : 1.5));
        }
    }

    /// Curves gathered by width, so that hundreds of them cost a dozen strokes.
    private final class Bundle {
        private final double[][] points = new double[WIDTHS][8 * 16];
        private final int[] counts = new int[WIDTHS];

        void add(double weight, double x1, double y1, double x2, double y2) {
            int w = Math.min(WIDTHS - 1, (int) (weight * WIDTHS));
            if (8 * counts[w] == points[w].length) {
                points[w] = Arrays.copyOf(points[w], 2 * points[w].length);
            }
            FlowCurve.put(points[w], counts[w]++, x1, y1, x2, y2);
        }

        /// @param faint  opacity of the thinnest curves
        /// @param strong opacity of the thickest
        /// @param least  width of the thinnest
        void addTo(List<Pen.Curves> bundles, int argb, double faint, double strong, double least) {
            for (int w = 0; w < WIDTHS; w++) {
                if (counts[w] > 0) {
                    double weight = (w + 0.5) / WIDTHS;
                    Stroke stroke = Stroke.of(Argb.fade(argb, faint + (strong - faint) * weight), Math.max(least, weight * FlowCurve.THICKNESS));
                    bundles.add(new Pen.Curves(points[w], counts[w], stroke));
                }
            }
        }
    }
}
