package dev.glassbox.view;

import dev.glassbox.analysis.Neighbours.Neighbour;
import dev.glassbox.analysis.VectorPair;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.MapPoint;
import dev.glassbox.view.EmbeddingsChoice.Projection;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.EmbeddingsModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The words beside the map of embeddings, made from what is picked.
final class EmbeddingsExplanation {
    /// The sums of the textbooks and what is hoped for.
    private static final Map<List<String>, String> EXPECTED = Map.of(List.of("king", "man", "woman"), "queen", List.of("paris", "france", "italy"), "rome",
            List.of("prince", "boy", "girl"), "princess", List.of("berlin", "germany", "spain"), "madrid");

    private final WindowState state;
    private final EmbeddingsChoice choice;
    private final EmbeddingsModel embeddings;

    EmbeddingsExplanation(WindowState state, WindowModel models, EmbeddingsChoice choice) {
        this.state = state;
        this.choice = choice;
        embeddings = models.embeddings();
    }

    Explanation map(EmbeddingMap map) {
        List<Integer> picks = choice.picked(map);
        List<String> numbers = new ArrayList<>(switch (picks.size()) {
            case 0 -> List.<String>of();
            case 1 -> one(map, picks.getFirst());
            case 2 -> two(map, picks);
            default -> three(map, picks);
        });
        int axes = choice.projection().get() == Projection.SOLID ? 3 : 2;
        if (map.axes().length > 0 && choice.projection().get() != Projection.TSNE) {
            numbers.add("axes keep " + Numbers.percent(map.kept(axes)) + " of the variance");
        }
        String what = map.step() < 0 ? "Each dot is one vector of the file, " : "Each dot is one row of the embedding matrix [m:W_E], ";
        String moving = map.step() == 0 ? " At step 0 the rows are random: a round cloud without groups. Train, and watch." :
                " Words that occur in the same places move together; nobody told the model what an animal is.";
        return new Explanation(what + map.width() + " numbers flattened to " + axes + "." + (map.step() < 0 ? "" : moving), numbers,
                state.low().get() ? "" : note(axes, map));
    }

    private String note(int axes, EmbeddingMap map) {
        if (choice.picked(map).size() == 3 && choice.projection().get() != Projection.TSNE) {
            return "A sum finds its word only where the text uses all four alike, and often enough. It is less sharp here than in word2vec, whose training"
                    + " asks for nothing else.";
        }
        return switch (choice.projection().get()) {
            case TSNE -> "t-SNE keeps neighbours near each other. Sizes of groups and gaps between them mean nothing.";
            case CHOSEN -> "The second axis is made perpendicular to the first, so that distances on the map are true along both.";
            default -> (axes == 2 ? "Two" : "Three") + " axes cannot show " + map.width() + ". Distances on the map are approximate; the neighbour list uses all "
                    + map.width() + " numbers.";
        };
    }

    private List<String> one(EmbeddingMap map, int a) {
        List<String> lines = new ArrayList<>();
        MapPoint point = map.points().get(a);
        lines.add("[m:|" + point.label() + "|] = **" + Numbers.format(map.neighbours().norm(a)) + "**" + several(point));
        for (Neighbour near : map.neighbours().nearest(a, 2)) {
            lines.add(cosine(point, map.points().get(near.row()), near.cosine()));
        }
        atStepZero(map, a, map.neighbours().nearest(a, 1).getFirst().row()).ifPresent(lines::add);
        if (point.count() > 0) {
            lines.add("[-:occurs " + Numbers.integer(point.count()) + " times]");
        }
        return lines;
    }

    private List<String> two(EmbeddingMap map, List<Integer> picks) {
        int a = picks.get(0);
        int b = picks.get(1);
        VectorPair pair = VectorPair.of(map.row(a), map.row(b));
        List<String> lines = new ArrayList<>();
        lines.add("dot = " + Numbers.format(pair.dot()));
        lines.add("norms = " + Numbers.format(pair.normA()) + ", " + Numbers.format(pair.normB()));
        lines.add(cosine(map.points().get(a), map.points().get(b), pair.cosine()));
        lines.add("angle = " + Numbers.format(pair.degrees()) + "°, distance " + Numbers.format(pair.distance()));
        atStepZero(map, a, b).ifPresent(lines::add);
        return lines;
    }

    private List<String> three(EmbeddingMap map, List<Integer> picks) {
        List<String> lines = new ArrayList<>();
        lines.add("[-:" + NeighboursController.expression(map, picks) + "]");
        List<Neighbour> nearest = AtlasScene.nearest(map, picks, 3, choice.leaveInputsOut().get());
        for (int i = 0; i < nearest.size(); i++) {
            MapPoint point = map.points().get(nearest.get(i).row());
            lines.add((i + 1) + ". **" + point.label() + "** " + Numbers.fixed(nearest.get(i).cosine(), 3));
        }
        if (nearest.isEmpty()) {
            return lines;
        }
        List<String> labels = picks.stream().map(index -> map.points().get(index).label()).toList();
        String wanted = EXPECTED.getOrDefault(labels, "");
        MapPoint told = map.points().get(map.indexOf(wanted) >= 0 ? map.indexOf(wanted) : nearest.getFirst().row());
        if (told.label().equals(wanted)) {
            int rank = 1 + AtlasScene.nearest(map, picks, map.size(), choice.leaveInputsOut().get()).stream().map(near -> map.points().get(near.row()).label())
                    .toList().indexOf(wanted);
            lines.add(wanted + " is number **" + rank + "**" + (rank > 3 ? ": not yet" : ""));
        }
        String counts = picks.stream().map(index -> map.points().get(index)).filter(point -> point.count() > 0)
                .map(point -> point.label() + " " + Numbers.integer(point.count())).collect(Collectors.joining(", "));
        if (!counts.isEmpty()) {
            lines.add("[-:in the text: " + counts + "]");
        }
        if (told.count() > 0) {
            lines.add("[-:" + told.label() + " occurs " + Numbers.integer(told.count()) + (told.count() == 1 ? " time" : " times") + (told.ids().size() > 1 ? ", in " + told.ids().size()
                    + " tokens" : "") + "]");
        }
        return lines;
    }

    private static String several(MapPoint point) {
        return point.ids().size() > 1 ? " [-:mean of " + point.ids().size() + " tokens]" : "";
    }

    private static String cosine(MapPoint a, MapPoint b, double cosine) {
        return "cos(" + a.label() + ", " + b.label() + ") = **" + Numbers.fixed(cosine, 3) + "**";
    }

    /// The same two words before training.
    private Optional<String> atStepZero(EmbeddingMap map, int a, int b) {
        MapPoint first = map.points().get(a);
        MapPoint second = map.points().get(b);
        if (map.step() <= 0 || first.isPosition() || second.isPosition()) {
            return Optional.empty();
        }
        return embeddings.history().map(EmbeddingHistory::moments).filter(moments -> !moments.isEmpty() && moments.getFirst().step() == 0)
                .map(moments -> moments.getFirst()).map(zero -> "[-:" + first.label() + ", " + second.label() + " at step 0: "
                        + Numbers.fixed(VectorPair.of(zero.vector(first, map.width()), zero.vector(second, map.width())).cosine(), 3) + "]");
    }
}
