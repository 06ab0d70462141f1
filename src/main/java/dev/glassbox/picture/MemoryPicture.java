package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.List;

/// What the cache holds: how query heads share keys and values, drawn three times, above the table of bytes.
public record MemoryPicture(TablePicture table) implements Picture {

    private static final double DIAGRAM = 138;
    private static final int HEADS = 8;
    private static final List<String> NAMES = List.of("MHA: every head has its own k, v", "GQA: groups of heads share k, v", "MQA: all heads share one k, v");
    private static final int[] SHARED = {8, 2, 1};

    @Override
    public Size preferredSize() {
        return new Size(984, DIAGRAM + table.height());
    }

    @Override
    public double bleed() {
        return table.bleed();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        for (int d = 0; d < SHARED.length; d++) {
            diagram(pen, ink, NAMES.get(d), SHARED[d], bleed() + d * (width - 2 * bleed()) / 3, (width - 2 * bleed()) / 3 - 24);
        }
        pen.save();
        pen.translate(0, DIAGRAM);
        table.paint(pen, ink, width, height - DIAGRAM);
        pen.restore();
    }

    /// Query heads above, what they read below.
    private static void diagram(Pen pen, Ink ink, String name, int kv, double left, double width) {
        TextFont heading = ink.font(FontRole.CAPTION_BOLD);
        pen.text(heading.fitted(name, width), left, heading.centred(10), Anchor.START, heading, ink.color(InkColor.FG));
        TextFont tick = ink.font(FontRole.TICK);
        double room = width - 26;
        double each = room / HEADS;
        double box = Math.min(22, each - 4);
        for (int h = 0; h < HEADS; h++) {
            double x = left + 26 + (h + 0.5) * each;
            double to = left + 26 + (h * kv / HEADS + 0.5) * room / kv;
            pen.line(x, 30 + box, to, 92, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1.2));
            pen.fillRect(x - box / 2, 30, box, box, 3, ink.color(InkColor.Q));
        }
        for (int g = 0; g < kv; g++) {
            double x = left + 26 + (g + 0.5) * room / kv;
            double wide = Math.min(box, room / kv / 2 - 3);
            pen.fillRect(x - wide - 1, 92, wide, box, 3, ink.color(InkColor.K));
            pen.fillRect(x + 1, 92, wide, box, 3, ink.color(InkColor.V));
        }
        pen.text("q", left, tick.centred(30 + box / 2), Anchor.START, tick, ink.color(InkColor.Q_TEXT));
        pen.text("k", left, tick.centred(92 + box / 2), Anchor.START, tick, ink.color(InkColor.K_TEXT));
        pen.text("v", left + 11, tick.centred(92 + box / 2), Anchor.START, tick, ink.color(InkColor.V_TEXT));
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return table.parts(ink, width, height - DIAGRAM).stream().map(hit -> (TablePicture.Part) hit)
                .map(part -> (Hit) new TablePicture.Part(part.row(), new Box(part.box().x(), part.box().y() + DIAGRAM, part.box().width(), part.box().height()), part.text())).toList();
    }

    @Override
    public String describe() {
        return table.describe();
    }
}
