package dev.glassbox.view;

import dev.glassbox.analysis.GenerationCost;
import dev.glassbox.model.KnownContext;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.CacheRace;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.view.PredictionChoice.Cost;
import dev.glassbox.viewmodel.CostModel;
import java.util.List;

/// The words beside the page *Cache and cost*.
final class CostExplanation {

    private CostExplanation() {}

    static Explanation of(CostModel model, Cost shown) {
        long n = model.nProperty().get();
        return switch (shown) {
            case RACE -> new Explanation("For a new token only its own row is new: its **q, k and v** are computed, and q reads the keys and values of all earlier tokens. Kept in a **cache**, those cost"
                    + " one row per token. Thrown away, the whole triangle is filled again each time.", race(model.racedProperty().get()),
                    "With a window that slides, learned positions move too, and the cache helps no more: the race ends where the context is full.");
            case TIMES -> new Explanation("A forward pass has a part that grows with **n** (projections, MLP, head) and one that grows with **n²** (scores and mixing). For short texts the first is larger;"
                    + " from the crossing on the second is.", times(model), "A small model is measured beyond its own context, with a longer one and random weights.");
            case MEMORY -> new Explanation("The cache grows by the same number of bytes with every token. **GQA** lets groups of heads share one k and v, **MQA** all of them: the same queries, a smaller cache.",
                    model.own().map(own -> List.of("2 · " + own.nLayer() + " · " + own.nKvHead() + " · " + own.dHead() + " · 4", "= **" + Numbers.integer(own.cacheBytesPerToken(4)) + " bytes** per token"))
                            .orElse(List.of()), "");
            case FLASH -> new Explanation("Softmax of a row needs only its running **maximum** and **sum**. So q waits, blocks of k and v pass by, and each tile of scores is used and forgotten: the same numbers,"
                    + " without n² of them in memory.", pairs(n), "How much faster it is depends on the hardware and the length.");
            case SCALE -> new Explanation("The same arithmetic, more of it. A token costs about one multiply-add per weight, and attention adds a part that grows with what was read before.",
                    List.of("n = " + Numbers.integer(n) + " tokens read"), "");
        };
    }

    /// n², and whose context is so long.
    private static List<String> pairs(long n) {
        String square = "= **" + Numbers.integer(GenerationCost.pairs(n)) + "** pairs";
        return KnownContext.all().stream().filter(known -> known.tokens() == n).findFirst()
                .map(known -> List.of(Numbers.integer(n) + "²", square, "context of " + known.model()))
                .orElse(List.of(Numbers.integer(n) + "²", square));
    }

    private static List<String> race(CacheRace.News news) {
        if (news == null || news.steps().isEmpty()) {
            return List.of();
        }
        long with = news.steps().stream().mapToLong(CacheRace.Step::withCache).sum();
        long without = news.steps().stream().mapToLong(CacheRace.Step::without).sum();
        int n = news.steps().getLast().length();
        return List.of("cells for token " + (n + 1) + ": n = **" + Numbers.integer(n) + "**", "without: n(n + 1)/2 = **" + Numbers.integer(GenerationCost.cellsWithoutCache(n)) + "**",
                "measured: **" + Numbers.format((double) without / with) + "** times as fast");
    }

    private static List<String> times(CostModel model) {
        return model.fit().map(fit -> List.of("a = " + Numbers.format(fit.linear() * 1e6) + " µs per token", "b = " + Numbers.format(fit.quadratic() * 1e9) + " ns per pair",
                fit.quadratic() == 0 ? "no n² part can be seen yet" : fit.linear() == 0 ? "no linear part can be seen" : "b·n² > a·n from n = **" + Numbers.integer(Math.round(fit.crossing())) + "** on"))
                .orElse(List.of());
    }
}
