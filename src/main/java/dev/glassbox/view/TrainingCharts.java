package dev.glassbox.view;

import dev.glassbox.analysis.BaseLines;
import dev.glassbox.picture.FilmPicture;
import dev.glassbox.picture.GradientPipesPicture;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.LinePicture.Line;
import dev.glassbox.picture.LinePicture.Note;
import dev.glassbox.picture.LinePicture.Reference;
import dev.glassbox.picture.LinePicture.Scale;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Points;
import dev.glassbox.session.GradientLog;
import dev.glassbox.session.TokenLosses;
import dev.glassbox.session.Trace;
import dev.glassbox.train.GradientNorms;
import dev.glassbox.train.Schedule;
import dev.glassbox.train.TrainingConfig;
import dev.glassbox.viewmodel.CurvePoints;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.TrainingModel;
import dev.glassbox.viewmodel.TrainingModel.Crossing;
import dev.glassbox.picture.TokenLossPicture;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// From what a run measured to what the pictures of the Training lens take.
final class TrainingCharts {

    private static final int PLANNED = 240;
    private static final int NEXT = 3;
    private static final String NO_STEP = "No step yet. S trains one.";

    private TrainingCharts() {}

    /// Training and validation loss with the lines that explain them.
    ///
    /// @param lines null while they are counted
    static LinePicture loss(LossCurve.Points points, BaseLines lines, List<Crossing> crossings, TrainingChoice.Height height, boolean logSteps, InkColor run,
            String guess) {
        boolean perplexity = height == TrainingChoice.Height.PERPLEXITY;
        DoubleUnaryOperator as = perplexity ? Math::exp : DoubleUnaryOperator.identity();
        Points training = new Points(points.steps(), map(points.low(), as), map(points.high(), as), map(points.smoothed(), as), points.size());
        Points validation = Points.of(points.validationSteps(), map(points.validation(), as));
        Scale y = switch (height) {
            case LOSS -> Scale.linear("loss", "nats").between(0, Double.NaN);
            case LOG -> Scale.log("loss", "nats");
            case PERPLEXITY -> Scale.log("perplexity", "");
        };
        List<Reference> references = new ArrayList<>();
        if (lines != null) {
            references.add(new Reference("random guess", perplexity ? "V" : guess, as.applyAsDouble(lines.randomGuess())));
            references.add(new Reference("token frequencies", "", as.applyAsDouble(lines.tokenFrequencies())));
            references.add(new Reference("pairs of tokens", "", as.applyAsDouble(lines.tokenPairs())));
        }
        TrainingModel.best(points).filter(best -> best.step() > 0)
                .ifPresent(best -> references.add(new Reference("best, step " + Numbers.integer(best.step()), "", as.applyAsDouble(best.loss()))));
        List<Note> notes = crossings.stream().map(crossing -> new Note(crossing.step(), as.applyAsDouble(crossing.loss()), crossing.sentence())).toList();
        return LinePicture.of(Scale.steps(logSteps), y,
                        List.of(Line.solid("training, smoothed", run, training), Line.dashed("validation", InkColor.FG, validation).withMarks()))
                .withReferences(references).withNotes(notes).withEmpty(NO_STEP);
    }

    private static double[] map(double[] values, DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }

    static LinePicture metric(CurvePoints curve, TrainingChoice.Second which, boolean logSteps, Optional<TrainingConfig> planned) {
        Points points = new Points(curve.steps(), curve.low(), curve.high(), curve.mean(), curve.steps().length);
        Scale y = which == TrainingChoice.Second.UPDATE ? Scale.log(which.label(), which.unit()) : Scale.linear(which.label(), which.unit());
        Line measured = Line.solid(which.label(), InkColor.FG, points).withWidth(1.75);
        if (which != TrainingChoice.Second.RATE || planned.isEmpty()) {
            return LinePicture.of(Scale.steps(logSteps), y, List.of(measured)).withEmpty(NO_STEP);
        }
        List<Line> lines = new ArrayList<>();
        for (Schedule schedule : Schedule.values()) {
            boolean own = schedule == planned.get().schedule();
            Points curved = planned(planned.get(), schedule);
            lines.add(own ? Line.dashed(name(schedule) + ", planned", InkColor.FG, curved) : Line.solid(name(schedule), InkColor.FG_SUBTLE, curved).withWidth(1)
                    .withOpacity(schedule == Schedule.CONSTANT ? 0.55 : 0.8));
        }
        lines.add(Line.solid("used", InkColor.FG, points).withWidth(2.2));
        return LinePicture.of(Scale.steps(logSteps), y.between(0, Double.NaN), lines).withEmpty(NO_STEP);
    }

    private static String name(Schedule schedule) {
        return switch (schedule) {
            case CONSTANT -> "constant";
            case LINEAR -> "linear to 0";
            case COSINE -> "warm-up, cosine";
        };
    }

    /// What a schedule would make of the run's rate, from the first step to the last; densest at the beginning, as the step axis is.
    private static Points planned(TrainingConfig training, Schedule schedule) {
        int last = training.steps();
        double[] steps = IntStream.rangeClosed(0, PLANNED).mapToDouble(i -> Math.rint(Math.expm1(Math.log1p(last) * i / PLANNED))).filter(step -> step > 0).distinct().toArray();
        double[] rates = Arrays.stream(steps).map(step -> schedule.rate((int) step - 1, training.learningRate(), training.warmup(), last, training.minLr())).toArray();
        return Points.of(steps, rates);
    }

    /// The sentence at some moments: one head's attention and the likeliest next tokens.
    static FilmPicture film(List<Trace> stills, int layer, int head, int viewed) {
        return new FilmPicture(stills.stream().map(trace -> {
            int shownLayer = Math.min(layer, trace.layers() - 1);
            int shownHead = Math.min(head, trace.heads() - 1);
            Heatmap.Side side = Heatmap.Side.numbered("", trace.tokens());
            Heatmap map = Heatmap.of(side, side, trace.pattern(shownLayer, shownHead), HeatScale.shares("attention"));
            return new FilmPicture.Still(trace.step(), trace.snapshot().validationLoss(), trace.config().causal() ? map.masked(Heatmap.causal(trace.tokens())) : map,
                    likeliest(trace, NEXT));
        }).toList(), viewed);
    }

    private static List<FilmPicture.Next> likeliest(Trace trace, int count) {
        float[] logits = trace.logits(trace.tokens() - 1);
        Vocabulary vocabulary = trace.snapshot().run().tokenizer().vocabulary();
        double[] z = IntStream.range(0, logits.length).mapToDouble(id -> logits[id]).toArray();
        double most = Arrays.stream(z).max().orElse(0);
        double sum = Arrays.stream(z).map(value -> Math.exp(value - most)).sum();
        return IntStream.range(0, Math.min(z.length, vocabulary.size())).boxed().sorted(Comparator.comparingDouble((Integer id) -> -z[id])).limit(count)
                .map(id -> new FilmPicture.Next(vocabulary.label(id), Math.exp(z[id] - most) / sum)).toList();
    }

    /// The gradient highway at one step.
    static GradientPipesPicture pipes(GradientLog log, int step) {
        return pipes(log, step, log != null && log.groups().size() > 18);
    }

    /// @param together attention and MLP of a block in one pipe
    static GradientPipesPicture pipes(GradientLog log, int step, boolean together) {
        GradientNorms norms = log == null ? null : log.at(Math.max(step, 1));
        if (norms == null) {
            return new GradientPipesPicture(List.of(), 0, 0);
        }
        List<GradientPipesPicture.Pipe> pipes = new ArrayList<>();
        List<GradientNorms.Group> groups = log.groups();
        for (int i = 0; i < groups.size(); i++) {
            GradientNorms.Group group = groups.get(i);
            boolean pair = together && group.block() >= 0 && i + 1 < groups.size() && groups.get(i + 1).block() == group.block();
            if (pair) {
                String name = "block " + (group.block() + 1);
                pipes.add(new GradientPipesPicture.Pipe(name, String.valueOf(group.block() + 1), Math.hypot(norms.gradient()[i], norms.gradient()[i + 1]),
                        Math.hypot(norms.update()[i], norms.update()[i + 1]) / Math.hypot(norms.weight()[i], norms.weight()[i + 1])));
                i++;
            } else {
                String brief = group.key().replace("block ", "").replace("attention", "attn").replace("embeddings", "emb.");
                pipes.add(new GradientPipesPicture.Pipe(group.key(), brief, norms.gradient()[i], norms.ratio(i)));
            }
        }
        return new GradientPipesPicture(pipes, norms.step(), 0);
    }

    /// One curve a part: embeddings dashed, blocks the darker the later, head in ink.
    static LinePicture norms(GradientLog log, TrainingChoice.Norm what, boolean logSteps) {
        List<GradientNorms> rows = log == null ? List.of() : log.from(0);
        List<GradientNorms.Group> groups = log == null ? List.of() : log.groups();
        int blocks = groups.stream().mapToInt(GradientNorms.Group::block).max().orElse(-1) + 1;
        double[] steps = rows.stream().mapToDouble(GradientNorms::step).toArray();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            GradientNorms.Group group = groups.get(i);
            int at = i;
            boolean pair = group.block() >= 0 && i + 1 < groups.size() && groups.get(i + 1).block() == group.block();
            double[] values = rows.stream().mapToDouble(row -> what == TrainingChoice.Norm.GRADIENT
                    ? pair ? Math.hypot(row.gradient()[at], row.gradient()[at + 1]) : row.gradient()[at]
                    : pair ? Math.hypot(row.update()[at], row.update()[at + 1]) / Math.hypot(row.weight()[at], row.weight()[at + 1]) : row.ratio(at)).toArray();
            i += pair ? 1 : 0;
            boolean shown = group.block() < 0 || blocks <= 6 || group.block() == 0 || group.block() == blocks - 1 || group.block() == blocks / 2;
            if (shown) {
                lines.add(line(group, blocks, Points.of(steps, values)));
            }
        }
        return LinePicture.of(Scale.steps(logSteps), Scale.log(what.label(), ""), lines).withEmpty(NO_STEP);
    }

    private static Line line(GradientNorms.Group group, int blocks, Points points) {
        if (group.block() >= 0) {
            double share = blocks == 1 ? 1 : 0.35 + 0.65 * group.block() / (blocks - 1);
            return Line.solid("block " + (group.block() + 1), InkColor.GRADIENT, points).withOpacity(share).withWidth(1.75);
        }
        return group.key().equals("head") ? Line.solid("head", InkColor.FG, points).withWidth(1.5) : Line.dashed(group.key(), InkColor.FG, points);
    }

    /// The batch losses of the steps around one.
    static LinePicture spikes(LossCurve.Points points, int step, InkColor run) {
        int room = 150;
        double from = Math.max(0, Math.min(step - room, points.newestStep() - 2.0 * room));
        double to = Math.max(from + 10, Math.min(points.newestStep(), from + 2 * room));
        Points all = new Points(points.steps(), points.low(), points.high(), points.mean(), points.size());
        Points near = window(all, from, to);
        return LinePicture.of(Scale.steps(false).between(from, to), Scale.linear("loss of the batch", "nats"),
                List.of(Line.solid("loss of the batch", run, near).withWidth(1.5))).withPlayhead(step).withEmpty(NO_STEP);
    }

    private static Points window(Points all, double from, double to) {
        int first = Math.max(0, all.indexAt(from));
        int last = all.indexAt(to);
        return last < first ? Points.NONE : new Points(Arrays.copyOfRange(all.x(), first, last + 1), Arrays.copyOfRange(all.low(), first, last + 1),
                Arrays.copyOfRange(all.high(), first, last + 1), Arrays.copyOfRange(all.mean(), first, last + 1), last + 1 - first);
    }

    /// @param before the same text read at an earlier step; empty when losses are shown and not their change
    static TokenLossPicture text(Optional<TokenLosses> losses, Optional<TokenLosses> before, String empty) {
        if (losses.isEmpty()) {
            return new TokenLossPicture(List.of(), 1, -1, empty);
        }
        TokenLosses read = losses.get();
        Vocabulary vocabulary = read.of().run().tokenizer().vocabulary();
        List<TokenLossPicture.Row> rows = new ArrayList<>();
        for (int w = 0; w < read.windows().size(); w++) {
            TokenLosses.Window window = read.windows().get(w);
            int row = w;
            Optional<TokenLosses.Window> earlier = before.map(then -> then.windows().get(row));
            List<TokenLossPicture.Token> tokens = new ArrayList<>();
            for (int i = 0; i < window.ids().length; i++) {
                int at = i;
                tokens.add(new TokenLossPicture.Token(label(vocabulary, window.ids()[i]), window.losses()[i], likely(vocabulary, window, i), earlier.map(then -> then.losses()[at]).orElse(Float.NaN)));
            }
            rows.add(new TokenLossPicture.Row(tokens, window.mean() - earlier.map(TokenLosses.Window::mean).orElse(0.0)));
        }
        return new TokenLossPicture(rows, read.of().run().randomGuess(), before.map(then -> then.of().step()).orElse(-1), empty);
    }

    private static List<TokenLossPicture.Likely> likely(Vocabulary vocabulary, TokenLosses.Window window, int position) {
        return IntStream.range(0, window.likely()[position].length)
                .mapToObj(i -> new TokenLossPicture.Likely(label(vocabulary, window.likely()[position][i]), window.chances()[position][i])).toList();
    }

    /// A mask, which is no token of the text, has no label.
    static String label(Vocabulary vocabulary, int id) {
        return id < vocabulary.size() ? vocabulary.label(id) : "[MASK]";
    }
}
