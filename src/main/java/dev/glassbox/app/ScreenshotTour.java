package dev.glassbox.app;

import dev.glassbox.cli.CliException;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.BundledFonts;
import dev.glassbox.cli.ScreenshotsCommand;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.PngWriter;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.Place;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.Warmup;
import dev.glassbox.text.Corpus;
import dev.glassbox.view.AttentionChoice;
import dev.glassbox.view.EmbeddingsChoice;
import dev.glassbox.view.BlockChoice;
import dev.glassbox.view.FileDialogs;
import dev.glassbox.view.PositionsChoice;
import dev.glassbox.view.PredictionChoice;
import dev.glassbox.view.Theme;
import dev.glassbox.view.TokenChoice;
import dev.glassbox.view.TrainingPage;
import dev.glassbox.view.Views;
import dev.glassbox.viewmodel.BenchPreset;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BpeTrainerModel;
import dev.glassbox.viewmodel.AutogradModel;
import dev.glassbox.viewmodel.Bet;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.LabelsModel;
import dev.glassbox.viewmodel.PaintedPattern;
import dev.glassbox.viewmodel.PositionsModel;
import dev.glassbox.viewmodel.WindowModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Draws the window at fixed moments of a short fixed run into PNG files: the pictures of the README. Needs no display.
public final class ScreenshotTour {
    private static final int LAYOUTS = 3;
    /// Pulses in which background work that belongs to no step, such as cutting a text with every tokenizer, is surely done.
    private static final int BACKGROUND = 180;

    /// Examples of the tokenizer bench.
    private static final int UNHAPPINESS = 3;
    private static final int SUM = 8;

    /// Tokens of the default sentence.
    private static final int CAT = 1;
    private static final int BECAUSE = 6;

    private final Path folder;
    private final Theme theme;
    private final int width;
    private final int height;
    private final int steps;
    private final ScreenshotsCommand.Engine engine;
    private final Set<String> only;
    private final List<Path> written = new ArrayList<>();
    private final CompletableFuture<List<Path>> done = new CompletableFuture<>();
    private Wiring wiring;
    private Scene scene;
    private final Deque<Shot> shots = new ArrayDeque<>();
    private boolean labels;
    private int settling = LAYOUTS;

    /// @param engine what the run computes with
    /// @param theme `light` or `dark`
    /// @param steps length of the run; the second pictures show its end
    /// @param only the names of the pictures to draw; empty for all
    public ScreenshotTour(Path folder, ScreenshotsCommand.Engine engine, String theme, int width, int height, int steps, Set<String> only) {
        this.folder = folder;
        this.engine = engine;
        this.theme = Theme.valueOf(theme.toUpperCase(Locale.ROOT));
        this.width = width;
        this.height = height;
        this.steps = steps;
        this.only = Set.copyOf(only);
    }

    /// Starts the toolkit without a display, runs the tour and ends the toolkit.
    ///
    /// @return the files written
    public List<Path> run() throws IOException, InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Files.createDirectories(folder);
        Platform.startup(() -> {
            try {
                begin();
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unwritable) {
                throw unwritable;
            }
            if (failed.getCause() instanceof CliException told) {
                throw told;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            Platform.exit();
        }
    }

    private void begin() {
        BundledFonts.load();
        wiring = new Wiring(new NoDialogs(), Warmup.none(engine.kernels()), engine.threads());
        wiring.state().theme().set(theme);
        wiring.state().reducedMotion().set(true);
        // Never shown: the toolkit's own screen without a display is smaller than the pictures.
        scene = wiring.window(width, height).scene();
        WindowModel models = wiring.models();
        plan();
        while (!wanted(shots.getLast())) {
            shots.removeLast();
        }
        models.pulse().add(now -> advance());
        models.pulse().start();
        models.run().open(shortened(RunSpec.smallStories()), false);
    }

    private RunSpec shortened(RunSpec spec) {
        return spec.withTraining(spec.training().withWarmup(Math.min(spec.training().warmup(), steps - 1)).withSteps(steps));
    }

    /// The pictures in order, each with what leads to it from the one before.
    private void plan() {
        WindowModel models = wiring.models();
        BooleanSupplier finished = () -> models.run().getState() == RunState.FINISHED;
        shots.add(new Shot("live-step0", LAYOUTS, () -> {}, () -> true));
        shots.add(new Shot("live-trained", LAYOUTS, models.run()::play, finished));
        shots.add(new Shot("live-heatmaps", LAYOUTS, () -> {
            wiring.live().mode().set(FlowPicture.Mode.MAPS);
            models.selection().selectQuery(BECAUSE);
            models.selection().selectKey(CAT);
        }, finished));
        planTokens(models);
        planAttention(models, finished);
        planPrediction(models, finished);
        shots.add(new Shot("run-menu", LAYOUTS, () -> wiring.state().overlay().set(dev.glassbox.view.WindowState.Overlay.RUN_MENU), finished));
        shots.add(new Shot("live-map", LAYOUTS, () -> {
            wiring.state().closeOverlay();
            wiring.state().lens().set(Views.LIVE);
        }, finished));
        planBlock(models, finished);
        planEmbeddings(models);
        planTraining(models);
        planExperiments(models); // last: they open runs of their own
        List<String> names = shots.stream().map(Shot::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new CliException("--only", "no picture is called " + unknown, "choose from " + String.join(", ", names));
        });
    }

    private void planTokens(WindowModel models) {
        shots.add(new Shot("tokens", BACKGROUND, () -> wiring.state().lens().set(Views.TOKENS), () -> true));
        for (TokenChoice.Rows rows : TokenChoice.Rows.values()) {
            shots.add(new Shot("tokens-" + rows.name().toLowerCase(Locale.ROOT), BACKGROUND, () -> {
                models.tokens().bench().usePreset(BenchPreset.all().get(rows == TokenChoice.Rows.COLUMNS ? SUM : UNHAPPINESS));
                wiring.tokens().rows().set(rows);
            }, () -> true));
        }
        shots.add(new Shot("tokens-classic", BACKGROUND, () -> {
            wiring.tokens().rows().set(TokenChoice.Rows.PIECES);
            models.tokens().bench().usePreset(BenchPreset.all().getFirst());
            models.tokens().bench().moreSizesProperty().set(true);
            models.tokens().trainer().use(new CorpusSource.Text(Corpus.of(BpeTrainerModel.CLASSIC, BpeTrainerModel.CLASSIC)));
        }, () -> true));
        shots.add(new Shot("tokens-vocabulary", BACKGROUND, () -> {
            models.tokens().bench().moreSizesProperty().set(false);
            models.tokens().trainer().useRun();
            wiring.tokens().page().set(TokenChoice.Page.VOCABULARY);
        }, () -> true));
        shots.add(new Shot("tokens-special", BACKGROUND, () -> wiring.tokens().page().set(TokenChoice.Page.SPECIAL), () -> true));
        shots.add(new Shot("tokens-labels", LAYOUTS, () -> {
            wiring.tokens().page().set(TokenChoice.Page.LABELS);
            labels = false;
        }, () -> labelled(models)));
    }

    /// Once both models stand ready they are trained; true when they are.
    private boolean labelled(WindowModel models) {
        LabelsModel pair = models.tokens().labels();
        if (!labels && pair.namingProperty().get() != null) {
            labels = true;
            pair.train();
        }
        return labels && !pair.trainingProperty().get();
    }

    private void planAttention(WindowModel models, BooleanSupplier finished) {
        shots.add(new Shot("attention", BACKGROUND, () -> wiring.state().lens().set(Views.ATTENTION), finished));
        shots.add(new Shot("attention-trace", BACKGROUND, () -> models.provenance().open(Place.cell(ProbePoint.PATTERN, 0, 0, BECAUSE, CAT)), finished));
        shots.add(new Shot("attention-walk", BACKGROUND, () -> {
            wiring.state().tracing().set(false);
            wiring.attention().stage().set(AttentionChoice.Stage.QK);
        }, finished));
        shots.add(new Shot("attention-out", BACKGROUND, () -> wiring.attention().stage().set(AttentionChoice.Stage.OUT), finished));
        shots.add(new Shot("attention-topk", BACKGROUND, () -> {
            wiring.attention().stage().set(AttentionChoice.Stage.PATTERN);
            models.attention().topKProperty().set(2);
        }, finished));
        shots.add(new Shot("attention-parts", BACKGROUND, () -> {
            models.attention().topKProperty().set(0);
            wiring.attention().page().set(AttentionChoice.Page.HEADS);
            wiring.attention().bench().set(AttentionChoice.Bench.PARTS);
        }, finished));
        shots.add(new Shot("attention-cells", BACKGROUND, () -> {
            wiring.attention().bench().set(AttentionChoice.Bench.CELLS);
            models.attention().removal().paintingProperty().set(PaintedPattern.blank(models.selection().getLayer(), models.selection().getHead(),
                    models.trace().getSentence().size()).stamped(PaintedPattern.Stamp.PREVIOUS, MaskRule.CAUSAL));
        }, finished));
        shots.add(new Shot("attention-bench", BACKGROUND, () -> {
            models.attention().removal().paintingProperty().set(null);
            wiring.attention().bench().set(AttentionChoice.Bench.HEADS);
        }, finished));
        for (AttentionChoice.Page page : AttentionChoice.Page.values()) {
            shots.add(new Shot("attention-" + page.name().toLowerCase(Locale.ROOT), BACKGROUND, () -> wiring.attention().page().set(page), finished));
        }
    }

    private void planTraining(WindowModel models) {
        shots.add(new Shot("live-past", LAYOUTS, () -> {
            wiring.state().lens().set(Views.LIVE);
            models.moment().view(40);
        }, models.moment()::isExact));
        shots.add(new Shot("training", BACKGROUND, () -> wiring.state().lens().set(Views.TRAINING), models.moment()::isExact));
        shots.add(new Shot("training-gradients", LAYOUTS, () -> wiring.training().page().set(TrainingPage.GRADIENTS), () -> true));
        shots.add(new Shot("training-batch", BACKGROUND, () -> {
            models.moment().backToLive();
            wiring.training().page().set(TrainingPage.BATCH);
        }, () -> models.training().tokenLossesProperty().get() != null));
    }

    private void planBlock(WindowModel models, BooleanSupplier finished) {
        shots.add(new Shot("block", BACKGROUND, () -> {
            wiring.state().lens().set(Views.BLOCK);
            models.selection().selectLayer(2);
        }, finished));
        shots.add(new Shot("block-norm", LAYOUTS, () -> models.block().openNorm(false), finished));
        shots.add(new Shot("block-mlp", BACKGROUND, () -> models.block().partProperty().set(BlockModel.Part.MLP), finished));
        shots.add(new Shot("block-linear", BACKGROUND, () -> models.block().withoutActivationProperty().set(true), finished));
        shots.add(new Shot("block-lens", BACKGROUND, () -> models.block().partProperty().set(BlockModel.Part.LENS), finished));
        shots.add(new Shot("parameters", LAYOUTS, () -> wiring.block().page().set(BlockChoice.Page.PARAMETERS), finished));
        shots.add(new Shot("families", LAYOUTS, () -> wiring.block().page().set(BlockChoice.Page.FAMILIES), finished));
        shots.add(new Shot("families-2017", LAYOUTS, () -> wiring.block().family().set(4), finished));
    }

    private void planEmbeddings(WindowModel models) {
        BooleanSupplier mapped = () -> models.embeddings().getMap().filter(map -> map.step() == models.run().getStep()).isPresent();
        shots.add(new Shot("embeddings", LAYOUTS, () -> {
            models.selection().selectQuery(CAT);
            wiring.state().lens().set(Views.EMBEDDINGS);
        }, mapped));
        shots.add(new Shot("embeddings-sum", LAYOUTS, () -> wiring.embeddings().picks().set(List.of("king", "man", "woman")), mapped));
        shots.add(new Shot("embeddings-solid", LAYOUTS, () -> wiring.embeddings().projection().set(EmbeddingsChoice.Projection.SOLID), mapped));
        shots.add(new Shot("embeddings-lookup", LAYOUTS, () -> wiring.embeddings().page().set(EmbeddingsChoice.Page.LOOKUP),
                () -> models.lookup().rowsProperty().get() != null && models.lookup().answerProperty().get() != null));
        shots.add(new Shot("embeddings-neighbours", LAYOUTS, () -> {
            wiring.embeddings().picks().set(List.of("king", "queen"));
            wiring.embeddings().page().set(EmbeddingsChoice.Page.MEANING);
        }, () -> models.meaning().getAnswer().filter(answer -> answer.b().equals("queen")).isPresent()));
        planPositions(models);
    }

    private void planPositions(WindowModel models) {
        shots.add(new Shot("positions-learned", LAYOUTS, () -> {
            models.selection().selectQuery(BECAUSE);
            wiring.state().lens().set(Views.POSITIONS);
        }, () -> true));
        for (PositionsModel.Scheme scheme : PositionsModel.Scheme.values()) {
            if (scheme != PositionsModel.Scheme.LEARNED) {
                shots.add(new Shot("positions-" + scheme.name().toLowerCase(Locale.ROOT), LAYOUTS, () -> {
                    models.positions().turnProperty().set(5);
                    models.positions().schemeProperty().set(scheme);
                }, () -> true));
            }
        }
        shots.add(new Shot("positions-order", LAYOUTS, () -> wiring.positions().page().set(PositionsChoice.Page.ORDER), () -> models.positions().getOrder().isPresent()));
        shots.add(new Shot("positions-longer", LAYOUTS, () -> wiring.positions().page().set(PositionsChoice.Page.LENGTH), () -> models.positions().getLonger().isPresent()));
    }

    private void planExperiments(WindowModel models) {
        shots.add(new Shot("optimizer", LAYOUTS, () -> {
            wiring.training().page().set(TrainingPage.OPTIMIZER);
            wiring.state().lens().set(Views.TRAINING);
            models.optimizer().cut();
        }, () -> models.optimizer().sliceProperty().get() != null && models.optimizer().firstProperty().get() != null));
        shots.add(new Shot("autograd", LAYOUTS, () -> {
            wiring.training().page().set(TrainingPage.AUTOGRAD);
            wiring.state().lens().set(Views.TRAINING);
            models.autograd().setText(AutogradModel.PRESETS.get(3).text());
            for (int turn = 0; turn < 8; turn++) {
                models.autograd().next();
            }
        }, () -> true));
        shots.add(new Shot("autograd-product", LAYOUTS, () -> {
            models.autograd().setText(AutogradModel.PRESETS.getFirst().text());
            models.autograd().next();
            models.autograd().next();
        }, () -> true));
        shots.add(new Shot("experiments-list", LAYOUTS, () -> {
            wiring.state().lens().set(Views.EXPERIMENTS);
        }, () -> true));
        Experiment mask = Experiment.catalogue().getFirst();
        RunSpec base = shortened(mask.base());
        Experiment shorter = new Experiment(mask.key(), mask.title(), mask.question(), mask.bet(), base, mask.what(), mask.choices());
        ComparisonViewModel pair = models.comparison();
        shots.add(new Shot("experiments-bet", LAYOUTS, () -> pair.start(shorter, "off"), () -> pair.getPhase() == ComparisonViewModel.Phase.READY
                && pair.look().traceBProperty().get() != null && pair.look().sampleBProperty().get() != null));
        shots.add(new Shot("experiments", LAYOUTS, () -> {
            pair.betProperty().set(Bet.B_LOWER);
            models.run().play();
        }, () -> pair.outcome().isPresent() && pair.look().traceBProperty().get().step() == steps && pair.look().sampleBProperty().get() != null
                && pair.look().sampleBProperty().get().step() == steps && pair.look().writingLossesProperty().get() != null
                && pair.look().writingLossesProperty().get()[1].step() == steps));
    }

    private void planPrediction(WindowModel models, BooleanSupplier finished) {
        shots.add(new Shot("prediction", LAYOUTS, () -> {
            models.selection().selectQuery(models.trace().getSentence().size() - 1);
            models.sampling().setTopK(6);
            models.sampling().setTopP(0.80);
            models.prediction().nextToken().rollThousand();
            wiring.state().lens().set(Views.PREDICTION);
        }, finished));
        shots.add(new Shot("prediction-softmax", LAYOUTS, () -> {
            wiring.prediction().upper().set(PredictionChoice.Upper.SOFTMAX);
            wiring.prediction().lower().set(PredictionChoice.Lower.LOSS);
        }, finished));
        shots.add(new Shot("prediction-sentences", BACKGROUND, () -> {
            wiring.prediction().upper().set(PredictionChoice.Upper.COMPARE);
            wiring.prediction().lower().set(PredictionChoice.Lower.DRAW);
        }, finished));
        shots.add(new Shot("prediction-generate", BACKGROUND, () -> {
            wiring.prediction().page().set(PredictionChoice.Page.GENERATE);
            models.prediction().generate().write();
        }, () -> finished.getAsBoolean() && models.prediction().generate().getSelected().filter(chosen -> chosen.text().steps().size() > 2).isPresent()));
        shots.add(new Shot("prediction-tree", BACKGROUND, () -> {
            wiring.prediction().writing().set(PredictionChoice.Writing.TREE);
            int likely = models.prediction().generate().getSelected().orElseThrow().text().steps().get(2).likely().get(1).id();
            models.prediction().generate().branch(2, likely);
            models.prediction().generate().limitProperty().set(14);
            models.prediction().generate().beam();
        }, finished));
        shots.add(new Shot("prediction-teacher", BACKGROUND, () -> wiring.prediction().writing().set(PredictionChoice.Writing.TEACHER), finished));
        shots.add(new Shot("prediction-poll", LAYOUTS, () -> {
            wiring.prediction().writing().set(PredictionChoice.Writing.POLL);
            models.prediction().poll().textProperty().set("hungry 6, sad 3, old 9, tired 4, red");
            models.prediction().poll().pin();
            models.prediction().poll().reveal();
        }, finished));
        shots.add(new Shot("prediction-race", 2 * BACKGROUND, () -> {
            wiring.prediction().page().set(PredictionChoice.Page.COST);
            models.prediction().cost().race();
        }, finished));
        shots.add(new Shot("prediction-times", 3 * BACKGROUND, () -> {
            wiring.prediction().cost().set(PredictionChoice.Cost.TIMES);
            models.prediction().cost().time();
        }, finished));
        shots.add(new Shot("prediction-memory", LAYOUTS, () -> wiring.prediction().cost().set(PredictionChoice.Cost.MEMORY), finished));
        shots.add(new Shot("prediction-tiles", LAYOUTS, () -> wiring.prediction().cost().set(PredictionChoice.Cost.FLASH), finished));
        shots.add(new Shot("prediction-scale", LAYOUTS, () -> wiring.prediction().cost().set(PredictionChoice.Cost.SCALE), finished));
        shots.add(new Shot("prediction-copies", BACKGROUND, () -> {
            wiring.prediction().page().set(PredictionChoice.Page.GENERATE);
            wiring.prediction().writing().set(PredictionChoice.Writing.COPIES);
            models.prediction().generate().limitProperty().set(80);
            models.prediction().generate().write();
        }, finished));
    }

    /// @param pulses in which nothing may change before it is drawn
    private record Shot(String name, int pulses, Runnable prepare, BooleanSupplier ready) {}

    /// Once a pulse: draws when everything on screen shows the same moment, then goes on to the next.
    private void advance() {
        if (!settled() || !shots.element().ready.getAsBoolean()) {
            settling = wanted(shots.element()) ? shots.element().pulses : 0;
            return;
        }
        if (settling-- > 0) {
            paintAfresh(scene.getRoot());
            scene.snapshot(null); // captions and pictures that depend on the room there is follow in the next pulse
            return;
        }
        try {
            Shot shot = shots.remove();
            if (wanted(shot)) {
                draw(shot.name);
            }
            if (shots.stream().noneMatch(this::wanted)) {
                finish();
            } else {
                shots.element().prepare.run();
                settling = wanted(shots.element()) ? shots.element().pulses : 0;
            }
        } catch (IOException | RuntimeException failed) {
            wiring.close();
            done.completeExceptionally(failed);
        }
    }

    /// Scroll panes keep what they show as an image, which a scene that is not shown never renews.
    private static void paintAfresh(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            child.setCache(false);
            if (child instanceof Parent inner) {
                paintAfresh(inner);
            }
        }
    }

    private boolean wanted(Shot shot) {
        return only.isEmpty() || only.contains(shot.name);
    }

    private boolean settled() {
        WindowModel models = wiring.models();
        int step = models.moment().getStep();
        return models.run().getLoaded().isPresent() && models.run().getState() != RunState.RUNNING
                && models.trace().getTrace().filter(trace -> trace.step() == step).isPresent()
                && models.diary().getNewest().filter(line -> line.step() == step).isPresent();
    }

    private void finish() {
        wiring.close();
        done.complete(List.copyOf(written));
    }

    private void draw(String name) throws IOException {
        Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + ".png");
        WritableImage image = scene.snapshot(null);
        int columns = (int) image.getWidth();
        int rows = (int) image.getHeight();
        int[] argb = new int[columns * rows];
        image.getPixelReader().getPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), argb, 0, columns);
        Files.write(file, PngWriter.encode(argb, columns, rows));
        written.add(file);
    }
}
