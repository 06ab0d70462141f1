package dev.glassbox.picture;

import java.util.List;
import java.util.Optional;

/// A matrix whose columns belong to several owners side by side, such as the heads in a concatenated vector: owners are kept apart by lines, and one
/// of them is framed.
///
/// @param matrix the whole
/// @param slices owners, of equally many columns
/// @param chosen the framed one, from 0
public record SlicesPicture(HeatmapPicture matrix, int slices, int chosen) implements Picture {

    @Override
    public Size preferredSize() {
        return matrix.preferredSize();
    }

    @Override
    public Size minimumSize() {
        return matrix.minimumSize();
    }

    @Override
    public double bleed() {
        return matrix.bleed();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        matrix.paint(pen, ink, width, height);
        Box area = matrix.cellArea(ink, width, height);
        for (int i = 1; i < slices; i++) {
            double x = Math.rint(left(area, i));
            pen.fillRect(x - 1, area.y(), 2, area.height(), 0, ink.color(InkColor.BG_SURFACE));
        }
        pen.strokeRect(left(area, chosen), area.y(), area.width() / slices, area.height(), 0, Stroke.of(ink.color(InkColor.FG), 2.5));
    }

    private double left(Box area, int slice) {
        return area.x() + area.width() * slice / slices;
    }

    /// Which owner a column belongs to.
    public int owner(int column) {
        return column * slices / matrix.map().columns().size();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        return matrix.parts(ink, width, height);
    }

    @Override
    public Optional<Hit> step(Hit from, int dx, int dy, Ink ink, double width, double height) {
        return matrix.step(from, dx, dy, ink, width, height);
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        return matrix.hit(ink, x, y, width, height);
    }

    @Override
    public String describe() {
        return matrix.describe() + " The columns are " + slices + (slices == 1 ? " slice" : " slices") + " of " + matrix.map().columns().size() / slices
                + "; framed is the one of head " + (chosen + 1) + ".";
    }
}
