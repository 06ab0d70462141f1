package dev.glassbox.session;

import dev.glassbox.analysis.WordList;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenSplit;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.train.Objective;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A spec made concrete: the corpus read, the tokenizer trained, the sizes final. Immutable, shared by all threads.
///
/// Compared by identity: two runs of one spec are two experiments.
public final class LoadedSpec {

    private final RunSpec spec;
    private final Corpus corpus;
    private final Tokenizer tokenizer;
    private final Transformer transformer;
    private final TokenSplit tokens;
    private final int[] counts;
    private final CorpusWords words;
    private final List<WordList.Word> wordList;
    private final Origin origin;

    private LoadedSpec(RunSpec spec, Corpus corpus, Tokenizer tokenizer, int[] ids, TokenSplit tokens, Origin origin) {
        this.spec = spec;
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        this.tokens = tokens;
        this.origin = origin;
        transformer = new Transformer(sized(spec, tokenizer));
        counts = new int[tokenizer.vocabulary().size()];
        for (int id : ids) {
            counts[id]++;
        }
        // Letters of a character vocabulary are words only by accident, and numbers are none.
        boolean pieces = !tokenizer.kind().equals("char") && !tokenizer.kind().equals("numbers");
        wordList = !pieces ? List.of() : hasText() ? WordList.of(tokenizer.vocabulary(), ids, 2) : WordList.of(tokenizer.vocabulary());
        words = hasText() ? CorpusWords.of(corpus.text()) : CorpusWords.unknown();
    }

    /// Where a model came from.
    ///
    /// @param folder empty for a run that began with weights drawn from its seed
    /// @param tokenizer as in the folder, to be saved again
    /// @param warnings sentences about what is odd in the folder
    record Origin(Optional<Path> folder, Optional<Tokenizer> tokenizer, List<String> warnings) {}

    /// Of a model in a folder and the text to go on with.
    ///
    /// @throws CorpusException with one sentence when the text is too short or holds what the tokenizer does not know
    static LoadedSpec of(RunSpec spec, Corpus corpus, Tokenizer tokenizer, Origin origin) throws CorpusException {
        try {
            int[] ids = tokenizer.ids(corpus.text());
            return new LoadedSpec(spec, corpus, tokenizer, ids, TokenSplit.of(ids, spec.model().contextLength(), corpus.title()), origin);
        } catch (UnknownCharacterException unknown) {
            throw new CorpusException(corpus.title(), "the model's tokenizer cannot read it (" + unknown.getMessage() + ")", "choose another text");
        }
    }

    /// Of a model without a text.
    static LoadedSpec withoutText(RunSpec spec, CorpusSource.None none, Tokenizer tokenizer, Origin origin) {
        return new LoadedSpec(spec, none.empty(), tokenizer, new int[0], new TokenSplit(new int[0], new int[0]), origin);
    }

    /// @throws CorpusException with one sentence when the text cannot be read or is too short for the context length
    static LoadedSpec load(RunSpec spec, RunStart.Progress progress) throws CorpusException {
        progress.at(0, "reading " + spec.corpus().title());
        Corpus corpus = spec.corpus().load();
        progress.at(0.1, "learning the tokens of " + corpus.title());
        Tokenizer tokenizer = tokenizer(spec.tokenizer(), corpus.text(), progress);
        progress.at(0.8, "splitting " + corpus.title() + " into tokens");
        int[] ids = tokenizer.ids(corpus.text());
        TokenSplit tokens = part(TokenSplit.of(ids, spec.model().contextLength(), corpus.title()), spec);
        progress.at(0.9, "drawing the first weights");
        MemoryNeed.of(sized(spec, tokenizer), spec.training().batchSize()).check();
        return new LoadedSpec(spec, corpus, tokenizer, ids, tokens, new Origin(Optional.empty(), Optional.of(tokenizer), List.of()));
    }

    private LoadedSpec(LoadedSpec same, RunSpec spec) {
        this.spec = spec;
        corpus = same.corpus;
        tokenizer = same.tokenizer;
        tokens = same.tokens;
        transformer = same.transformer;
        counts = same.counts;
        words = same.words;
        wordList = same.wordList;
        origin = new Origin(Optional.empty(), same.origin.tokenizer(), same.origin.warnings());
    }

    /// The same for another run: a branch has corpus, tokenizer and model of the run it leaves.
    LoadedSpec branch(String name) {
        return new LoadedSpec(this, new RunSpec(name, spec.corpus(), spec.tokenizer(), spec.model(), spec.training(), spec.seed()));
    }

    /// A model that guesses hidden tokens has one more id, the mask.
    private static ModelConfig sized(RunSpec spec, Tokenizer tokenizer) {
        int mask = spec.training().objective() == Objective.MASKED_TOKEN ? 1 : 0;
        return spec.model().withVocabSize(tokenizer.vocabulary().size() + mask);
    }

    private static TokenSplit part(TokenSplit whole, RunSpec spec) throws CorpusException {
        int length = whole.train().length / spec.corpus().part();
        if (length < spec.model().contextLength() + 1) {
            throw new CorpusException(spec.corpus().title(), "this part has only " + length + " tokens and the model reads "
                    + spec.model().contextLength() + " at a time", "choose a larger part");
        }
        return spec.corpus().part() == 1 ? whole : new TokenSplit(Arrays.copyOf(whole.train(), length), whole.validation());
    }

    private static Tokenizer tokenizer(TokenizerSpec spec, String text, RunStart.Progress progress) {
        if (!(spec instanceof TokenizerSpec.Bpe(int vocabSize, var split, var ties))) {
            return spec.build(text);
        }
        BpeTrainer trainer = new BpeTrainer(text, split, ties);
        for (int size = 256; size < vocabSize && trainer.step().isPresent(); size++) {
            progress.at(0.1 + 0.7 * (size - 255) / (vocabSize - 255), "learning token " + (size + 1) + " of " + vocabSize);
        }
        return trainer.tokenizer();
    }

    public RunSpec spec() {
        return spec;
    }

    /// Empty text when the model came without one, see [#hasText()].
    public Corpus corpus() {
        return corpus;
    }

    /// Whether there is a text: to train on, to count words in.
    public boolean hasText() {
        return !(spec.corpus() instanceof CorpusSource.None);
    }

    /// The folder the model was opened from; empty for a run that began with weights of its own.
    public Optional<Path> folder() {
        return origin.folder();
    }

    /// What is odd about the files of the model, in sentences.
    public List<String> warnings() {
        return origin.warnings();
    }

    /// To be saved with the model; empty for a model that came without one.
    Optional<Tokenizer> ownTokenizer() {
        return origin.tokenizer();
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public Transformer transformer() {
        return transformer;
    }

    public ModelConfig config() {
        return transformer.config();
    }

    public TokenSplit tokens() {
        return tokens;
    }

    /// The id that hides a token, when the model learns to guess hidden ones.
    public OptionalInt maskId() {
        return spec.training().objective() == Objective.MASKED_TOKEN ? OptionalInt.of(config().vocabSize() - 1) : OptionalInt.empty();
    }

    /// How often a token occurs in the corpus; 0 without one.
    public int count(int id) {
        return counts[id];
    }

    /// The corpus' words, to tell them from invented ones.
    public CorpusWords words() {
        return words;
    }

    /// Tokens that are words of the corpus, the most frequent first; none for characters. Without a text all tokens that look like words,
    /// by id, with a count of 0: a BPE vocabulary numbers first what was frequent where it was learned.
    public List<WordList.Word> wordList() {
        return wordList;
    }

    /// A sentence that suits the corpus and can be tokenized.
    public String prompt() {
        return corpus.prompt();
    }

    public long parameterCount() {
        return config().parameterCount();
    }

    /// `ln V`: the loss of a model that knows nothing, in nats.
    public double randomGuess() {
        return Math.log(config().vocabSize());
    }

    /// For captions: `Small stories, BPE 475`.
    public String corpusCaption() {
        return corpus.title() + ", " + switch (spec.tokenizer()) {
            case TokenizerSpec.Characters _ -> config().vocabSize() + " characters";
            case TokenizerSpec.Bpe _ -> "BPE " + config().vocabSize();
            case TokenizerSpec.Given(Tokenizer given) -> given.kind().equals("char") ? config().vocabSize() + " characters"
                    : given.kind().equals("numbers") ? config().vocabSize() + " ids" : "BPE " + config().vocabSize();
        };
    }
}
