package dev.glassbox.cli;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenSplit;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.Objective;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `train`: trains a new model, goes on with one, or replays recorded batches.
@Command(name = "train", description = {"Trains a model, or goes on with one (--from).",
    "The last line on stdout is: step N loss X val Y fingerprint ABCD-1234"})
public final class TrainCommand implements Callable<Integer> {

    private static final int DEFAULT_STEPS = 1000;
    private static final int DEFAULT_CONTEXT = 32;

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE|NAME", description = "A UTF-8 text file, or the name of a bundled text.")
    private String input;

    @Option(names = "--tokenizer", paramLabel = "KIND|FOLDER", description = "char, bpe:VOCAB or a folder; default: the text's own, or char.")
    private String tokenizer;

    @Option(names = "--context", paramLabel = "N", description = "Tokens the model sees at a time; default: 32.")
    private Integer context;

    @Mixin
    private ModelSettings modelSettings;

    @Option(names = "--steps", paramLabel = "N", description = "Steps to train from here; 0 copies the model; default: 1000, or all of --batches.")
    private Integer steps;

    @Mixin
    private TrainingSettings trainingSettings;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the model goes.")
    private Path out;

    @Option(names = "--from", paramLabel = "FOLDER", description = "The model to start from; with its training state it goes on exactly.")
    private Path from;

    @Option(names = "--save-every", paramLabel = "N", description = "Saves to --out every N steps.")
    private Integer saveEvery;

    @Option(names = "--log", paramLabel = "FILE.csv", description = "Writes loss, gradient norm, rate and speed of every step.")
    private Path log;

    @Option(names = "--batches", paramLabel = "FILE.json", description = "Trains on the batches of this file instead of --input.")
    private Path batches;

    @Option(names = "--log-batches", paramLabel = "FILE.json", description = "Writes the batches, to be replayed elsewhere.")
    private Path logBatches;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException, CorpusException {
        checkOptions();
        Start start = start();
        if (steps != null && steps == 0 && input == null && start.source.isPresent()) {
            return copy(start);
        }
        TrainingConfig base = start.checkpoint.map(Checkpoint::training).orElse(TrainingSettings.defaults());
        int before = start.checkpoint.map(checkpoint -> checkpoint.state().stepsDone()).orElse(0);
        Optional<BatchesFile> replay = batches == null ? Optional.empty() : Optional.of(BatchesFile.read(batches));
        if (replay.isPresent()) {
            base = replay.get().settings(base);
        }
        int planned = steps == null ? DEFAULT_STEPS : steps;
        TrainingConfig config = trainingSettings.applyTo(base, start.checkpoint.isPresent() ? Math.max(base.steps(), before + planned) : planned);
        if (logBatches != null && config.objective() != Objective.NEXT_TOKEN) {
            throw Usage.wrong(spec, "--log-batches", "only batches for guessing the next token can be written");
        }
        List<BatchesFile.Step> recorded = replay.isEmpty() ? List.of()
                : replay.get().steps(config, start.config.vocabSize(), start.config.contextLength());
        int count = replay.isPresent() ? Math.min(recorded.size(), steps == null ? Integer.MAX_VALUE : steps) : planned;
        checkRoom(start.config);
        TokenSplit text = text(start);
        try (RowPool pool = compute.pool()) {
            Trainer trainer = trainer(start, config, text, pool);
            TrainJob job = new TrainJob(new Console(spec), trainer, new ModelFolder(out), start.tokenizer,
                    start.checkpoint,
                    new TrainJob.Plan(count, saveEvery == null ? 0 : saveEvery, recorded, log, logBatches));
            job.run();
        }
        return 0;
    }

    private void checkOptions() throws BadFileException {
        if (steps != null) {
            Usage.atLeast(spec, "--steps", steps, 0);
        }
        if (saveEvery != null) {
            Usage.atLeast(spec, "--save-every", saveEvery, 1);
        }
        if (context != null) {
            Usage.atLeast(spec, "--context", context, 1);
        }
        boolean copies = steps != null && steps == 0 && from != null;
        if (input == null && batches == null && !copies) {
            throw Usage.wrong(spec, "--input", "is missing; name a text file or a bundled text");
        }
        new ModelFolder(out).checkReplaceable();
        if (log != null) {
            AtomicFile.checkReplaceable(log, FileKind.CSV);
        }
        if (logBatches != null) {
            AtomicFile.checkReplaceable(logBatches, FileKind.JSON);
        }
    }

    /// What the run begins with: the model of `--from` or a new one.
    private record Start(Optional<ModelFolder> source, Optional<Checkpoint> checkpoint, ModelConfig config, Optional<float[]> weights,
                         Optional<Tokenizer> tokenizer, Optional<Corpus> corpus) {}

    private Start start() throws BadFileException, CorpusException {
        Optional<Corpus> corpus = input == null ? Optional.empty() : Optional.of(TextSource.corpus(input));
        if (from == null) {
            Optional<Tokenizer> made = newTokenizer(corpus);
            if (made.isEmpty() && !modelSettings.has("vocab_size")) {
                throw Usage.wrong(spec, "--set", "vocab_size is missing; without --input or --tokenizer nothing tells it");
            }
            ModelConfig config = modelSettings.create(made.map(t -> t.vocabulary().size()).orElse(1), context == null ? DEFAULT_CONTEXT : context);
            made.ifPresent(t -> checkVocabulary(t, config));
            return new Start(Optional.empty(), Optional.empty(), config, Optional.empty(), made, corpus);
        }
        ModelFolder folder = new ModelFolder(from);
        Optional<Checkpoint> checkpoint = Checkpoint.read(folder);
        Optional<Tokenizer> own = checkpoint.isPresent() ? checkpoint.get().tokenizer() : folder.tokenizer();
        Optional<Tokenizer> used = tokenizer == null ? own : newTokenizer(corpus);
        ModelFolder.Opened opened = checkpoint.isPresent() ? null : folder.open();
        if (opened != null) {
            opened.warnings().forEach(new Console(spec)::warning);
        }
        ModelConfig old = checkpoint.isPresent() ? checkpoint.get().config() : opened.config();
        ModelConfig config = modelSettings.applyTo(context == null ? old : old.withContextLength(context));
        if (!config.layout().equals(old.layout())) {
            throw Usage.wrong(spec, modelSettings.given() ? "--set" : "--context", "does not fit the weights in --from ("
                    + String.join(", ", old.differences(config)) + ")");
        }
        used.ifPresent(t -> checkVocabulary(t, config));
        return new Start(Optional.of(folder), checkpoint, config,
                Optional.of(checkpoint.isPresent() ? checkpoint.get().state().values() : opened.parameters().values()), used, corpus);
    }

    private Optional<Tokenizer> newTokenizer(Optional<Corpus> corpus) throws BadFileException {
        if (tokenizer == null && corpus.isEmpty()) {
            return Optional.empty();
        }
        String wanted = tokenizer == null ? Corpus.bundled().stream().filter(b -> b.key().equals(input)).map(b -> b.tokenizer().format()).findFirst().orElse("char")
                : tokenizer;
        if (!wanted.equals("char") && !wanted.startsWith("char:") && !wanted.startsWith("bpe:") && !wanted.equals("bpe")) {
            return Optional.of(Tokenizers.inFolder("--tokenizer", wanted));
        }
        try {
            TokenizerSpec made = TokenizerSpec.parse(wanted);
            return Optional.of(made.build(corpus.orElseThrow(() -> Usage.wrong(spec, "--tokenizer", "is learned from --input, which is missing")).text()));
        } catch (IllegalArgumentException wrong) {
            throw Usage.wrong(spec, "--tokenizer", wrong.getMessage());
        }
    }

    private void checkVocabulary(Tokenizer used, ModelConfig config) {
        if (used.vocabulary().size() > config.vocabSize()) {
            throw Usage.wrong(spec, "--tokenizer", "has " + used.vocabulary().size() + " tokens, the model only " + config.vocabSize());
        }
    }

    /// Weights, gradients and two averages are kept for each parameter, and one more copy while saving is prepared.
    private static void checkRoom(ModelConfig config) {
        long need = 20 * config.parameterCount();
        long room = Runtime.getRuntime().maxMemory();
        if (config.parameterCount() > Integer.MAX_VALUE - 64 || need > room / 10 * 9) {
            throw new CliException("model", config.parameterCount() + " parameters need about " + (need >> 20) + " MB to train; the limit is the "
                    + (room >> 20) + " MB Java may use", "choose a smaller model or set JAVA_OPTS=-Xmx to more");
        }
    }

    private TokenSplit text(Start start) {
        if (start.corpus.isEmpty()) {
            return new TokenSplit(new int[start.config.contextLength() + 1], new int[0]); // never read: the batches come from a file
        }
        Tokenizer used = start.tokenizer.orElseThrow(() -> Usage.wrong(spec, "--tokenizer", "is missing: the model in --from has none"));
        return TokenSplit.of(Tokenizers.encode(input, used, start.corpus.get().text(), false));
    }

    private Trainer trainer(Start start, TrainingConfig config, TokenSplit text, RowPool pool) {
        Trainer trainer;
        try {
            trainer = new Trainer(new Transformer(start.config), config, text.train(), text.validation(), compute.arithmetic(), pool);
            if (start.checkpoint.isPresent() && start.checkpoint.get().training().optimizer() == config.optimizer()) {
                trainer.restore(start.checkpoint.get().state());
                trainingSettings.applyTo(trainer);
            } else {
                start.weights.ifPresent(weights -> System.arraycopy(weights, 0, trainer.parameters().values(), 0, weights.length));
            }
        } catch (IllegalArgumentException unsuitable) {
            throw new CliException("--input", unsuitable.getMessage(), unsuitable);
        }
        return trainer;
    }

    /// Copies a model without computing anything, so that also one too large to train can be copied.
    private int copy(Start start) throws BadFileException {
        ModelFolder target = new ModelFolder(out);
        Console console = new Console(spec);
        float[] values = start.weights.orElseThrow();
        if (start.checkpoint.isPresent()) {
            Checkpoint old = start.checkpoint.get();
            new Checkpoint(start.config, start.tokenizer, old.training(), old.state(), old.loss(), old.validationLoss(), old.history()).save(target);
            console.result(TrainJob.lastLine(old.state().stepsDone(), old.loss(), old.validationLoss(), start.config, values));
        } else {
            Checkpoint.saveModel(target, start.config, start.tokenizer, values);
            console.result(TrainJob.lastLine(0, Double.NaN, Double.NaN, start.config, values));
        }
        return 0;
    }
}
