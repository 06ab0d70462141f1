package dev.glassbox.cli;

import dev.glassbox.analysis.Projection;
import dev.glassbox.cli.ExportedView.Frame;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.Dots;
import dev.glassbox.picture.HeadChoice;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Points;
import dev.glassbox.picture.ScatterPicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.picture.TimelinePicture;
import dev.glassbox.picture.TokenStripPicture;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Sampler;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.LossHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Computes the views that can be exported.
final class ExportViews {

    /// @param layer block to show, or null
    /// @param head head to show, or null for all
    /// @param moving whether several frames can be shown
    record Request(ExportCommand.View view, int[] ids, Integer layer, Integer head, boolean moving) {}

    private static final int MOST_DOTS = 2_000;
    private static final int NEW_TOKENS = 16;

    private final LoadedModel model;
    private final Checkpoint.Progress progress;

    /// @param progress how the model was trained, or null
    ExportViews(LoadedModel model, Checkpoint.Progress progress) {
        this.model = model;
        this.progress = progress;
    }

    ExportedView view(Request request) {
        return switch (request.view()) {
            case ARCHITECTURE -> architecture();
            case ATTENTION -> attention(request);
            case LOSS -> loss();
            case EMBEDDING -> embedding();
            case GENERATION -> generation(request);
        };
    }

    private String caption() {
        ModelConfig config = model.config();
        String sizes = String.format(Locale.ROOT, "%dL %dH d%d T%d · %,d parameters", config.nLayer(), config.nHead(), config.dModel(),
                config.contextLength(), config.parameterCount());
        String trained = progress == null ? "" : " · seed " + progress.seed() + " · step " + progress.step();
        return sizes + trained + " · " + model.parameters().fingerprint();
    }

    private ExportedView architecture() {
        return new ExportedView(List.of(new Frame("Architecture", new ArchitectureFigure(model.config()))), caption(),
                "name,shape,parameters", csv -> {
                    for (Parameter parameter : model.model().layout().parameters()) {
                        csv.row(parameter.name(), String.join("x", Arrays.stream(parameter.shape().dims()).mapToObj(Integer::toString).toList()), parameter.size());
                    }
                });
    }

    private ExportedView attention(Request request) {
        int layers = model.config().nLayer();
        int heads = model.config().nHead();
        checkIndex("--layer", request.layer(), layers);
        checkIndex("--head", request.head(), heads);
        int time = request.ids().length;
        List<float[]> patterns = patterns(request.ids());
        List<String> labels = Arrays.stream(request.ids()).mapToObj(model::label).toList();
        HeadChoice choice = request.head() == null ? HeadChoice.MEAN : HeadChoice.one(request.head());
        int[] shown = request.layer() != null ? new int[] {request.layer()} : request.moving() ? IntStream.range(0, layers).toArray() : new int[] {0};
        List<Frame> frames = new ArrayList<>();
        for (int layer : shown) {
            frames.add(new Frame("Attention, block " + (layer + 1) + ", " + choice.name(heads),
                    new AttentionFigure(labels, choice.reduce(patterns.get(layer), heads, time), model.config().causal())));
        }
        return new ExportedView(frames, caption(), "layer,head,query,key,query_label,key_label,weight", csv -> {
            for (int layer : request.layer() == null ? IntStream.range(0, layers).toArray() : shown) {
                for (int h = 0; h < heads; h++) {
                    for (int i = 0; i < time * time && (request.head() == null || request.head() == h); i++) {
                        csv.row(layer, h, i / time, i % time, labels.get(i / time), labels.get(i % time), patterns.get(layer)[h * time * time + i]);
                    }
                }
            }
        });
    }

    private static void checkIndex(String option, Integer index, int count) {
        if (index != null && (index < 0 || index >= count)) {
            throw new CliException(option, index + " is not there, the model has " + count, "use 0 to " + (count - 1));
        }
    }

    private List<float[]> patterns(int... ids) {
        float[][] patterns = new float[model.config().nLayer()][];
        Probe probe = new Probe() {
            @Override
            public boolean wants(ProbePoint point, int layer) {
                return point == ProbePoint.PATTERN;
            }

            @Override
            public void record(ProbePoint point, int layer, Tensor values) {
                patterns[layer] = values.copy();
            }
        };
        model.model().forward(model.pass(model.model().workspace(1, ids.length, false), probe), ids, 1, ids.length);
        return List.of(patterns);
    }

    private ExportedView loss() {
        if (progress == null || progress.history().points().isEmpty()) {
            throw new CliException("--view", "this model has no record of its training", "train it here, or choose another view");
        }
        List<LossHistory.Point> points = progress.history().points();
        int first = points.getFirst().step();
        float[] losses = new float[points.getLast().step() - first + 1];
        int at = 0;
        for (int i = 0; i < losses.length; i++) {
            while (at + 1 < points.size() && points.get(at + 1).step() <= first + i) {
                at++;
            }
            losses[i] = points.get(at).loss();
        }
        int vocabSize = model.config().vocabSize();
        Picture picture = new TimelinePicture(List.of(new TimelinePicture.Curve(Points.ofSteps(first, losses, losses.length), InkColor.RUN_A)), progress.step(), progress.step(),
                Math.log(vocabSize), "ln " + vocabSize, List.of(), List.of(), false, "");
        return new ExportedView(List.of(new Frame("Training loss", picture)), caption(), "step,loss", csv -> {
            for (LossHistory.Point point : points) {
                csv.row(point.step(), point.loss());
            }
        });
    }

    private ExportedView embedding() {
        Parameter tokens = model.model().layout().get("wte.weight");
        int all = tokens.shape().dim(0);
        int d = tokens.shape().dim(1);
        int n = Math.min(all, MOST_DOTS);
        int[] picked = IntStream.range(0, n).map(i -> (int) ((long) i * all / n)).toArray();
        float[] rows = new float[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(model.parameters().values(), tokens.offset() + picked[i] * d, rows, i * d, d);
        }
        int axes = Math.min(2, d);
        Projection.Pca pca;
        try {
            pca = Projection.pca(rows, n, d, axes);
        } catch (IllegalArgumentException notNumbers) {
            throw new CliException("--model", notNumbers.getMessage() + "; choose a model whose weights are finite", notNumbers);
        }
        float[] xy = new float[2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(pca.coords(), i * axes, xy, 2 * i, axes);
        }
        List<String> labels = Arrays.stream(picked).mapToObj(model::label).toList();
        String title = n == all ? "Token embeddings, PCA" : "Token embeddings, PCA of " + n + " of " + all + " tokens";
        return new ExportedView(List.of(new Frame(title, new ScatterPicture(new Dots(labels, xy, List.of(), d, pca.kept()), Selection.NONE, n))), caption(),
                "token_id,label,x,y", csv -> {
                    for (int i = 0; i < n; i++) {
                        csv.row(picked[i], labels.get(i), xy[2 * i], xy[2 * i + 1]);
                    }
                });
    }

    private ExportedView generation(Request request) {
        Generator generator = new Generator(model.logits(), model.config().contextLength(), request.ids(), Sampler.Config.PLAIN, Draws.seeded(1));
        List<Frame> frames = new ArrayList<>();
        List<Generator.Token> tokens = new ArrayList<>();
        try {
            for (int i = 0; i <= NEW_TOKENS; i++) {
                int[] ids = generator.ids();
                Generator.Token next = generator.next();
                List<String> labels = Arrays.stream(ids).mapToObj(model::label).toList();
                frames.add(new Frame("Generation, " + i + " new tokens", new TokenStripPicture(labels, Arrays.stream(ids).boxed().toList(), Selection.NONE,
                        model.label(next.id()), next.probability())));
                tokens.add(next);
            }
        } catch (IllegalArgumentException notNumbers) {
            throw new CliException("--model", notNumbers.getMessage() + "; choose a model whose weights are finite", notNumbers);
        }
        List<Frame> shown = request.moving() ? frames : List.of(frames.getLast());
        return new ExportedView(shown, caption(), "position,token_id,label,probability", csv -> {
            for (int i = 0; i < request.ids().length; i++) {
                csv.row(i, request.ids()[i], model.label(request.ids()[i]), "");
            }
            for (int i = 0; i < NEW_TOKENS; i++) {
                Generator.Token token = tokens.get(i);
                csv.row(request.ids().length + i, token.id(), model.label(token.id()), token.probability());
            }
        });
    }
}
