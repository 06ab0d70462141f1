package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.Comparator;
import java.util.List;

/// Models of very different sizes: a table of what they cost, and below it their weights as squares of the same scale.
///
/// @param areas squares, one for each model
public record ScalePicture(TablePicture table, List<Area> areas) implements Picture {

    private static final double LEAST = 120;
    private static final double HEAD = 30;
    private static final double LABELS = 210;

    /// @param weights as many as the square has area
    public record Area(String name, long weights) {}

    public ScalePicture {
        areas = areas.stream().sorted(Comparator.comparingLong(Area::weights).reversed()).toList();
    }

    @Override
    public Size preferredSize() {
        return new Size(984, table.height() + 240);
    }

    @Override
    public double bleed() {
        return table.bleed();
    }

    /// The squares get what the table leaves; a low picture is the table alone.
    private double tableHeight(double height) {
        return height - table.height() < LEAST ? height : table.height();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double top = tableHeight(height);
        table.paint(pen, ink, width, top);
        if (top < height && !areas.isEmpty()) {
            squares(pen, ink, width, top + HEAD, height);
        }
    }

    private void squares(Pen pen, Ink ink, double width, double top, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text("Weights as area: one scale for all", bleed(), bold.centred(top - 14), Anchor.START, bold, ink.color(InkColor.FG));
        double largest = Math.min(height - top - 4, width - areas.size() * LABELS);
        double perSide = largest / Math.sqrt(areas.getFirst().weights);
        double x = bleed();
        for (int i = 0; i < areas.size(); i++) {
            Area area = areas.get(i);
            double exact = perSide * Math.sqrt(area.weights);
            double side = Math.max(1, exact);
            double bottom = top + largest;
            pen.fillRect(x, bottom - side, side, side, side > 8 ? 3 : 0, ink.color(i == 0 ? InkColor.BORDER_STRONG : InkColor.FG));
            double text = x + side + 12;
            pen.text(area.name, text, bottom - 24, Anchor.START, bold, ink.color(InkColor.FG));
            pen.text(caption.fitted(relation(i, exact), LABELS - 24), text, bottom - 6, Anchor.START, caption, muted);
            x = text + LABELS - 12;
        }
    }

    private String relation(int i, double exact) {
        if (i + 1 < areas.size()) {
            return Numbers.format((double) areas.get(i).weights / areas.get(i + 1).weights) + " times " + areas.get(i + 1).name;
        }
        return exact < 1 ? "smaller than this dot" : "";
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return table.parts(ink, width, tableHeight(height));
    }

    @Override
    public String describe() {
        return table.describe();
    }
}
