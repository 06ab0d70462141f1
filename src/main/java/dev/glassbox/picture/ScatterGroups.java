package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds where the members of a named group lie together. While they are scattered nothing is drawn, so that groups
/// are seen to form.
final class ScatterGroups {

    static final double TOGETHER = 16;
    private static final double PADDING = 9;
    private static final double FORMED_FROM = 0.7;
    private static final double NAMED_FROM = 0.4;

    private ScatterGroups() {}

    /// Members of one group that lie close to each other.
    ///
    /// @param name the group's name, empty when another cluster of the group is larger
    record Cluster(String name, double[] xs, double[] ys) {

        Box box() {
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (int i = 0; i < xs.length; i++) {
                left = Math.min(left, xs[i]);
                right = Math.max(right, xs[i]);
                top = Math.min(top, ys[i]);
                bottom = Math.max(bottom, ys[i]);
            }
            return new Box(left, top, right - left, bottom - top).grown(PADDING);
        }

        void paint(Pen pen, Ink ink) {
            int color = ink.color(InkColor.BG_SUBTLE);
            int[] hull = hull();
            double[] hx = new double[hull.length + 1];
            double[] hy = new double[hull.length + 1];
            for (int i = 0; i <= hull.length; i++) {
                hx[i] = xs[hull[i % hull.length]];
                hy[i] = ys[hull[i % hull.length]];
            }
            pen.fillPolygon(hx, hy, hull.length, color);
            pen.polyline(hx, hy, hx.length, Stroke.round(color, 2 * PADDING));
        }

        /// Andrew's monotone chain.
        private int[] hull() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < xs.length; i++) {
                order.add(i);
            }
            order.sort(Comparator.<Integer>comparingDouble(i -> xs[i]).thenComparingDouble(i -> ys[i]));
            List<Integer> hull = new ArrayList<>();
            for (int pass = 0; pass < 2; pass++) {
                int start = hull.size();
                for (int i : order) {
                    while (hull.size() >= start + 2 && turn(hull.get(hull.size() - 2), hull.getLast(), i) <= 0) {
                        hull.removeLast();
                    }
                    hull.add(i);
                }
                hull.removeLast();
                order = order.reversed();
            }
            return (hull.isEmpty() ? order.subList(0, 1) : hull).stream().mapToInt(Integer::intValue).toArray();
        }

        private double turn(int a, int b, int c) {
            return (xs[b] - xs[a]) * (ys[c] - ys[a]) - (ys[b] - ys[a]) * (xs[c] - xs[a]);
        }
    }

    static List<Cluster> find(Dots dots, double[][] places) {
        return find(dots, places, TOGETHER);
    }

    /// @param places of all points in pixels, one row for each axis; groups are drawn along the first two
    /// @param reach how far apart neighbours in one cluster may lie, in pixels
    static List<Cluster> find(Dots dots, double[][] places, double reach) {
        List<Cluster> clusters = new ArrayList<>();
        for (Dots.Group group : dots.groups()) {
            List<List<Integer>> parts = together(group.members(), places, reach);
            int gathered = parts.stream().filter(part -> part.size() > 1).mapToInt(List::size).sum();
            if (gathered < FORMED_FROM * group.members().size()) {
                continue;
            }
            for (List<Integer> part : parts) {
                if (part.size() > 1) {
                    boolean named = part == parts.getFirst() && part.size() >= NAMED_FROM * group.members().size();
                    clusters.add(new Cluster(named ? group.name() : "",
                            part.stream().mapToDouble(i -> places[0][i]).toArray(),
                            part.stream().mapToDouble(i -> places[1][i]).toArray()));
                }
            }
        }
        return clusters;
    }

    private static double distance(double[][] places, int a, int b) {
        double sum = 0;
        for (double[] axis : places) {
            sum += (axis[a] - axis[b]) * (axis[a] - axis[b]);
        }
        return Math.sqrt(sum);
    }

    /// Connected parts, largest first.
    private static List<List<Integer>> together(List<Integer> members, double[][] places, double reach) {
        List<Integer> left = new ArrayList<>(members);
        List<List<Integer>> parts = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Integer> part = new ArrayList<>(List.of(left.removeLast()));
            for (int i = 0; i < part.size(); i++) {
                int from = part.get(i);
                left.removeIf(other -> {
                    boolean near = distance(places, from, other) < reach;
                    if (near) {
                        part.add(other);
                    }
                    return near;
                });
            }
            parts.add(part);
        }
        parts.sort(Comparator.comparingInt((List<Integer> part) -> part.size()).reversed());
        return parts;
    }
}
