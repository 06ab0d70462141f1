package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// Puts names beside points, each where no other name lies.
final class AtlasNames {

    private static final double GAP = 3;

    private final Pen pen;
    private final LabelGrid grid;

    AtlasNames(Pen pen, LabelGrid grid) {
        this.pen = pen;
        this.grid = grid;
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
