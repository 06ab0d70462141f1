package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Places names on a map without overlap: query and key first, then groups, then free labels as long as there is room.
final class ScatterLabels {

    private static final double GAP = 7;
    /// How many half lines away from its group a name may stand.
    private static final int RINGS = 4;
    private static final int ON_DOT = 1;
    private static final int ON_LABEL = 100;
    private static final int OUTSIDE = 10_000;

    /// How bad a place each kind of label may take: a free one none, a group may lie on dots but never on another name, the
    /// selection is always named inside the map.
    private enum Need {
        FREE(ON_DOT), GROUP(ON_LABEL), SELECTED(OUTSIDE);

        private final int below;

        Need(int below) {
            this.below = below;
        }
    }

    private final ScatterPicture picture;
    private final double[][] places;
    private final Ink ink;
    private final Box area;
    private final List<Box> taken = new ArrayList<>();

    ScatterLabels(ScatterPicture picture, double[][] places, Ink ink, Box area) {
        this.picture = picture;
        this.places = places;
        this.ink = ink;
        this.area = area;
    }

    void paint(Pen pen, List<ScatterGroups.Cluster> clusters) {
        Selection at = picture.at();
        reserve(at.query());
        reserve(at.key());
        Set<Integer> named = new HashSet<>();
        selected(pen, at.query(), InkColor.Q_TEXT, named);
        selected(pen, at.key(), InkColor.K_TEXT, named);
        selected(pen, at.hover(), InkColor.FG, named);
        for (ScatterGroups.Cluster cluster : clusters) {
            if (!cluster.name().isEmpty()) {
                place(pen, cluster.name(), cluster.box().grown(-2), ink.font(FontRole.CAPTION_BOLD), ink.color(InkColor.FG_MUTED), Need.GROUP);
            }
        }
        Set<Integer> grouped = new HashSet<>();
        picture.dots().groups().forEach(group -> grouped.addAll(group.members()));
        int free = picture.freeLabels();
        for (int i = 0; i < picture.dots().size() && free > 0; i++) {
            if (!grouped.contains(i) && named.add(i)
                    && place(pen, picture.dots().name(i), dot(i, 3), ink.font(FontRole.MONO_SMALL), ink.color(InkColor.FG), Need.FREE)) {
                free--;
            }
        }
    }

    private void reserve(int index) {
        if (index >= 0 && index < picture.dots().size()) {
            taken.add(dot(index, 10));
        }
    }

    private void selected(Pen pen, int index, InkColor color, Set<Integer> named) {
        if (index >= 0 && index < picture.dots().size() && named.add(index)) {
            place(pen, picture.dots().name(index), dot(index, 8), ink.font(FontRole.MONO_SMALL_BOLD), ink.color(color), Need.SELECTED);
        }
    }

    private Box dot(int index, double radius) {
        return new Box(places[0][index], places[1][index], 0, 0).grown(radius);
    }

    /// Tries right, left, above, below, then the corners, and for a group further away as well.
    private boolean place(Pen pen, String text, Box around, TextFont font, int argb, Need need) {
        double width = font.width(text);
        double height = font.size() * 1.2;
        List<Box> candidates = new ArrayList<>(List.of(
                new Box(around.right() + GAP - 3, around.centreY() - height / 2, width, height),
                new Box(around.x() - GAP + 3 - width, around.centreY() - height / 2, width, height),
                new Box(around.centreX() - width / 2, around.y() - height - 1, width, height),
                new Box(around.centreX() - width / 2, around.bottom() + 1, width, height),
                new Box(around.right() - 2, around.y() - height + 4, width, height),
                new Box(around.right() - 2, around.bottom() - 4, width, height),
                new Box(around.x() + 2 - width, around.y() - height + 4, width, height),
                new Box(around.x() + 2 - width, around.bottom() - 4, width, height)));
        if (need == Need.GROUP) {
            for (int ring = 1; ring <= RINGS; ring++) {
                double away = ring * height / 2;
                candidates.add(new Box(around.centreX() - width / 2, around.y() - height - 1 - away, width, height));
                candidates.add(new Box(around.centreX() - width / 2, around.bottom() + 1 + away, width, height));
                candidates.add(new Box(around.right() - 2 + away, around.y() - height + 4 - away, width, height));
                candidates.add(new Box(around.right() - 2 + away, around.bottom() - 4 + away, width, height));
                candidates.add(new Box(around.x() + 2 - width - away, around.y() - height + 4 - away, width, height));
                candidates.add(new Box(around.x() + 2 - width - away, around.bottom() - 4 + away, width, height));
            }
        }
        Box best = candidates.getFirst();
        int fewest = Integer.MAX_VALUE;
        for (Box candidate : candidates) {
            int conflicts = conflicts(candidate);
            if (conflicts < fewest) {
                fewest = conflicts;
                best = candidate;
            }
        }
        if (fewest >= need.below) {
            return false;
        }
        taken.add(best.grown(2));
        if (need == Need.GROUP && fewest > 0) {
            // No free place near: the name covers the dots, they do not cover the name.
            pen.fillRect(best.x() - 2, best.y(), best.width() + 4, best.height(), 3, ink.color(InkColor.BG_SURFACE));
        }
        pen.text(text, best.x(), font.centred(best.centreY()), Anchor.START, font, argb);
        return true;
    }

    private int conflicts(Box box) {
        if (box.x() < area.x() || box.right() > area.right() || box.y() < area.y() || box.bottom() > area.bottom()) {
            return OUTSIDE;
        }
        int conflicts = 0;
        for (Box other : taken) {
            conflicts += box.overlaps(other) ? ON_LABEL : 0;
        }
        Box near = box.grown(2);
        for (int i = 0; i < places[0].length; i++) {
            conflicts += near.contains(places[0][i], places[1][i]) ? ON_DOT : 0;
        }
        return conflicts;
    }
}
