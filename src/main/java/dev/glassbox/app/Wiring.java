package dev.glassbox.app;

import dev.glassbox.session.Mailbox;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.AutogradController;
import dev.glassbox.view.BlockChoice;
import dev.glassbox.view.BlockController;
import dev.glassbox.view.BlockFlowController;
import dev.glassbox.view.BlockLensController;
import dev.glassbox.view.AtlasController;
import dev.glassbox.view.AttentionChoice;
import dev.glassbox.view.AttentionController;
import dev.glassbox.view.BlockMlpController;
import dev.glassbox.view.BlockNormController;
import dev.glassbox.view.BpeTrainerController;
import dev.glassbox.view.CostController;
import dev.glassbox.view.DiaryController;
import dev.glassbox.view.EmbeddingFiles;
import dev.glassbox.view.EmbeddingsChoice;
import dev.glassbox.view.EmbeddingsController;
import dev.glassbox.view.ExperimentChoice;
import dev.glassbox.view.ExperimentsController;
import dev.glassbox.view.ExplanationController;
import dev.glassbox.view.ExportController;
import dev.glassbox.view.Exports;
import dev.glassbox.view.FamiliesController;
import dev.glassbox.view.FileDialogs;
import dev.glassbox.view.FilesController;
import dev.glassbox.view.FlowController;
import dev.glassbox.view.GenerateController;
import dev.glassbox.view.Keys;
import dev.glassbox.view.KeysController;
import dev.glassbox.view.LabelsController;
import dev.glassbox.view.LedgerController;
import dev.glassbox.view.LiveChoice;
import dev.glassbox.view.HeadsController;
import dev.glassbox.view.LiveController;
import dev.glassbox.view.MasksController;
import dev.glassbox.view.PaintController;
import dev.glassbox.view.PartsController;
import dev.glassbox.view.PatchController;
import dev.glassbox.view.CrossController;
import dev.glassbox.view.SaturationController;
import dev.glassbox.view.LookupController;
import dev.glassbox.view.MainController;
import dev.glassbox.view.MainWindow;
import dev.glassbox.view.MapController;
import dev.glassbox.view.MemorizationController;
import dev.glassbox.view.NextTokenController;
import dev.glassbox.view.MeaningController;
import dev.glassbox.view.ModelFiles;
import dev.glassbox.view.NeighboursController;
import dev.glassbox.view.MicroscopeController;
import dev.glassbox.view.Notices;
import dev.glassbox.view.OptimizerController;
import dev.glassbox.view.OwnText;
import dev.glassbox.view.PositionsChoice;
import dev.glassbox.view.PositionsController;
import dev.glassbox.view.PositionsLengthController;
import dev.glassbox.view.PositionsOrderController;
import dev.glassbox.view.PredictionChoice;
import dev.glassbox.view.PredictionController;
import dev.glassbox.view.RemovalController;
import dev.glassbox.view.RunController;
import dev.glassbox.view.RunMenuController;
import dev.glassbox.view.RunSideController;
import dev.glassbox.view.SentenceController;
import dev.glassbox.view.SpecialTokensController;
import dev.glassbox.view.TimelineController;
import dev.glassbox.view.TokenBenchController;
import dev.glassbox.view.TokenChoice;
import dev.glassbox.view.TokensController;
import dev.glassbox.view.TraceDrawerController;
import dev.glassbox.view.TrainerMenu;
import dev.glassbox.view.UnsavedController;
import dev.glassbox.view.VectorSumController;
import dev.glassbox.view.TrainingBatchController;
import dev.glassbox.view.TrainingChoice;
import dev.glassbox.view.TrainingController;
import dev.glassbox.view.TrainingGradientsController;
import dev.glassbox.view.TrainingLossController;
import dev.glassbox.view.ViewLoader;
import dev.glassbox.view.VocabularyController;
import dev.glassbox.view.WindowKeys;
import dev.glassbox.view.WindowState;
import dev.glassbox.viewmodel.WindowModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The only place that calls constructors across floors: everything one window is made of.
public final class Wiring implements AutoCloseable {
    private final Mailbox<Throwable> troubles = new Mailbox<>();
    private final WindowModel models;
    private final WindowState state = new WindowState();
    private final LiveChoice live = new LiveChoice();
    private final TokenChoice tokens = new TokenChoice();
    private final TrainingChoice training = new TrainingChoice();
    private final PredictionChoice prediction = new PredictionChoice();
    private final AttentionChoice attention = new AttentionChoice();
    private final EmbeddingsChoice embeddings = new EmbeddingsChoice();
    private final ExperimentChoice experiments = new ExperimentChoice();
    private final PositionsChoice positions = new PositionsChoice();
    private final Notices notices = new Notices();
    private final Exports exports;
    private final ModelFiles files;
    private final Keys keys;
    private final ViewLoader views = new ViewLoader();
    private final BlockChoice block = new BlockChoice();
    private volatile Consumer<Throwable> alsoTold = trouble -> { };

    /// @param warmup the kernels to compute with
    /// @param threads a run may use
    public Wiring(FileDialogs dialogs, Warmup warmup, int threads) {
        this(dialogs, warmup, threads, Optional.empty());
    }

    /// @param data the program's own folder; empty for a window that remembers nothing
    public Wiring(FileDialogs dialogs, Warmup warmup, int threads, Optional<Path> data) {
        models = new WindowModel(warmup, threads, RunSpec.DEFAULT_SEED, data, this::report);
        exports = new Exports(state, models, dialogs, notices);
        files = new ModelFiles(state, models, dialogs, notices);
        keys = WindowKeys.of(state, models, exports, files);
        register(new OwnText(state, models.draft(), dialogs, files));
        registerTokens(dialogs);
        registerTraining(dialogs);
        registerBlock();
        registerPrediction();
        registerEmbeddings(dialogs);
        registerExperiments(dialogs);
        registerAttention();
        models.pulse().add(now -> troubles.take().ifPresent(trouble -> notices.warn(sentence(trouble))));
        state.shown().subscribe(lens -> models.trace().setPoints(lens == null ? Set.of() : lens.points()));
        models.run().failureProperty().subscribe((before, now) -> {
            notices.withdraw(before);
            warn(now);
        });
        models.run().opening().noticeProperty().subscribe(this::warn);
    }

    private void warn(String sentence) {
        if (!sentence.isEmpty()) {
            notices.warn(sentence);
        }
    }

    /// From any thread. The window says it in one sentence; who mends it needs the whole.
    private void report(Throwable trouble) {
        System.getLogger("dev.glassbox").log(System.Logger.Level.ERROR, "Something went wrong beside the training.", trouble);
        troubles.put(trouble);
        alsoTold.accept(trouble);
    }

    /// Who is told, on the thread where it happened, what the window says in one sentence only.
    void onTrouble(Consumer<Throwable> told) {
        alsoTold = told;
    }

    private static String sentence(Throwable trouble) {
        return trouble instanceof OutOfMemoryError
                ? "There is not enough memory to look inside this model. Nothing else has stopped. Choose a smaller model or start with more memory."
                : "The model could not be looked at: " + trouble + ". Nothing else has stopped.";
    }

    private void register(OwnText ownText) {
        views.register(MainController.class, () -> new MainController(state, views, notices, ownText, models.pulse()))
                .register(RunController.class, () -> new RunController(state, models, exports))
                .register(RunMenuController.class, () -> new RunMenuController(state, models.run(), models.draft(), models.comparison(), ownText, files))
                .register(FilesController.class, () -> new FilesController(models, files))
                .register(UnsavedController.class, () -> new UnsavedController(state, files))
                .register(SentenceController.class, () -> new SentenceController(state, models))
                .register(TimelineController.class, () -> new TimelineController(models))
                .register(ExplanationController.class, () -> new ExplanationController(state, models))
                .register(ExportController.class, () -> new ExportController(state, exports))
                .register(KeysController.class, () -> new KeysController(state, keys))
                .register(LiveController.class, () -> new LiveController(models, live))
                .register(FlowController.class, () -> new FlowController(state, models, live, exports))
                .register(MapController.class, () -> new MapController(state, models, embeddings, exports))
                .register(DiaryController.class, () -> new DiaryController(state, models, exports));
    }

    private void registerTraining(FileDialogs dialogs) {
        TrainingChoice choice = training;
        views.register(TrainingController.class, () -> new TrainingController(models, choice, dialogs, notices))
                .register(TrainingLossController.class, () -> new TrainingLossController(models, choice, exports))
                .register(TrainingGradientsController.class, () -> new TrainingGradientsController(models, choice, exports))
                .register(TrainingBatchController.class, () -> new TrainingBatchController(models, choice, exports));
    }

    private void registerTokens(FileDialogs dialogs) {
        TokenChoice choice = tokens;
        var menu = new TrainerMenu(state, models, choice, dialogs, notices);
        views.register(TokensController.class, () -> new TokensController(state, models, choice))
                .register(TokenBenchController.class, () -> new TokenBenchController(models, models.tokens().bench(), choice, exports))
                .register(VocabularyController.class, () -> new VocabularyController(models, exports))
                .register(SpecialTokensController.class, () -> new SpecialTokensController(models, choice, exports))
                .register(LabelsController.class, () -> new LabelsController(models, choice, exports))
                .register(BpeTrainerController.class, () -> new BpeTrainerController(state, models, choice, exports, menu));
    }

    private void registerBlock() {
        BlockChoice choice = block;
        views.register(BlockController.class, () -> new BlockController(state, models, choice))
                .register(BlockFlowController.class, () -> new BlockFlowController(state, models, choice, exports))
                .register(BlockLensController.class, () -> new BlockLensController(models, choice, exports))
                .register(BlockNormController.class, () -> new BlockNormController(models, choice, exports))
                .register(FamiliesController.class, () -> new FamiliesController(state, models, choice, attention, exports))
                .register(LedgerController.class, () -> new LedgerController(models, choice, exports))
                .register(BlockMlpController.class, () -> new BlockMlpController(models, choice, exports));
    }

    private void registerPrediction() {
        views.register(PredictionController.class, () -> new PredictionController(models, prediction))
                .register(NextTokenController.class, () -> new NextTokenController(models, prediction, exports))
                .register(GenerateController.class, () -> new GenerateController(models, prediction, exports))
                .register(CostController.class, () -> new CostController(models, prediction, exports));
    }

    private void registerEmbeddings(FileDialogs dialogs) {
        var embeddingFiles = new EmbeddingFiles(state, models, dialogs, notices);
        views.register(EmbeddingsController.class, () -> new EmbeddingsController(state, models, embeddings, embeddingFiles))
                .register(AtlasController.class, () -> new AtlasController(state, models, embeddings, exports))
                .register(VectorSumController.class, () -> new VectorSumController(models, exports))
                .register(LookupController.class, () -> new LookupController(models, exports))
                .register(MeaningController.class, () -> new MeaningController(models, embeddings, exports))
                .register(PositionsOrderController.class, () -> new PositionsOrderController(models, exports))
                .register(PositionsLengthController.class, () -> new PositionsLengthController(state, models, exports))
                .register(MemorizationController.class, () -> new MemorizationController(models, prediction, exports))
                .register(PositionsController.class, () -> new PositionsController(state, models, positions, exports))
                .register(NeighboursController.class, () -> new NeighboursController(models, embeddings, exports));
    }

    public PositionsChoice positions() {
        return positions;
    }

    public EmbeddingsChoice embeddings() {
        return embeddings;
    }

    private void registerExperiments(FileDialogs dialogs) {
        views.register(ExperimentsController.class, () -> new ExperimentsController(models, experiments, exports, dialogs, notices))
                .register(RunSideController.class, RunSideController::new)
                .register(AutogradController.class, () -> new AutogradController(models, exports))
                .register(OptimizerController.class, () -> new OptimizerController(models, exports));
    }

    private void registerAttention() {
        var choice = attention;
        models.provenance().placeProperty().subscribe(place -> state.tracing().set(place != null));
        state.tracing().subscribe(open -> {
            if (!open) {
                models.provenance().shut();
            }
        });
        views.register(TraceDrawerController.class, () -> new TraceDrawerController(state, models));
        views.register(AttentionController.class, () -> new AttentionController(models, choice))
                .register(MicroscopeController.class, () -> new MicroscopeController(models, choice, exports))
                .register(HeadsController.class, () -> new HeadsController(models, choice, exports))
                .register(RemovalController.class, () -> new RemovalController(models, choice, exports))
                .register(PartsController.class, () -> new PartsController(models, choice))
                .register(PaintController.class, () -> new PaintController(models, choice, exports))
                .register(PatchController.class, () -> new PatchController(models, choice, exports))
                .register(CrossController.class, () -> new CrossController(models, choice, exports))
                .register(MasksController.class, () -> new MasksController(models, choice, exports))
                .register(SaturationController.class, () -> new SaturationController(models, exports));
    }

    public WindowModel models() {
        return models;
    }

    public WindowState state() {
        return state;
    }

    public TokenChoice tokens() {
        return tokens;
    }

    public TrainingChoice training() {
        return training;
    }

    public LiveChoice live() {
        return live;
    }

    public AttentionChoice attention() {
        return attention;
    }

    public PredictionChoice prediction() {
        return prediction;
    }

    public ModelFiles files() {
        return files;
    }

    public ViewLoader views() {
        return views;
    }

    Notices notices() {
        return notices;
    }

    public MainWindow window() {
        return new MainWindow(state, views, keys);
    }

    /// A window of a given size, for drawing it without showing it.
    MainWindow window(double width, double height) {
        return new MainWindow(state, views, keys, width, height);
    }

    public BlockChoice block() {
        return block;
    }

    /// Ends every thread.
    @Override
    public void close() {
        models.close();
    }
}
