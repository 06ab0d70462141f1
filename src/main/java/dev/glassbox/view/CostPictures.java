package dev.glassbox.view;

import dev.glassbox.analysis.GenerationCost;
import dev.glassbox.analysis.QuadraticFit;
import dev.glassbox.picture.FlashPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.MemoryPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.RacePicture;
import dev.glassbox.picture.RacePicture.Lane;
import dev.glassbox.picture.ScalePicture;
import dev.glassbox.picture.TablePicture;
import dev.glassbox.picture.TablePicture.Row;
import dev.glassbox.session.CacheRace;
import dev.glassbox.session.ForwardTimes;
import dev.glassbox.viewmodel.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// From counts and measurements to the pictures of the page *Cache and cost*.
final class CostPictures {

    /// Rows and columns of a tile, as FlashAttention-2 takes them for heads of 128.
    private static final int TILE = 128;
    private static final int CURVE = 60;
    /// Brown et al. 2020, table 2.1.
    private static final double GPT3_WEIGHTS = 175e9;
    private static final double GPT3_TOKENS = 300e9;
    private static final double YEAR = 365.25 * 86_400;

    private CostPictures() {}

    /// @param lap the token shown, from 1; [CostModel#NEWEST] for the newest
    static RacePicture race(CacheRace.News all, int lap) {
        CacheRace.News news = lap == CostModel.NEWEST || lap >= all.steps().size() ? all
                : new CacheRace.News(all.moment(), all.prompt(), all.last(), all.steps().subList(0, lap), all.running());
        GenerationCost cost = GenerationCost.of("", news.moment().run().config());
        int n = news.prompt() + news.steps().size() - 1;
        long bytes = cost.cacheBytesPerToken(Float.BYTES);
        Lane cached = lane("With a KV cache", news, CacheRace.Step::withCache, step -> GenerationCost.cellsWithCache(step.length()), step -> cost.withCache(step.length()),
                new String[] {"cache, " + Numbers.integer(bytes) + " bytes per token", Numbers.integer(bytes * n) + " bytes"}, GenerationCost.cellsWithCache(n));
        Lane plain = lane("Without: everything again", news, CacheRace.Step::without, step -> GenerationCost.cellsWithoutCache(step.length()),
                step -> cost.withoutCache(step.length()), new String[] {"kept between tokens", "0 bytes"}, GenerationCost.cellsWithoutCache(n));
        String text = news.steps().stream().map(CacheRace.Step::label).map(label -> label.startsWith("·") && label.length() > 1 ? " " + label.substring(1) : label)
                .collect(Collectors.joining());
        return new RacePicture(cached, plain, n, Math.max(n, news.last()), text, news.sameBits());
    }

    private static Lane lane(String title, CacheRace.News news, ToLongFunction<CacheRace.Step> time, ToLongFunction<CacheRace.Step> cells, ToLongFunction<CacheRace.Step> work,
                             String[] memory, long newest) {
        List<CacheRace.Step> steps = news.steps();
        long nanos = steps.stream().mapToLong(time).sum();
        List<String[]> facts = List.of(new String[] {"cells for the newest token", Numbers.integer(newest)},
                new String[] {"cells so far, in each head", Numbers.integer(steps.stream().mapToLong(cells).sum())},
                new String[] {"multiply-adds so far", Numbers.integer(steps.stream().mapToLong(work).sum())}, memory,
                new String[] {"time for " + steps.size() + (steps.size() == 1 ? " token" : " tokens"), Numbers.format(nanos * 1e-6) + " ms, " + Numbers.format(steps.size() * 1e9 / nanos)
                        + " tokens/s"});
        return new Lane(title, facts, steps.stream().mapToDouble(step -> time.applyAsLong(step) * 1e-6).toArray(), newest);
    }

    static LinePicture times(ForwardTimes.News news, Optional<QuadraticFit> fit) {
        double[] n = news.points().stream().mapToDouble(ForwardTimes.Point::n).toArray();
        double[] ms = news.points().stream().mapToDouble(point -> point.nanos() * 1e-6).toArray();
        List<Line> lines = new ArrayList<>();
        fit.ifPresent(found -> {
            double[] x = new double[CURVE];
            double[] linear = new double[CURVE];
            double[] quadratic = new double[CURVE];
            double[] both = new double[CURVE];
            for (int i = 0; i < CURVE; i++) {
                x[i] = n[0] * Math.pow(n[n.length - 1] / n[0], i / (CURVE - 1.0));
                linear[i] = 1e3 * found.linear() * x[i];
                quadratic[i] = 1e3 * found.quadratic() * x[i] * x[i];
                both[i] = linear[i] + quadratic[i];
            }
            lines.add(Line.solid("fit a·n + b·n²", InkColor.BORDER_STRONG, Points.of(x, both)).withWidth(1.75));
            if (found.linear() > 0 && found.quadratic() > 0) {
                lines.add(Line.dashed("a·n", InkColor.FG_SUBTLE, Points.of(x, linear)));
                lines.add(Line.dashed("b·n²", InkColor.FG_MUTED, Points.of(x, quadratic)));
            }
        });
        lines.add(Line.solid("measured", InkColor.FG, Points.of(n, ms)).withMarks());
        return LinePicture.of(Scale.log("tokens n", ""), Scale.log("one forward pass", "ms"), lines);
    }

    static MemoryPicture memory(CostModel model) {
        long n = model.nProperty().get();
        List<Row> rows = new ArrayList<>();
        model.own().ifPresent(own -> rows.add(memoryRow("this model, " + kind(own) + ", fp32", own, 4, n)));
        rows.add(memoryRow("GPT-2, MHA, fp32", GenerationCost.gpt2(), 4, n));
        GenerationCost llama = GenerationCost.llama70b();
        rows.add(memoryRow("LLaMA-2-70B if MHA, fp16", llama.withKvHeads(llama.nHead()), 2, n));
        rows.add(memoryRow("LLaMA-2-70B as it is, GQA", llama, 2, n));
        rows.add(memoryRow("LLaMA-2-70B if MQA, fp16", llama.withKvHeads(1), 2, n));
        return new MemoryPicture(new TablePicture("Bytes of the cache", List.of("2·n_layer·n_kv_head·d_head·bytes", "bytes per token", Numbers.integer(n) + " tokens"), rows, 0,
                List.of("Keys and values are both kept, in every block: hence the 2. GPT-2 at its own 1,024 tokens: 72 MiB.")));
    }

    static String kind(GenerationCost cost) {
        return cost.nKvHead() == cost.nHead() ? "MHA" : cost.nKvHead() == 1 ? "MQA" : "GQA";
    }

    private static Row memoryRow(String name, GenerationCost cost, int bytes, long n) {
        long each = cost.cacheBytesPerToken(bytes);
        return new Row(name, List.of("2 · " + cost.nLayer() + " · " + cost.nKvHead() + " · " + cost.dHead() + " · " + bytes, Numbers.integer(each), bytes(each * (double) n)));
    }

    static FlashPicture flash(CostModel model, int row, int column) {
        long n = model.nProperty().get();
        double square = (double) GenerationCost.pairs(n);
        return new FlashPicture(n, row, column, List.of(new String[] {"scores of one head: n²", Numbers.integer(n) + "² = " + Numbers.integer(GenerationCost.pairs(n))},
                new String[] {"stored in full, fp16, one head", bytes(2 * square)}, new String[] {"one tile of " + TILE + " × " + TILE + " in fast memory, fp16", bytes(2.0 * TILE * TILE)},
                new String[] {"kept for each row: maximum and sum, fp32", bytes(8.0 * n)}, new String[] {"tiles on a side", Numbers.integer((n + TILE - 1) / TILE)},
                new String[] {"multiply-adds", "as before: still n², only the traffic shrinks"}));
    }

    static ScalePicture scale(CostModel model) {
        long n = model.nProperty().get();
        Optional<Double> writing = model.writingSpeed();
        Optional<Double> reading = model.readingSpeed();
        List<Row> rows = new ArrayList<>();
        model.own().ifPresent(own -> rows.add(scaleRow(own, 4, n, writing, reading)));
        rows.add(scaleRow(GenerationCost.gpt2(), 4, n, writing, reading));
        rows.add(scaleRow(GenerationCost.llama70b(), 2, n, writing, reading));
        List<String> notes = new ArrayList<>();
        notes.add(writing.map(speed -> "Writing: " + Numbers.integer(Math.round(speed / 1e6)) + " million multiply-adds a second, measured in the race with the cache.")
                .orElse("Run the race once: its speed is what the column \"writing\" is computed with."));
        notes.add(reading.map(speed -> "Reading: " + Numbers.integer(Math.round(speed / 1e6)) + " million multiply-adds a second, measured at the longest text.")
                .orElse("Measure the time against n once: its speed is what the column \"reading\" is computed with."));
        notes.add("Multiply-adds: for one more token after n. GPT-2 itself reads 1,024 tokens at most, LLaMA-2 4,096.");
        notes.add("An estimate at this model's speed: a larger one reuses each weight less, and must fit into memory at all.");
        reading.ifPresent(speed -> notes.add("Training GPT-3, 175 billion weights on 300 billion tokens, costs about three such passes per token: " + Numbers.integer(
                Math.round(3 * GPT3_WEIGHTS * GPT3_TOKENS / speed / YEAR)) + " years here, at the speed of reading."));
        List<ScalePicture.Area> areas = new ArrayList<>();
        model.own().ifPresent(own -> areas.add(new ScalePicture.Area("this model", own.parameters())));
        areas.add(new ScalePicture.Area("GPT-2", GenerationCost.gpt2().parameters()));
        areas.add(new ScalePicture.Area("LLaMA-2-70B", GenerationCost.llama70b().parameters()));
        return new ScalePicture(new TablePicture("From this model to the large ones", List.of("weights", "size", "multiply-adds", "cache", "writing a token", "reading n tokens"), rows, 0, notes), areas);
    }

    private static Row scaleRow(GenerationCost cost, int bytes, long n, Optional<Double> writing, Optional<Double> reading) {
        return new Row(cost.name() + (bytes == 2 ? ", fp16" : ", fp32"), List.of(Numbers.integer(cost.parameters()), bytes((double) cost.parameters() * bytes), Numbers.integer(cost.withCache(n)),
                bytes((double) cost.cacheBytesPerToken(bytes) * n), writing.map(speed -> seconds(cost.withCache(n) / speed)).orElse("not measured"),
                reading.map(speed -> seconds(reads(cost, n) / speed)).orElse("not measured")));
    }

    /// In double: a long text through a large model is more than a `long` counts.
    private static double reads(GenerationCost cost, long n) {
        return (double) n * (cost.linear() + cost.head()) + (double) cost.nLayer() * cost.dModel() * n * (n + 1.0);
    }

    static String bytes(double count) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        while (count >= 1024 && unit < units.length - 1) {
            count /= 1024;
            unit++;
        }
        return (unit == 0 ? Numbers.integer(Math.round(count)) : Numbers.format(count)) + " " + units[unit];
    }

    static String seconds(double time) {
        return time < 1e-3 ? Numbers.format(time * 1e6) + " µs" : time < 1 ? Numbers.format(time * 1e3) + " ms" : time < 120 ? Numbers.format(time) + " s"
                : time < 7200 ? Numbers.format(time / 60) + " min" : time < 172_800 ? Numbers.format(time / 3600) + " h" : Numbers.format(time / 86_400) + " days";
    }
}
