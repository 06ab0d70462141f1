package dev.glassbox.view;

import dev.glassbox.analysis.Neighbours.Neighbour;
import dev.glassbox.picture.AtlasMarks;
import dev.glassbox.picture.Dots;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.MapPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// From a map of embeddings to what the large picture takes: places seen from the front or turned, trail, arrows, names found.
final class AtlasScene {

    /// Neighbours of the first pick that are surely named.
    private static final int NAMED = 6;

    private final EmbeddingMap map;
    private final double[][] turn;

    /// @param solid whether three axes are shown
    /// @param angles yaw and pitch in radians
    AtlasScene(EmbeddingMap map, boolean solid, double[] angles) {
        this.map = map;
        turn = solid && map.dimensions() >= 3 ? rotation(angles[0], angles[1]) : null;
    }

    /// First about the upright axis, then about the one from left to right; rows are screen right, screen up, towards the eye.
    static double[][] rotation(double yaw, double pitch) {
        double cy = Math.cos(yaw);
        double sy = Math.sin(yaw);
        double cp = Math.cos(pitch);
        double sp = Math.sin(pitch);
        return new double[][] {{cy, 0, sy}, {sy * sp, cp, -cy * sp}, {-sy * cp, sp, cy * cp}};
    }

    boolean solid() {
        return turn != null;
    }

    /// @param places `[n, k]`, which may be on their way
    float[] seen(float[] places) {
        int k = map.dimensions();
        float[] xy = new float[2 * map.size()];
        for (int i = 0; i < map.size(); i++) {
            xy[2 * i] = solid() ? see(places, i * k, 0) : places[i * k];
            xy[2 * i + 1] = solid() ? see(places, i * k, 1) : k > 1 ? places[i * k + 1] : 0;
        }
        return xy;
    }

    /// How near each point is, −1 to 1; empty for a flat map.
    float[] depth(float[] places) {
        if (!solid()) {
            return new float[0];
        }
        float[] depth = new float[map.size()];
        double reach = reach();
        for (int i = 0; i < depth.length; i++) {
            depth[i] = (float) Math.clamp(see(places, i * map.dimensions(), 2) / reach, -1, 1);
        }
        return depth;
    }

    private float see(float[] place, int at, int axis) {
        return (float) (turn[axis][0] * place[at] + turn[axis][1] * place[at + 1] + turn[axis][2] * place[at + 2]);
    }

    /// The largest distance from the middle in three dimensions, so that the map keeps its size while it is turned; 0 for a flat map.
    double reach() {
        if (!solid()) {
            return 0;
        }
        double reach = 1e-9;
        for (int i = 0; i < map.size(); i++) {
            int at = i * map.dimensions();
            reach = Math.max(reach, Math.sqrt(map.places()[at] * map.places()[at] + map.places()[at + 1] * map.places()[at + 1]
                    + map.places()[at + 2] * map.places()[at + 2]));
        }
        return reach;
    }

    Dots dots(float[] places) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            String group = map.points().get(i).group();
            if (!group.isEmpty()) {
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
            }
        }
        return new Dots(map.points().stream().map(MapPoint::label).toList(), seen(places),
                groups.entrySet().stream().map(each -> new Dots.Group(each.getKey(), each.getValue())).toList(),
                Math.max(1, map.width()), map.kept(solid() ? 3 : 2));
    }

    private Optional<float[]> screen(float[] vector) {
        return map.place(vector).map(place -> solid() ? new float[] {see(place, 0, 0), see(place, 0, 1)} : new float[] {place[0], place.length > 1 ? place[1] : 0});
    }

    /// The way of a word since the first moment that is kept, step 0 for a run that began here, all of it along the axes of now.
    float[] trail(int index, Optional<EmbeddingHistory> history) {
        MapPoint point = index < 0 ? null : map.points().get(index);
        if (point == null || history.filter(kept -> kept.has(point)).isEmpty() || map.axes().length == 0) {
            return new float[0];
        }
        List<EmbeddingHistory.Moment> moments = history.get().until(map.step());
        List<float[]> way = new ArrayList<>();
        for (EmbeddingHistory.Moment moment : moments) {
            if (moment.step() < map.step()) {
                screen(history.get().vector(moment, point).orElseThrow()).ifPresent(way::add);
            }
        }
        screen(map.row(index)).ifPresent(way::add);
        return flat(way);
    }

    /// From b to a, and from c the same way: the end is a − b + c.
    float[] arrows(List<Integer> picks) {
        if (picks.size() < 3 || map.axes().length == 0) {
            return new float[0];
        }
        return flat(List.of(at(picks.get(1)), at(picks.get(0)), at(picks.get(2)), target(picks)));
    }

    /// Where a − b + c lies; empty with fewer words.
    float[] target(List<Integer> picks) {
        return picks.size() < 3 ? new float[0] : screen(sum(map, picks)).orElse(new float[0]);
    }

    private float[] at(int index) {
        return screen(map.row(index)).orElseThrow();
    }

    static float[] sum(EmbeddingMap map, List<Integer> picks) {
        float[] a = map.row(picks.get(0));
        float[] b = map.row(picks.get(1));
        float[] c = map.row(picks.get(2));
        for (int i = 0; i < a.length; i++) {
            a[i] += c[i] - b[i];
        }
        return a;
    }

    /// The words nearest to what was picked: to the first word, or to a − b + c.
    static List<Neighbour> nearest(EmbeddingMap map, List<Integer> picks, int k, boolean leaveInputsOut) {
        if (picks.size() == 3) {
            return map.neighbours().analogy(picks.get(0), picks.get(1), picks.get(2), k, leaveInputsOut);
        }
        return picks.isEmpty() ? List.of() : map.neighbours().nearest(picks.getFirst(), k);
    }

    AtlasMarks marks(int query, int hover, List<Integer> picks, String find, float[] trail, int since) {
        List<Integer> found = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        String wanted = find.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < map.size(); i++) {
            MapPoint point = map.points().get(i);
            if (point.isPosition()) {
                plain.add(i);
            }
            if (!wanted.isEmpty() && point.label().toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(i);
            }
        }
        return new AtlasMarks(query, hover, picks, near(picks), found, plain, trail, since, arrows(picks), target(picks), axes());
    }

    private List<Integer> near(List<Integer> picks) {
        return picks.isEmpty() ? List.of() : map.neighbours().nearest(picks.getFirst(), NAMED).stream().map(Neighbour::row).toList();
    }

    private float[] axes() {
        if (!solid()) {
            return new float[0];
        }
        float[] ends = new float[6];
        for (int axis = 0; axis < 3; axis++) {
            ends[2 * axis] = (float) (turn[0][axis] * reach() * 0.9);
            ends[2 * axis + 1] = (float) (turn[1][axis] * reach() * 0.9);
        }
        return ends;
    }

    private static float[] flat(List<float[]> points) {
        float[] flat = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            flat[2 * i] = points.get(i)[0];
            flat[2 * i + 1] = points.get(i)[1];
        }
        return flat;
    }
}
