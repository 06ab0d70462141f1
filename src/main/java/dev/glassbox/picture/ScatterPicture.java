package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A map of points: dots, groups where they have formed, the selected query and key ringed and named, a few free labels.
///
/// Each axis is fitted to the points on its own, with 0 in the middle.
///
/// @param dots       the points
/// @param at         indices of the points that are query, key and hover
/// @param freeLabels how many further names are placed at most
public record ScatterPicture(Dots dots, Selection at, int freeLabels) implements Picture {

    static final double FOOTER_FROM = 150;
    private static final double RADIUS = 2.2;
    private static final double REACH = 12;
    private static final double MARGIN = 16;

    /// A point of the map.
    public record Dot(int index, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(312, 180);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    /// Whether the share of variance is written below the map; in a lower picture it belongs beside the title.
    public static boolean hasFooter(double height) {
        return height >= FOOTER_FROM;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double bottom = bottom(height);
        if (hasFooter(height) && dots.size() > 0) {
            TextFont caption = ink.font(FontRole.CAPTION);
            pen.text(shareText(), FlowLayout.BLEED, height - 4, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        }
        Stroke grid = Stroke.of(ink.color(InkColor.GRID), 1);
        double crossX = Math.floor(width / 2) + 0.5;
        double crossY = Math.floor(bottom / 2) + 0.5;
        pen.line(FlowLayout.BLEED, crossY, width - FlowLayout.BLEED, crossY, grid);
        pen.line(crossX, 0, crossX, bottom, grid);
        if (dots.size() < 3) {
            pen.text("Fewer than three words to place.", width / 2, crossY - 8, Anchor.MIDDLE, ink.font(FontRole.CAPTION),
                    ink.color(InkColor.FG_MUTED));
            return;
        }
        double[][] places = places(width, height);
        ScatterLabels labels = new ScatterLabels(this, places, ink, new Box(0, 0, width, bottom));
        List<ScatterGroups.Cluster> clusters = ScatterGroups.find(dots, places);
        clusters.forEach(cluster -> cluster.paint(pen, ink));
        for (int i = 0; i < dots.size(); i++) {
            if (i != at.query() && i != at.key()) {
                pen.fillCircle(places[0][i], places[1][i], RADIUS, ink.color(InkColor.FG_SUBTLE));
            }
        }
        ringed(pen, ink, places, at.key(), InkColor.K);
        ringed(pen, ink, places, at.query(), InkColor.Q);
        if (at.hover() >= 0 && at.hover() < dots.size()) {
            pen.strokeCircle(places[0][at.hover()], places[1][at.hover()], 6, Stroke.of(ink.color(InkColor.FG), 1));
        }
        labels.paint(pen, clusters);
    }

    private void ringed(Pen pen, Ink ink, double[][] places, int index, InkColor color) {
        if (index >= 0 && index < dots.size()) {
            pen.fillCircle(places[0][index], places[1][index], 3, ink.color(color));
            pen.strokeCircle(places[0][index], places[1][index], 9, Stroke.of(ink.color(color), 2));
        }
    }

    /// "2 of 64 axes keep 36.6 % of the variance"
    public String shareText() {
        return "2 of " + dots.axes() + " axes keep " + Numbers.percent(dots.share()) + " of the variance";
    }

    private static double bottom(double height) {
        return hasFooter(height) ? height - 22 : height;
    }

    /// Pixel coordinates: all x, then all y.
    double[][] places(double width, double height) {
        double limitX = limit(0);
        double limitY = limit(1);
        double bottom = bottom(height);
        double[][] places = new double[2][dots.size()];
        for (int i = 0; i < dots.size(); i++) {
            places[0][i] = width / 2 + dots.xy()[2 * i] / limitX * (width / 2 - FlowLayout.BLEED - MARGIN);
            places[1][i] = bottom / 2 - dots.xy()[2 * i + 1] / limitY * (bottom / 2 - MARGIN);
        }
        return places;
    }

    private double limit(int axis) {
        double limit = 1e-12;
        for (int i = axis; i < dots.xy().length; i += 2) {
            limit = Math.max(limit, Math.abs(dots.xy()[i]));
        }
        return limit;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        double[][] places = places(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < dots.size(); i++) {
            parts.add(dot(i, places));
        }
        return parts;
    }

    private Dot dot(int i, double[][] places) {
        return new Dot(i, new Box(places[0][i] - 8, places[1][i] - 8, 16, 16), dots.name(i) + " at "
                + Numbers.format(dots.xy()[2 * i]) + ", " + Numbers.format(dots.xy()[2 * i + 1]));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        double[][] places = places(width, height);
        int nearest = -1;
        double best = REACH;
        for (int i = 0; i < dots.size(); i++) {
            double distance = Math.hypot(places[0][i] - x, places[1][i] - y);
            if (distance < best) {
                best = distance;
                nearest = i;
            }
        }
        return nearest < 0 ? Hit.NONE : dot(nearest, places);
    }

    @Override
    public String describe() {
        if (dots.size() < 3) {
            return "Fewer than three words to place.";
        }
        int subject = at.query() >= 0 && at.query() < dots.size() ? at.query() : 0;
        int nearest = -1;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < dots.size(); i++) {
            double distance = Math.hypot(dots.xy()[2 * i] - dots.xy()[2 * subject], dots.xy()[2 * i + 1] - dots.xy()[2 * subject + 1]);
            if (i != subject && distance < best) {
                best = distance;
                nearest = i;
            }
        }
        return "Map of " + dots.size() + " words: the nearest to " + dots.name(subject) + " is " + dots.name(nearest) + "; "
                + shareText() + ".";
    }
}
