package dev.glassbox.app;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.Experiment;
import dev.glassbox.session.Memorization;
import dev.glassbox.session.Place;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.text.Corpus;
import dev.glassbox.view.AttentionChoice;
import dev.glassbox.view.EmbeddingsChoice;
import dev.glassbox.view.BlockChoice;
import dev.glassbox.view.PositionsChoice;
import dev.glassbox.view.PredictionChoice;
import dev.glassbox.view.TokenChoice;
import dev.glassbox.view.TrainingPage;
import dev.glassbox.view.Views;
import dev.glassbox.view.WindowState;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The pictures of the README in order, each with what leads to it from the one before.
final class TourPlan {

    private static final int LAYOUTS = 3;
    /// Pulses in which background work that belongs to no step, such as cutting a text with every tokenizer, is surely done.
    private static final int BACKGROUND = 180;

    /// Examples of the tokenizer bench.
    private static final int UNHAPPINESS = 3;
    private static final int SUM = 8;

    /// Tokens of the default sentence.
    private static final int CAT = 1;
    private static final int BECAUSE = 6;

    private final Wiring wiring;
    private final WindowModel models;
    private final int steps;
    private final BooleanSupplier finished;
    private final List<Shot> shots = new ArrayList<>();
    private boolean labels;

    /// One picture.
    ///
    /// @param pulses in which nothing may change before it is drawn
    /// @param prepare what leads to it
    /// @param ready whether all it shows is there
    record Shot(String name, int pulses, Runnable prepare, BooleanSupplier ready) {}

    /// @param steps length of the run; the second pictures show its end
    TourPlan(Wiring wiring, int steps) {
        this.wiring = wiring;
        this.steps = steps;
        models = wiring.models();
        finished = () -> models.run().getState() == RunState.FINISHED;
    }

    /// An experiment that is over after the steps of the tour.
    RunSpec shortened(RunSpec spec) {
        return spec.withTraining(spec.training().withWarmup(Math.min(spec.training().warmup(), steps - 1)).withSteps(steps));
    }

    List<Shot> shots() {
        shots.add(new Shot("live-step0", LAYOUTS, () -> {}, () -> true));
        shots.add(new Shot("live-trained", LAYOUTS, models.run()::play, finished));
        shots.add(new Shot("live-heatmaps", LAYOUTS, () -> {
            wiring.live().mode().set(FlowPicture.Mode.MAPS);
            models.selection().selectQuery(BECAUSE);
            models.selection().selectKey(CAT);
        }, finished));
        planTokens();
        planAttention();
        planPrediction();
        shots.add(new Shot("run-menu", LAYOUTS, () -> wiring.state().overlay().set(WindowState.Overlay.RUN_MENU), finished));
        shots.add(new Shot("live-map", LAYOUTS, () -> {
            wiring.state().closeOverlay();
            wiring.state().lens().set(Views.LIVE);
        }, finished));
        planBlock();
        planEmbeddings();
        planTraining();
        planExperiments(); // last: they open runs of their own
        return List.copyOf(shots);
    }

    private void planTokens() {
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
        }, () -> labelled()));
    }

    /// Once both models stand ready they are trained; true when they are.
    private boolean labelled() {
        LabelsModel pair = models.tokens().labels();
        if (!labels && pair.namingProperty().get() != null) {
            labels = true;
            pair.train();
        }
        return labels && !pair.trainingProperty().get();
    }

    private void planAttention() {
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

    private void planTraining() {
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

    private void planBlock() {
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

    private void planEmbeddings() {
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
        planPositions();
    }

    private void planPositions() {
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

    private void planExperiments() {
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

    private void planPrediction() {
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
        shots.add(new Shot("prediction-memorization", 2 * BACKGROUND, () -> {
            wiring.prediction().writing().set(PredictionChoice.Writing.MEMORIZATION);
            models.prediction().memorization().start();
        }, () -> finished.getAsBoolean() && models.prediction().memorization().getAnswer().filter(Memorization.Answer::done).isPresent()));
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
}
