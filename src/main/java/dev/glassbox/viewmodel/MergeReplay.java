package dev.glassbox.viewmodel;

import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.BpeTokenizer.Merge;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.Tokenizer.Span;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.viewmodel.LearnedMerges.Recipe;
import dev.glassbox.viewmodel.MergeMoment.Line;
import dev.glassbox.viewmodel.MergeMoment.Pair;
import dev.glassbox.viewmodel.MergeMoment.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;

/// Learns merges and shows any moment of it again. A trainer is kept where it stands: going on is cheap, going back starts over.
/// Used by one background thread.
final class MergeReplay {
    private static final int RACE = 10;
    private static final int TOLD = 64;

    private LearnedMerges learned;
    private BpeTrainer cursor;
    private int at;

    /// @param progress is told the share that is done, now and then; may throw to stop it
    LearnedMerges learn(Recipe recipe, DoubleConsumer progress) {
        BpeTrainer trainer = new BpeTrainer(recipe.corpus(), recipe.split(), recipe.ties());
        long[] counts = new long[recipe.merges()];
        long[] tokens = new long[recipe.merges() + 1];
        tokens[0] = trainer.tokenCount();
        int made = 0;
        while (made < recipe.merges()) {
            Optional<BpeTrainer.Step> step = trainer.step();
            if (step.isEmpty()) {
                break;
            }
            counts[made++] = step.get().count();
            tokens[made] = trainer.tokenCount();
            if (made % TOLD == 0) {
                progress.accept((double) made / recipe.merges());
            }
        }
        learned = new LearnedMerges(recipe, trainer.tokenizer(), Arrays.copyOf(counts, made), Arrays.copyOf(tokens, made + 1));
        cursor = null;
        return learned;
    }

    MergeMoment moment(LearnedMerges wanted, int merges) {
        if (wanted != learned) {
            learned = wanted;
            cursor = null;
        }
        int before = Math.max(0, merges - 1);
        if (cursor == null || at > before) {
            cursor = new BpeTrainer(learned.recipe().corpus(), learned.recipe().split(), learned.recipe().ties());
            at = 0;
        }
        for (; at < before; at++) {
            cursor.step();
        }
        Vocabulary names = learned.tokenizer().vocabulary();
        List<Pair> race = cursor.top(RACE).stream()
                .map(pair -> new Pair(names.label(pair.left()), names.label(pair.right()), pair.count())).toList();
        return new MergeMoment(learned, merges, race, lines(merges));
    }

    /// Evenly spaced moments from the first to the one after `last` merges, at most `frames`.
    static List<MergeMoment> film(LearnedMerges lesson, int last, int frames) {
        int count = Math.min(frames, last + 1);
        MergeReplay film = new MergeReplay();
        List<MergeMoment> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(film.moment(lesson, count == 1 ? last : (int) Math.round((double) last * i / (count - 1))));
        }
        return moments;
    }

    /// The start, this moment, one in between and the end.
    private List<Line> lines(int now) {
        int all = learned.size();
        SortedSet<Integer> others = new TreeSet<>(List.of(0, all));
        others.add(all <= 20 ? all / 2 : Math.round(all * 0.45f / 50f) * 50 > 0 ? Math.round(all * 0.45f / 50f) * 50 : all / 2);
        List<Line> lines = new ArrayList<>();
        for (int merges : others) {
            lines.add(line(merges, false));
        }
        lines.add(1, line(now, true));
        return lines;
    }

    private Line line(int merges, boolean now) {
        BpeTokenizer tokenizer = learned.tokenizer().prefix(merges);
        Vocabulary names = tokenizer.vocabulary();
        Merge newest = now && merges > 0 ? learned.tokenizer().merges().get(merges - 1) : null;
        List<Tile> tiles = new ArrayList<>();
        for (Span span : tokenizer.encode(learned.recipe().sample())) {
            int seam = -1;
            if (newest != null && span.id() == newest.id()) {
                seam = Math.min(span.to() - 1, span.from() + Math.max(1, names.text(newest.left()).length()));
            }
            tiles.add(new Tile(span.id(), names.label(span.id()), span.from(), span.to(), seam));
        }
        return new Line(merges, now, tiles);
    }
}
