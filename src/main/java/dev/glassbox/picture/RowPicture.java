package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Several pictures side by side as one.
///
/// @param pictures from left to right
/// @param shares   how the width is divided, in any unit
/// @param gap      between them
public record RowPicture(List<Picture> pictures, List<Double> shares, double gap) implements Picture {

    public RowPicture {
        pictures = List.copyOf(pictures);
        shares = List.copyOf(shares);
        if (pictures.size() != shares.size()) {
            throw new IllegalArgumentException("There must be one share per picture, " + pictures.size() + ", not " + shares.size() + ".");
        }
    }

    /// A part of one of the pictures, where it lies in the row.
    ///
    /// @param part in that picture's own coordinates
    public record Part(int picture, Hit part, Box box) implements Hit {
        @Override public String text() {
            return part.text();
        }
    }

    @Override
    public Size preferredSize() {
        double width = gap * (pictures.size() - 1);
        double height = 0;
        for (Picture picture : pictures) {
            width += picture.preferredSize().width();
            height = Math.max(height, picture.preferredSize().height());
        }
        return new Size(width, height);
    }

    @Override
    public double bleed() {
        return pictures.isEmpty() ? 0 : pictures.getFirst().bleed();
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        for (int i = 0; i < pictures.size(); i++) {
            pen.save();
            pen.translate(left(i, width), 0);
            pictures.get(i).paint(pen, ink, wide(i, width), height);
            pen.restore();
        }
    }

    private double wide(int index, double width) {
        double all = shares.stream().mapToDouble(Double::doubleValue).sum();
        return Math.rint((width - gap * (pictures.size() - 1)) * shares.get(index) / all);
    }

    private double left(int index, double width) {
        double x = 0;
        for (int i = 0; i < index; i++) {
            x += wide(i, width) + gap;
        }
        return x;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            for (Hit part : pictures.get(i).parts(ink, wide(i, width), height)) {
                parts.add(moved(i, part, width));
            }
        }
        return parts;
    }

    private Part moved(int index, Hit part, double width) {
        Box box = part.box();
        return new Part(index, part, new Box(box.x() + left(index, width), box.y(), box.width(), box.height()));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        for (int i = 0; i < pictures.size(); i++) {
            double left = left(i, width);
            double wide = wide(i, width);
            if (x >= left && x < left + wide) {
                Hit hit = pictures.get(i).hit(ink, x - left, y, wide, height);
                return hit == Hit.NONE ? Hit.NONE : moved(i, hit, width);
            }
        }
        return Hit.NONE;
    }

    @Override
    public String describe() {
        return pictures.stream().map(Picture::describe).collect(Collectors.joining(" "));
    }
}
