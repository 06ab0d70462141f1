package dev.glassbox.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.NumberTokenizer;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.text.WidenedTokenizer;
import dev.glassbox.train.Checkpoint;
import dev.glassbox.train.LossHistory;
import dev.glassbox.train.TrainingConfig;
import dev.glassbox.train.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model in a folder, to go on with or to look at.
///
/// With its text and the state of its training it goes on exactly where it stopped. With a text alone the optimizer begins afresh. Without a
/// text, or when it is too large to train here, it can be looked at and write.
///
/// @param text to train on instead of the one named in the folder
/// @param name for people
public record SavedModel(Path folder, Optional<CorpusSource> text, String name) implements RunStart {

    private static final List<String> PROMPTS = List.of("the cat sat on the mat because it was", "12+34=", "anna");
    private static final int PROMPT_TOKENS = 8;

    public SavedModel(Path folder) {
        this(folder, Optional.empty());
    }

    /// Named after its folder.
    public SavedModel(Path folder, Optional<CorpusSource> text) {
        this(folder, text, lastName(folder));
    }

    private static String lastName(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /// What the folder holds.
    private record Content(ModelConfig config, float[] values, Optional<Checkpoint> checkpoint, Optional<Tokenizer> tokenizer,
            Optional<JsonNode> corpus, List<String> warnings) {}

    @Override
    public Ready load(Progress progress) throws CorpusException, BadFileException {
        ModelFolder place = new ModelFolder(folder);
        progress.at(0, "reading " + name);
        Content read = place.consistently(() -> read(place, progress));
        progress.at(0.8, "reading the tokens of " + name);
        Tokenizer tokenizer = tokenizer(read);
        LoadedSpec.Origin origin = new LoadedSpec.Origin(Optional.of(folder), read.tokenizer, read.warnings);
        TrainingConfig training = read.checkpoint.map(Checkpoint::training).orElse(TrainingConfig.defaults());
        int step = read.checkpoint.map(known -> known.state().stepsDone()).orElse(0);
        double loss = read.checkpoint.map(Checkpoint::loss).orElse(Double.NaN);
        double validation = read.checkpoint.map(Checkpoint::validationLoss).orElse(Double.NaN);
        LossHistory history = read.checkpoint.map(Checkpoint::history).orElse(LossHistory.EMPTY);
        String refusal;
        try {
            CorpusSource source = source(read);
            progress.at(0.9, "splitting " + source.title() + " into tokens");
            Corpus corpus = source.load();
            MemoryNeed.of(read.config, training.batchSize()).check();
            LoadedSpec loaded = LoadedSpec.of(spec(source, read.config, tokenizer, training), corpus, tokenizer, origin);
            return new Ready(loaded, Optional.of(read.values), Optional.of(state(read, training)), "", step, loss, validation, history,
                    Optional.empty());
        } catch (CorpusException | IllegalArgumentException cannotTrain) {
            if (text.isPresent()) {
                throw cannotTrain;
            }
            refusal = cannotTrain.getMessage() + " The model can be looked at and it can write.";
        }
        CorpusSource.None none = new CorpusSource.None(prompt(tokenizer));
        LoadedSpec loaded = LoadedSpec.withoutText(spec(none, read.config, tokenizer, training), none, tokenizer, origin);
        return new Ready(loaded, Optional.of(read.values), Optional.empty(), refusal, step, loss, validation, history, Optional.empty());
    }

    /// As a checkpoint of a run that another program trains.
    ///
    /// @param losses of the last step and of the validation part, NaN if unknown
    Ready lookedAt(int step, double[] losses, LossHistory before, Follower follower, Progress progress) throws BadFileException {
        ModelFolder place = new ModelFolder(folder);
        Content read = place.consistently(() -> read(place, progress));
        Tokenizer tokenizer = tokenizer(read);
        CorpusSource.None none = new CorpusSource.None(prompt(tokenizer));
        LoadedSpec loaded = LoadedSpec.withoutText(spec(none, read.config, tokenizer, TrainingConfig.defaults()), none, tokenizer,
                new LoadedSpec.Origin(Optional.empty(), read.tokenizer, read.warnings));
        return new Ready(loaded, Optional.of(read.values), Optional.empty(), "This model is trained by another program; what it writes into "
                + name + " is shown here as it arrives.", step, losses[0], losses[1], before, Optional.of(follower));
    }

    private static Content read(ModelFolder place, Progress progress) throws BadFileException {
        ModelFolder.Progress weights = share -> progress.at(0.7 * share, "reading " + ModelFolder.WEIGHTS);
        Optional<JsonNode> corpus = place.corpus();
        Optional<Checkpoint> checkpoint = Checkpoint.read(place, weights);
        if (checkpoint.isPresent()) {
            Checkpoint known = checkpoint.get();
            return new Content(known.config(), known.state().values(), checkpoint, known.tokenizer(), corpus,
                    ModelFolder.warnings(place.folder().resolve(ModelFolder.WEIGHTS),
                    new Parameters(known.config().layout(), known.state().values())));
        }
        ModelFolder.Opened opened = place.open(weights);
        return new Content(opened.config(), opened.parameters().values(), checkpoint, place.tokenizer(), corpus, opened.warnings());
    }

    private Tokenizer tokenizer(Content read) throws BadFileException {
        int rows = read.config.vocabSize();
        if (read.tokenizer.isEmpty()) {
            return new NumberTokenizer(rows);
        }
        int tokens = read.tokenizer.get().vocabulary().size();
        if (tokens > rows) {
            throw new BadFileException(folder, "has a tokenizer of " + tokens + " tokens, its model knows only " + rows,
                    "put the files of one and the same model into the folder");
        }
        return WidenedTokenizer.of(read.tokenizer.get(), rows);
    }

    private CorpusSource source(Content read) throws CorpusException {
        if (text.isPresent()) {
            return text.get();
        }
        if (read.corpus.isEmpty()) {
            throw new CorpusException(name, "this model came without the text it learned from", "to train it, choose a text in the run menu");
        }
        return CorpusNote.find(read.corpus.get());
    }

    private RunSpec spec(CorpusSource source, ModelConfig config, Tokenizer tokenizer, TrainingConfig training) {
        return new RunSpec(name, source, new TokenizerSpec.Given(tokenizer), config, training, training.seed());
    }

    private static TrainingState state(Content read, TrainingConfig training) {
        return read.checkpoint.map(Checkpoint::state).orElseGet(() -> TrainingState.beginning(read.values, training));
    }

    /// The first of a few sentences that the tokenizer can read, else its first tokens.
    private static String prompt(Tokenizer tokenizer) {
        for (String prompt : PROMPTS) {
            try {
                if (tokenizer.ids(prompt).length > 0) {
                    return prompt;
                }
            } catch (UnknownCharacterException _) {
                continue;
            }
        }
        StringBuilder first = new StringBuilder();
        Vocabulary vocabulary = tokenizer.vocabulary();
        for (int id = 0, taken = 0; id < vocabulary.size() && taken < PROMPT_TOKENS; id++) {
            if (vocabulary.wholeText(id) && !vocabulary.special(id)) {
                first.append(vocabulary.text(id));
                taken++;
            }
        }
        return first.toString();
    }
}
