package dev.glassbox.view;

import dev.glassbox.analysis.BaseLines;
import dev.glassbox.picture.GradientPipesPicture;
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
import dev.glassbox.train.GradientNorms;
import dev.glassbox.viewmodel.CurvePoints;
import dev.glassbox.viewmodel.LossCurve;
import dev.glassbox.viewmodel.TrainingModel;
import dev.glassbox.viewmodel.TrainingModel.Crossing;
import dev.glassbox.picture.TokenLossPicture;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// From what a run measured to what the pictures of the Training lens take.
final class TrainingCharts {

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

    static LinePicture metric(CurvePoints curve, TrainingChoice.Second which, boolean logSteps) {
        Points points = new Points(curve.steps(), curve.low(), curve.high(), curve.mean(), curve.steps().length);
        Scale y = which == TrainingChoice.Second.UPDATE ? Scale.log(which.label(), which.unit()) : Scale.linear(which.label(), which.unit());
        return LinePicture.of(Scale.steps(logSteps), y, List.of(Line.solid(which.label(), InkColor.FG, points).withWidth(1.75))).withEmpty(NO_STEP);
    }

    /// The gradient highway at one step.
    static GradientPipesPicture pipes(GradientLog log, int step) {
        GradientNorms norms = log == null ? null : log.at(Math.max(step, 1));
        if (norms == null) {
            return new GradientPipesPicture(List.of(), 0);
        }
        List<GradientPipesPicture.Pipe> pipes = new ArrayList<>();
        List<GradientNorms.Group> groups = log.groups();
        boolean together = groups.size() > 18; // attention and MLP of a block in one pipe
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
        return new GradientPipesPicture(pipes, norms.step());
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

    static TokenLossPicture text(Optional<TokenLosses> losses, String empty) {
        if (losses.isEmpty()) {
            return new TokenLossPicture(List.of(), 1, empty);
        }
        TokenLosses read = losses.get();
        Vocabulary vocabulary = read.of().run().tokenizer().vocabulary();
        List<TokenLossPicture.Row> rows = new ArrayList<>();
        for (TokenLosses.Window window : read.windows()) {
            List<TokenLossPicture.Token> tokens = new ArrayList<>();
            for (int i = 0; i < window.ids().length; i++) {
                tokens.add(new TokenLossPicture.Token(label(vocabulary, window.ids()[i]), window.losses()[i],
                        window.likely()[i] < 0 ? "" : label(vocabulary, window.likely()[i]), window.chance()[i]));
            }
            rows.add(new TokenLossPicture.Row(tokens, window.mean()));
        }
        return new TokenLossPicture(rows, read.of().run().randomGuess(), empty);
    }

    /// A mask, which is no token of the text, has no label.
    private static String label(Vocabulary vocabulary, int id) {
        return id < vocabulary.size() ? vocabulary.label(id) : "[MASK]";
    }
}
