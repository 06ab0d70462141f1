package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The large map: points under one scale in both directions, so that distances on it are true to the projection; names without
/// overlap, more of them the closer one looks.
///
/// @param dots the points as they are seen now
/// @param depth of each point towards the eye, −1 to 1, in three dimensions; empty in two
/// @param reach the largest coordinate that has to fit; 0 fits the points
/// @param view zoom and pan
/// @param marks selection, trail, arrows
/// @param footer one line below
public record AtlasPicture(Dots dots, float[] depth, double reach, MapView view, AtlasMarks marks, boolean outlines, String footer) implements Picture {

    private static final double MARGIN = 28;
    private static final double FOOTER = 24;
    private static final double REACH = 12;
    private static final double TOGETHER = 34;
    private static final double RING = 7;
    private static final int MOST_NAMES = 320;

    /// A point of the map.
    public record Dot(int index, Box box, String text) implements Hit {}

    @Override
    public Size preferredSize() {
        return new Size(640, 560);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    private static double bottom(double height) {
        return height - FOOTER;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        double bottom = bottom(height);
        pen.text(caption.fitted(footer, width - 2 * FlowLayout.BLEED), FlowLayout.BLEED, height - 6, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        if (dots.size() < 3) {
            pen.text("Fewer than three points to place.", width / 2, bottom / 2, Anchor.MIDDLE, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        double[][] places = places(width, height);
        pen.save();
        pen.clip(0, 0, width, bottom);
        cross(pen, ink, width, height);
        Set<Integer> plain = new HashSet<>(marks.plain());
        List<ScatterGroups.Cluster> clusters = outlines
                ? ScatterGroups.find(dots, apart(places, width, height), TOGETHER * Math.sqrt(view.zoom())) : List.of();
        clusters.forEach(cluster -> cluster.paint(pen, ink));
        points(pen, ink, places, plain, width, bottom);
        trail(pen, ink, width, height);
        arrows(pen, ink, width, height);
        ringed(pen, ink, places);
        names(pen, ink, places, clusters, plain, width, bottom);
        pen.restore();
    }

    private void cross(Pen pen, Ink ink, double width, double height) {
        Stroke grid = Stroke.of(ink.color(InkColor.GRID), 1);
        Scale scale = scale(width, height);
        if (depth.length == 0) {
            double x = Math.floor(scale.x(0)) + 0.5;
            double y = Math.floor(scale.y(0)) + 0.5;
            pen.line(FlowLayout.BLEED, y, width - FlowLayout.BLEED, y, grid);
            pen.line(x, 0, x, bottom(height), grid);
            return;
        }
        for (int axis = 0; axis < marks.axes().length / 2; axis++) {
            double ex = scale.x(marks.axes()[2 * axis]);
            double ey = scale.y(marks.axes()[2 * axis + 1]);
            pen.line(scale.x(0), scale.y(0), ex, ey, Stroke.round(ink.color(InkColor.BORDER), 1.5));
        }
    }

    private void points(Pen pen, Ink ink, double[][] places, Set<Integer> plain, double width, double bottom) {
        int color = ink.color(InkColor.FG);
        int quiet = ink.color(InkColor.FG_SUBTLE);
        double radius = dots.size() > 600 ? 1.8 : dots.size() > 200 ? 2.4 : 3.2;
        int[] order = byDepth();
        for (int i : order) {
            double x = places[0][i];
            double y = places[1][i];
            if (x < -4 || y < -4 || x > width + 4 || y > bottom + 4) {
                continue;
            }
            if (plain.contains(i)) {
                pen.strokeRect(x - 2.5, y - 2.5, 5, 5, 0, Stroke.of(quiet, 1.5));
            } else if (depth.length > 0) {
                double near = (1 + depth[i]) / 2;
                pen.fillCircle(x, y, radius * (0.6 + 0.6 * near), Argb.mix(quiet, color, near));
            } else {
                pen.fillCircle(x, y, radius, color);
            }
        }
    }

    /// Far points first.
    private int[] byDepth() {
        Integer[] order = new Integer[dots.size()];
        Arrays.setAll(order, i -> i);
        if (depth.length > 0) {
            Arrays.sort(order, (a, b) -> Float.compare(depth[a], depth[b]));
        }
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private void trail(Pen pen, Ink ink, double width, double height) {
        int count = marks.trail().length / 2;
        if (count < 2) {
            return;
        }
        double[] xs = new double[count];
        double[] ys = new double[count];
        Scale scale = scale(width, height);
        for (int i = 0; i < count; i++) {
            xs[i] = scale.x(marks.trail()[2 * i]);
            ys[i] = scale.y(marks.trail()[2 * i + 1]);
        }
        pen.polyline(xs, ys, count, Stroke.round(ink.color(InkColor.Q), 2));
        pen.strokeCircle(xs[0], ys[0], 4, Stroke.of(ink.color(InkColor.Q), 2));
    }

    private void arrows(Pen pen, Ink ink, double width, double height) {
        Scale scale = scale(width, height);
        int color = ink.color(InkColor.FG_MUTED);
        for (int i = 0; i + 3 < marks.arrows().length; i += 4) {
            double x1 = scale.x(marks.arrows()[i]);
            double y1 = scale.y(marks.arrows()[i + 1]);
            double x2 = scale.x(marks.arrows()[i + 2]);
            double y2 = scale.y(marks.arrows()[i + 3]);
            pen.line(x1, y1, x2, y2, Stroke.round(color, 2));
            double angle = Math.atan2(y2 - y1, x2 - x1);
            if (Math.hypot(x2 - x1, y2 - y1) > 6) {
                pen.fillPolygon(new double[] {x2, x2 - 10 * Math.cos(angle - 0.4), x2 - 10 * Math.cos(angle + 0.4)},
                        new double[] {y2, y2 - 10 * Math.sin(angle - 0.4), y2 - 10 * Math.sin(angle + 0.4)}, 3, color);
            }
        }
        if (marks.target().length == 2) {
            double x = scale.x(marks.target()[0]);
            double y = scale.y(marks.target()[1]);
            pen.strokeRect(x - 5, y - 5, 10, 10, 0, Stroke.of(ink.color(InkColor.FG), 2));
        }
    }

    private void ringed(Pen pen, Ink ink, double[][] places) {
        for (int found : marks.found()) {
            ring(pen, places, found, 7, Stroke.of(ink.color(InkColor.FG_MUTED), 1.5));
        }
        for (int pick : marks.picks()) {
            if (pick != marks.query()) {
                ring(pen, places, pick, 6.5, Stroke.of(ink.color(InkColor.FG), 2));
            }
        }
        if (has(marks.query())) {
            pen.fillCircle(places[0][marks.query()], places[1][marks.query()], 4, ink.color(InkColor.Q));
            ring(pen, places, marks.query(), 9, Stroke.of(ink.color(InkColor.Q), 2));
        }
        ring(pen, places, marks.hover(), 6, Stroke.of(ink.color(InkColor.FG), 1));
    }

    private void ring(Pen pen, double[][] places, int index, double radius, Stroke stroke) {
        if (has(index)) {
            pen.strokeCircle(places[0][index], places[1][index], radius, stroke);
        }
    }

    private boolean has(int index) {
        return index >= 0 && index < dots.size();
    }

    private void names(Pen pen, Ink ink, double[][] places, List<ScatterGroups.Cluster> clusters, Set<Integer> plain, double width, double bottom) {
        var grid = new LabelGrid(width, bottom);
        for (int i = 0; i < dots.size(); i++) {
            grid.dot(places[0][i], places[1][i], 2);
        }
        keepFree(grid, places, width, bottom);
        var names = new AtlasNames(pen, grid, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
        Scale scale = scale(width, bottom + FOOTER);
        for (int axis = 0; depth.length > 0 && axis < marks.axes().length / 2; axis++) {
            names.place("axis " + (axis + 1), new Box(scale.x(marks.axes()[2 * axis]), scale.y(marks.axes()[2 * axis + 1]), 0, 0).grown(3), ink.font(FontRole.TICK),
                    ink.color(InkColor.FG_SUBTLE), true);
        }
        Set<Integer> named = new HashSet<>();
        TextFont bold = ink.font(FontRole.MONO_SMALL_BOLD);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        special(names, places, marks.query(), bold, ink.color(InkColor.Q_TEXT), named);
        for (int i = 0; i < marks.picks().size(); i++) {
            special(names, places, marks.picks().get(i), bold, ink.color(InkColor.FG), named);
        }
        special(names, places, marks.hover(), bold, ink.color(InkColor.FG), named);
        if (marks.trail().length > 2) {
            names.place("step " + Numbers.integer(marks.since()), new Box(scale.x(marks.trail()[0]), scale.y(marks.trail()[1]), 0, 0).grown(5), ink.font(FontRole.CAPTION),
                    ink.color(InkColor.Q_TEXT), true);
        }
        marks.found().stream().limit(60).forEach(found -> special(names, places, found, bold, ink.color(InkColor.FG), named));
        marks.near().forEach(near -> special(names, places, near, mono, ink.color(InkColor.FG), named));
        for (ScatterGroups.Cluster cluster : clusters) {
            if (!cluster.name().isEmpty()) {
                names.call(cluster.name(), cluster.box(), ink.font(FontRole.CAPTION_BOLD), ink.color(InkColor.FG_MUTED));
            }
        }
        int left = MOST_NAMES;
        for (int i = 0; i < dots.size() && left > 0; i++) {
            if (inside(places, i, width, bottom) && named.add(i)
                    && names.place(dots.name(i), new Box(places[0][i], places[1][i], 0, 0).grown(4), mono,
                            ink.color(plain.contains(i) ? InkColor.FG_SUBTLE : InkColor.FG), false)) {
                left--;
            }
        }
    }

    /// Names keep off the trail, the arrows and the rings.
    private void keepFree(LabelGrid grid, double[][] places, double width, double bottom) {
        Scale scale = scale(width, bottom + FOOTER);
        float[] trail = marks.trail();
        for (int i = 2; i + 1 < trail.length; i += 2) {
            keepFree(grid, scale, trail[i - 2], trail[i - 1], trail[i], trail[i + 1]);
        }
        float[] arrows = marks.arrows();
        for (int i = 0; i + 3 < arrows.length; i += 4) {
            keepFree(grid, scale, arrows[i], arrows[i + 1], arrows[i + 2], arrows[i + 3]);
        }
        marks.picks().stream().filter(this::has).forEach(pick -> grid.dot(places[0][pick], places[1][pick], RING));
        if (has(marks.query())) {
            grid.dot(places[0][marks.query()], places[1][marks.query()], RING);
        }
        if (marks.target().length == 2) {
            grid.dot(scale.x(marks.target()[0]), scale.y(marks.target()[1]), RING);
        }
    }

    private static void keepFree(LabelGrid grid, Scale scale, float fromX, float fromY, float toX, float toY) {
        double x = scale.x(fromX);
        double y = scale.y(fromY);
        double dx = scale.x(toX) - x;
        double dy = scale.y(toY) - y;
        int parts = (int) Math.min(200, Math.hypot(dx, dy) / 3) + 1;
        for (int part = 0; part <= parts; part++) {
            grid.dot(x + dx * part / parts, y + dy * part / parts, 1);
        }
    }

    private void special(AtlasNames names, double[][] places, int index, TextFont font, int argb, Set<Integer> named) {
        if (has(index) && named.add(index)) {
            names.call(dots.name(index), new Box(places[0][index], places[1][index], 0, 0).grown(9), font, argb);
        }
    }

    private static boolean inside(double[][] places, int i, double width, double bottom) {
        return places[0][i] >= 0 && places[1][i] >= 0 && places[0][i] <= width && places[1][i] <= bottom;
    }

    /// From the units of the points to pixels.
    ///
    /// @param midX what lies in the middle before panning
    /// @param unit pixels for one unit
    private record Scale(double midX, double midY, double unit, double left, double top) {

        double x(double value) {
            return left + (value - midX) * unit;
        }

        double y(double value) {
            return top - (value - midY) * unit;
        }
    }

    private Scale scale(double width, double height) {
        double bottom = bottom(height);
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        double lowY = Double.MAX_VALUE;
        double highY = -Double.MAX_VALUE;
        for (int i = 0; i < dots.size(); i++) {
            low = Math.min(low, dots.xy()[2 * i]);
            high = Math.max(high, dots.xy()[2 * i]);
            lowY = Math.min(lowY, dots.xy()[2 * i + 1]);
            highY = Math.max(highY, dots.xy()[2 * i + 1]);
        }
        boolean solid = reach > 0;
        double unit = solid ? (Math.min(width, bottom) / 2 - MARGIN) / reach
                : Math.min((width / 2 - MARGIN) / Math.max(1e-12, (high - low) / 2), (bottom / 2 - MARGIN) / Math.max(1e-12, (highY - lowY) / 2));
        return new Scale(solid ? 0 : (low + high) / 2, solid ? 0 : (lowY + highY) / 2, Math.max(1e-9, unit) * view.zoom(),
                width / 2 + view.panX(), bottom / 2 + view.panY());
    }

    /// Pixel coordinates: all x, then all y.
    double[][] places(double width, double height) {
        Scale scale = scale(width, height);
        double[][] places = new double[2][dots.size()];
        for (int i = 0; i < dots.size(); i++) {
            places[0][i] = scale.x(dots.xy()[2 * i]);
            places[1][i] = scale.y(dots.xy()[2 * i + 1]);
        }
        return places;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        double[][] places = places(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < dots.size(); i++) {
            if (inside(places, i, width, bottom(height))) {
                parts.add(dot(i, places));
            }
        }
        return parts;
    }

    /// In three dimensions the depth in pixels too, so that what only lies behind each other is no group.
    private double[][] apart(double[][] places, double width, double height) {
        if (depth.length == 0) {
            return places;
        }
        double unit = scale(width, height).unit() * reach;
        double[] towards = new double[dots.size()];
        Arrays.setAll(towards, i -> depth[i] * unit);
        return new double[][] {places[0], places[1], towards};
    }

    private Dot dot(int i, double[][] places) {
        return new Dot(i, new Box(places[0][i], places[1][i], 0, 0).grown(12), dots.name(i));
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        double[][] places = places(width, height);
        int nearest = -1;
        double best = REACH;
        for (int i = 0; i < dots.size(); i++) {
            double distance = Math.hypot(places[0][i] - x, places[1][i] - y);
            if (distance < best && y < bottom(height)) {
                best = distance;
                nearest = i;
            }
        }
        return nearest < 0 ? Hit.NONE : dot(nearest, places);
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < dots.size(); i++) {
            rows.add(List.of(dots.name(i), dots.xy()[2 * i], dots.xy()[2 * i + 1]));
        }
        return Optional.of(new NumberTable(List.of("label", "x", "y"), rows));
    }

    @Override
    public String describe() {
        String subject = has(marks.query()) ? "; " + dots.name(marks.query()) + " is selected" : "";
        return "Map of " + dots.size() + " points" + subject + "; " + footer + ".";
    }
}
