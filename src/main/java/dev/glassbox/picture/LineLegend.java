package dev.glassbox.picture;

import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.Pen.Anchor;
import java.util.List;
import java.util.stream.Collectors;

/// Which line of a [LinePicture] is which, right-aligned on one line; when there is too little room the last ones stay.
public record LineLegend(List<Line> lines) implements Picture {

    private static final double SAMPLE = 28;
    private static final double GAP = 8;

    public LineLegend {
        lines = List.copyOf(lines);
    }

    @Override
    public Size preferredSize() {
        TextFont font = Ink.light().font(FontRole.CAPTION);
        return new Size(lines.stream().mapToDouble(line -> SAMPLE + 3 * GAP + font.width(line.name())).sum(), 24);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont font = ink.font(FontRole.CAPTION);
        boolean tight = preferredSize().width() > width;
        double sample = tight ? 14 : SAMPLE;
        double gap = tight ? 5 : GAP;
        double x = width;
        double y = Math.rint(height / 2);
        for (Line line : lines.reversed()) {
            double wide = font.width(line.name());
            if (x - wide - gap - sample < -0.5) {
                return;
            }
            pen.text(line.name(), x, font.centred(y), Anchor.END, font, ink.color(InkColor.FG_MUTED));
            x -= wide + gap + sample;
            int color = ink.color(line.color(), line.opacity());
            Stroke stroke = Stroke.of(color, line.width());
            pen.line(x, y, x + sample, y, line.dashed() ? stroke.dash(Stroke.Dash.DASHED) : stroke);
            if (line.marks()) {
                pen.fillCircle(x + sample / 2, y, 3.2, ink.color(InkColor.BG_SURFACE));
                pen.strokeCircle(x + sample / 2, y, 3.2, Stroke.of(color, 1.5));
            }
            x -= 2 * gap;
        }
    }

    @Override
    public String describe() {
        return "Lines: " + lines.stream().map(Line::name).collect(Collectors.joining(", ")) + ".";
    }
}
