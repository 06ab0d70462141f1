package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Places names on a map without overlap: query and key first, then groups, then free labels as long as there is room.
final class ScatterLabels {

    private static final double GAP = 7;
    private static final double VEIL = 0.8;
    /// Between two names in a line; less reads as one name.
    private static final double SPACE = 6;
    /// How many half lines away from its group a name may stand.
    private static final int RINGS = 5;
    private static final int ON_DOT = 1;
    private static final int ON_LABEL = 100;
    private static final int OUTSIDE = 10_000;

    /// How bad a place each kind of label may take: the names of groups and free ones cover neither a dot nor another name, and are left out
    /// where there is no such place; the selection is always named inside the map.
    private enum Need {
        FREE(ON_DOT), GROUP(ON_DOT), SELECTED(OUTSIDE);

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
    /// Where the groups beside it lie, while one is named: its name must not stand nearer to them.
    private List<Box> others = List.of();

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
                others = clusters.stream().filter(other -> other != cluster && !other.name().equals(cluster.name()))
                        .map(other -> other.box().grown(-2)).filter(other -> !other.overlaps(cluster.box())).toList();
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
            aroundGroup(candidates, around, width, height);
        }
        Box best = candidates.getFirst();
        int fewest = Integer.MAX_VALUE;
        for (Box candidate : candidates) {
            int conflicts = need == Need.GROUP && nearerToAnother(candidate, around) ? ON_LABEL : conflicts(candidate);
            if (conflicts < fewest) {
                fewest = conflicts;
                best = candidate;
            }
        }
        if (fewest >= need.below) {
            return false;
        }
        taken.add(new Box(best.x() - SPACE, best.y() - 2, best.width() + 2 * SPACE, best.height() + 4));
        if (fewest > 0) { // what is selected is named even where dots lie
            pen.fillRect(best.x() - 1, best.y(), best.width() + 2, best.height(), 3, ink.color(InkColor.BG_SURFACE, VEIL));
        }
        pen.text(text, best.x(), font.centred(best.centreY()), Anchor.START, font, argb);
        return true;
    }

    /// All around a group, ring by ring: along its edges and at its corners.
    private static void aroundGroup(List<Box> candidates, Box around, double width, double height) {
        double[] xs = {around.centreX() - width / 2, around.x(), around.right() - width};
        double[] ys = {around.centreY() - height / 2, around.y(), around.bottom() - height};
        for (int ring = 0; ring <= RINGS; ring++) {
            double away = ring * height / 2;
            for (int along = 0; along < xs.length; along++) {
                candidates.add(new Box(xs[along], around.y() - height - 1 - away, width, height));
                candidates.add(new Box(xs[along], around.bottom() + 1 + away, width, height));
                candidates.add(new Box(around.right() + GAP - 3 + away, ys[along], width, height));
                candidates.add(new Box(around.x() - GAP + 3 - width - away, ys[along], width, height));
            }
            candidates.add(new Box(around.right() - 2 + away, around.y() - height + 4 - away, width, height));
            candidates.add(new Box(around.right() - 2 + away, around.bottom() - 4 + away, width, height));
            candidates.add(new Box(around.x() + 2 - width - away, around.y() - height + 4 - away, width, height));
            candidates.add(new Box(around.x() + 2 - width - away, around.bottom() - 4 + away, width, height));
        }
    }

    private boolean nearerToAnother(Box name, Box own) {
        double distance = distance(name, own);
        return others.stream().anyMatch(other -> distance(name, other) < distance);
    }

    private static double distance(Box a, Box b) {
        double dx = Math.max(0, Math.max(a.x() - b.right(), b.x() - a.right()));
        double dy = Math.max(0, Math.max(a.y() - b.bottom(), b.y() - a.bottom()));
        return Math.hypot(dx, dy);
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
