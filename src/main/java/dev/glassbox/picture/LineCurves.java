package dev.glassbox.picture;

import dev.glassbox.picture.LinePicture.Line;

/// Paints the curves of a [LinePicture].
final class LineCurves {

    /// Hollow circles nearer than this to the last one are left out.
    private static final double MARK_DISTANCE = 14;
    private static final double MARK_RADIUS = 3.2;

    private LineCurves() {}

    static void paint(Pen pen, Ink ink, LinePicture chart, LineFrame frame) {
        Box plot = frame.plot();
        pen.save();
        pen.clip(plot.x() - 5, plot.y() - 5, plot.width() + 10, plot.height() + 10);
        for (Line line : chart.lines()) {
            CurveColumns columns = new CurveColumns(line.points(), frame.xAxis(), plot.x(), plot.right(), frame::toY);
            int color = ink.color(line.color(), line.opacity());
            Stroke stroke = Stroke.round(color, line.width());
            columns.paint(pen, line.dashed() ? stroke.dash(Stroke.Dash.DASHED) : stroke);
            boolean alone = columns.count() == 1;
            double last = Double.NEGATIVE_INFINITY;
            for (int i = 0; (line.marks() || alone) && i < columns.count(); i++) {
                if (columns.x(i) - last >= MARK_DISTANCE) {
                    last = columns.x(i);
                    pen.fillCircle(columns.x(i), columns.y(i), MARK_RADIUS, ink.color(InkColor.BG_SURFACE));
                    pen.strokeCircle(columns.x(i), columns.y(i), MARK_RADIUS, Stroke.of(color, 1.5));
                }
            }
        }
        pen.restore();
    }
}
