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
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words beside the map of embeddings, made from what is picked.
final class EmbeddingsExplanation {
    /// The sums of the textbooks and what is hoped for.
    private static final Map<List<String>, String> EXPECTED = Map.of(List.of("king", "man", "woman"), "queen", List.of("paris", "france", "italy"), "rome",
            List.of("prince", "boy", "girl"), "princess", List.of("berlin", "germany", "spain"), "madrid");

    /// So far in front a word counts as found.
    private static final int NEAR = 3;
    /// A word that stands less often has a vector that says little.
    private static final int OFTEN = 20;

    private final WindowState state;
    private final EmbeddingsChoice choice;
    private final EmbeddingsModel embeddings;
    private final RunViewModel run;

    EmbeddingsExplanation(WindowState state, WindowModel models, EmbeddingsChoice choice) {
        this.state = state;
        this.choice = choice;
        embeddings = models.embeddings();
        run = models.run();
    }

    /// Rows that are only drawn from the seed so far; those of an opened model have been trained, whatever its step is called.
    private boolean random(EmbeddingMap map) {
        return map.step() == 0 && run.getLoaded().filter(loaded -> loaded.folder().isEmpty()).isPresent();
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
        if (picks.size() == 3) {
            return new Explanation(sum(map, picks), numbers, "");
        }
        String what = map.step() < 0 ? "Each dot is one vector of the file, " : "Each dot is one row of the embedding matrix [m:W_E], ";
        String moving = random(map) ? " At step 0 the rows are random: a round cloud without groups. Train, and watch." :
                " Words that occur in the same places move together; nobody told the model what an animal is.";
        return new Explanation(what + map.width() + " numbers flattened to " + axes + "." + (map.step() < 0 ? "" : moving), numbers,
                state.low().get() ? "" : note(axes, map));
    }

    private String note(int axes, EmbeddingMap map) {
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
        hopedFor(map, picks).ifPresent(word -> {
            int rank = rank(map, picks, word);
            lines.add(word.label() + " is number **" + rank + "**" + (rank > NEAR ? ": not yet" : ""));
        });
        String counts = Stream.concat(picks.stream().map(map.points()::get), told(map, picks).stream()).distinct().filter(point -> point.count() > 0)
                .map(point -> point.label() + " " + Numbers.integer(point.count())).collect(Collectors.joining(", "));
        if (!counts.isEmpty()) {
            lines.add("[-:in the text: " + counts + "]");
        }
        return lines;
    }

    /// What a textbook would put at the end of this sum, where the map has it.
    private static Optional<MapPoint> hopedFor(EmbeddingMap map, List<Integer> picks) {
        List<String> labels = picks.stream().map(index -> map.points().get(index).label()).toList();
        return Optional.of(map.indexOf(EXPECTED.getOrDefault(labels, ""))).filter(index -> index >= 0).map(map.points()::get);
    }

    /// The word a sum is judged by: the one that is hoped for, or the first of the list; none where three points are all there are.
    private Optional<MapPoint> told(EmbeddingMap map, List<Integer> picks) {
        return hopedFor(map, picks).or(() -> AtlasScene.nearest(map, picks, 1, choice.leaveInputsOut().get()).stream().findFirst().map(near -> map.points().get(near.row())));
    }

    private int rank(EmbeddingMap map, List<Integer> picks, MapPoint word) {
        return 1 + AtlasScene.nearest(map, picks, map.size(), choice.leaveInputsOut().get()).stream().map(near -> map.points().get(near.row())).toList().indexOf(word);
    }

    /// What a sum of words is, and where the word that is hoped for is not among the first why not yet.
    private String sum(EmbeddingMap map, List<Integer> picks) {
        String what = "**" + NeighboursController.expression(map, picks) + "** is a point among " + map.width() + " numbers; the list has the words in its direction. ";
        if (map.step() < 0) {
            return what + "It finds its word where the text behind the file used all four alike, and often.";
        }
        if (random(map)) {
            return what + "At step 0 all rows are random, so the order of the list is chance. Train, and watch.";
        }
        Optional<MapPoint> hoped = hopedFor(map, picks);
        if (hoped.filter(word -> rank(map, picks, word) > NEAR).isPresent()) {
            return what + "**" + hoped.get().label() + "** is not there yet: " + reason(map, picks, hoped.get());
        }
        return what + "It finds its word only where the text uses all four alike, and often" + (hoped.isPresent() ? ": here it does." : ".")
                + " It is less sharp here than in word2vec, whose training asks for nothing else.";
    }

    private static String reason(EmbeddingMap map, List<Integer> picks, MapPoint word) {
        MapPoint rarest = Stream.concat(picks.stream().map(map.points()::get), Stream.of(word)).filter(point -> point.count() > 0)
                .min(Comparator.comparingInt(MapPoint::count)).orElse(word);
        if (word.ids().size() > 1) {
            return "it is cut into " + word.ids().size() + " tokens that other words use too, and their mean tells little of this one.";
        }
        if (rarest.count() > 0 && rarest.count() < OFTEN) {
            return rarest.label() + " stands only " + Numbers.integer(rarest.count()) + (rarest.count() == 1 ? " time" : " times")
                    + " in the text, too rarely to tell it from words used like it.";
        }
        return "after " + Numbers.integer(map.step()) + (map.step() == 1 ? " step" : " steps") + " words used alike still lie closer together than the differences this sum needs.";
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
        EmbeddingHistory history = embeddings.history().filter(kept -> kept.has(first) && kept.has(second) && !kept.moments().isEmpty()).orElse(null);
        if (map.step() <= 0 || history == null || history.moments().getFirst().step() != 0) {
            return Optional.empty();
        }
        EmbeddingHistory.Moment zero = history.moments().getFirst();
        return Optional.of("[-:" + first.label() + ", " + second.label() + " at step 0: "
                + Numbers.fixed(VectorPair.of(history.vector(zero, first).orElseThrow(), history.vector(zero, second).orElseThrow()).cosine(), 3) + "]");
    }
}
