package dev.glassbox.viewmodel;

import dev.glassbox.session.Diary;
import dev.glassbox.session.Inspector;
import dev.glassbox.session.PackedCopies;
import dev.glassbox.session.Replayer;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunStart;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;
import dev.glassbox.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// All view models of one window, made in the order in which the pulse must reach them: run, sentence and trace, map, diary, timeline.
public final class WindowModel implements AutoCloseable {

    private final Pulse pulse;
    private final Warmup warmup;
    private final Worker worker;
    private final Worker studies;
    private final Inspector inspector;
    private final Diary pages;
    private final RunViewModel run;
    private final SelectionModel selection = new SelectionModel();
    private final SamplingViewModel sampling = new SamplingViewModel();
    private final TraceViewModel trace;
    private final MapViewModel map;
    private final EmbeddingsModel embeddings;
    private final LookupModel lookup;
    private final TsneModel tsne;
    private final MeaningModel meaning;
    private final PositionsModel positions;
    private final DiaryViewModel diary;
    private final TimelineViewModel timeline;
    private final Worker replays;
    private final Replayer replayer;
    private final MomentViewModel moment;
    private final TrainingModel training;
    private final RunSpecDraft draft;
    private final TokensModel tokens;
    private final BlockModel block;
    private final PredictionModel prediction;
    private final FilesModel files;
    private final ComparisonViewModel comparison;
    private final AttentionModel attention;
    private final AutogradModel autograd = new AutogradModel();
    private final OptimizerModel optimizer;
    private final ProvenanceModel provenance;

    /// @param warmup which kernels to use; stopped on closing
    /// @param threads for each run's training
    /// @param failures is told what went wrong in background work, on the background thread
    public WindowModel(Warmup warmup, int threads, long seed, Consumer<Throwable> failures) {
        this(warmup, threads, seed, Optional.empty(), failures);
    }

    /// @param data the program's own folder, for what it remembers and for safe copies; empty for a window that leaves nothing behind
    public WindowModel(Warmup warmup, int threads, long seed, Optional<Path> data, Consumer<Throwable> failures) {
        this.warmup = warmup;
        pulse = new Pulse(failures);
        worker = new Worker("inspector", failures);
        studies = new Worker("studies", failures);
        inspector = new Inspector(worker, warmup);
        PackedCopies copies = new PackedCopies();
        pages = new Diary(worker, warmup, copies);
        replays = new Worker("replay", failures);
        replayer = new Replayer(replays, warmup);
        run = new RunViewModel(pulse, new RunViewModel.Runs() {
            @Override public Run start(RunStart start) {
                return new Run(start, warmup, threads).keepMilestones();
            }

            @Override public Run branch(Run from, TrainingState state, String name) {
                return from.branch(state, name, warmup, threads).keepMilestones();
            }
        });
        trace = new TraceViewModel(pulse, run, selection, sampling, inspector, seed);
        moment = new MomentViewModel(pulse, run, trace, replayer, studies);
        map = new MapViewModel(trace);
        embeddings = new EmbeddingsModel(pulse, run, trace, studies);
        lookup = new LookupModel(pulse, trace, selection, embeddings, studies, warmup);
        tsne = new TsneModel(pulse, studies);
        meaning = new MeaningModel(pulse, run, embeddings, studies);
        positions = new PositionsModel(pulse, run, trace, selection, studies, warmup);
        diary = new DiaryViewModel(pulse, run, trace, sampling, pages);
        timeline = new TimelineViewModel(run);
        training = new TrainingModel(pulse, run, trace, studies, warmup);
        draft = new RunSpecDraft(pulse, worker);
        tokens = new TokensModel(pulse, run, trace, warmup, failures);
        block = new BlockModel(pulse, run, trace, selection, studies, warmup);
        files = new FilesModel(pulse, run, data, failures);
        comparison = new ComparisonViewModel(pulse, run, trace, sampling, diary, moment, spec -> new Run(spec, warmup, threads), worker, studies,
                replays, warmup);
        optimizer = new OptimizerModel(pulse, run, trace, warmup, failures);
        attention = new AttentionModel(pulse, run, trace, selection, studies, warmup);
        prediction = new PredictionModel(pulse, run, trace, selection, sampling, studies, warmup, copies, seed);
        provenance = new ProvenanceModel(pulse, run, trace, studies, warmup);
    }

    /// Where lenses have long questions answered, see `Study`; the shared trace never waits for them.
    public Worker studies() {
        return studies;
    }

    public Warmup warmup() {
        return warmup;
    }

    public Pulse pulse() {
        return pulse;
    }

    public RunViewModel run() {
        return run;
    }

    public SelectionModel selection() {
        return selection;
    }

    public SamplingViewModel sampling() {
        return sampling;
    }

    public TraceViewModel trace() {
        return trace;
    }

    public MapViewModel map() {
        return map;
    }

    public EmbeddingsModel embeddings() {
        return embeddings;
    }

    public LookupModel lookup() {
        return lookup;
    }

    public TsneModel tsne() {
        return tsne;
    }

    public MeaningModel meaning() {
        return meaning;
    }

    public PositionsModel positions() {
        return positions;
    }

    public DiaryViewModel diary() {
        return diary;
    }

    /// Which step is on screen.
    public MomentViewModel moment() {
        return moment;
    }

    public TrainingModel training() {
        return training;
    }

    public TimelineViewModel timeline() {
        return timeline;
    }

    public RunSpecDraft draft() {
        return draft;
    }

    public TokensModel tokens() {
        return tokens;
    }

    public BlockModel block() {
        return block;
    }

    public PredictionModel prediction() {
        return prediction;
    }

    public FilesModel files() {
        return files;
    }

    public OptimizerModel optimizer() {
        return optimizer;
    }

    public AutogradModel autograd() {
        return autograd;
    }

    /// Run A and a run B beside it.
    public ComparisonViewModel comparison() {
        return comparison;
    }

    public AttentionModel attention() {
        return attention;
    }

    /// Where a number comes from.
    public ProvenanceModel provenance() {
        return provenance;
    }

    /// Stops the pulse and ends every thread that was started here.
    @Override
    public void close() {
        pulse.stop();
        warmup.stop();
        files.close();
        comparison.close();
        optimizer.close();
        run.close();
        worker.close();
        studies.close();
        prediction.close();
        replays.close();
        replayer.close();
        training.close();
        tokens.close();
        positions.close();
        block.close();
        attention.close();
        provenance.close();
        inspector.close();
        pages.close();
    }
}
