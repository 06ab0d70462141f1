package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// Puts names beside points, each where no other name lies.
final class AtlasNames {

    private static final double GAP = 3;

    private static final double[] FARTHER = {16, 30, 46, 64};
    private static final int DIRECTIONS = 16;

    private final Pen pen;
    private final LabelGrid grid;
    private final Stroke leader;

    /// @param leader of the line from a name to a point that is far from it
    AtlasNames(Pen pen, LabelGrid grid, Stroke leader) {
        this.pen = pen;
        this.grid = grid;
        this.leader = leader;
    }

    /// A name that must not be missed: beside its point, else in free space at the end of a line, else over other points.
    void call(String name, Box around, TextFont font, int argb) {
        if (place(name, around, font, argb, false)) {
            return;
        }
        double width = font.width(name);
        double height = font.size() * 1.15;
        for (double far : FARTHER) {
            for (int i = 0; i < DIRECTIONS; i++) {
                double angle = 2 * Math.PI * i / DIRECTIONS;
                double x = around.centreX() + Math.cos(angle) * (around.width() / 2 + far);
                double y = around.centreY() + Math.sin(angle) * (around.height() / 2 + far);
                Box candidate = new Box(x - width * (1 - Math.cos(angle)) / 2, y - height / 2, width, height);
                double endX = Math.clamp(around.centreX(), candidate.x(), candidate.right());
                double endY = Math.clamp(around.centreY(), candidate.y(), candidate.bottom());
                double length = Math.hypot(endX - around.centreX(), endY - around.centreY());
                double from = Math.min(1, Math.min(around.width(), around.height()) / 2 / Math.max(1e-9, length));
                double startX = around.centreX() + from * (endX - around.centreX());
                double startY = around.centreY() + from * (endY - around.centreY());
                if (grid.free(candidate, false) && clear(startX, startY, endX, endY, false)) {
                    clear(startX, startY, endX, endY, true);
                    grid.name(candidate);
                    pen.line(startX, startY, endX, endY, leader);
                    pen.text(name, candidate.x(), font.centred(candidate.centreY()), Anchor.START, font, argb);
                    return;
                }
            }
        }
        place(name, around, font, argb, true);
    }

    /// Whether a line crosses no name.
    ///
    /// @param keep whether later names keep off it
    private boolean clear(double startX, double startY, double endX, double endY, boolean keep) {
        int parts = (int) (Math.hypot(endX - startX, endY - startY) / 3) + 1;
        for (int part = 0; part <= parts; part++) {
            double x = startX + (endX - startX) * part / parts;
            double y = startY + (endY - startY) * part / parts;
            if (!grid.free(new Box(x, y, 0, 0), true)) {
                return false;
            }
            if (keep) {
                grid.dot(x, y, 1);
            }
        }
        return true;
    }

    /// Tries right, left, above, below, the corners, and for what must be named a line farther.
    ///
    /// @param overDots whether the name may cover points when there is no other place
    /// @return false when there was no room
    boolean place(String name, Box around, TextFont font, int argb, boolean overDots) {
        double width = font.width(name);
        double height = font.size() * 1.15;
        Box[] candidates = {
            new Box(around.right() + GAP, around.centreY() - height / 2, width, height),
            new Box(around.x() - GAP - width, around.centreY() - height / 2, width, height),
            new Box(around.centreX() - width / 2, around.y() - height - 1, width, height),
            new Box(around.centreX() - width / 2, around.bottom() + 1, width, height),
            new Box(around.right(), around.y() - height + 2, width, height),
            new Box(around.right(), around.bottom() - 2, width, height),
            new Box(around.x() - width, around.y() - height + 2, width, height),
            new Box(around.x() - width, around.bottom() - 2, width, height),
            new Box(around.centreX() - width / 2, around.y() - 2 * height, width, height),
            new Box(around.centreX() - width / 2, around.bottom() + height, width, height)};
        for (int pass = 0; pass < (overDots ? 2 : 1); pass++) {
            for (int i = 0; i < (overDots ? candidates.length : candidates.length - 2); i++) {
                Box candidate = candidates[i];
                if (grid.free(candidate, pass == 1)) {
                    grid.name(candidate);
                    pen.text(name, candidate.x(), font.centred(candidate.centreY()), Anchor.START, font, argb);
                    return true;
                }
            }
        }
        return false;
    }
}
