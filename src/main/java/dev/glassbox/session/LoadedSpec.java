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
import java.util.List;

/// A spec made concrete: the corpus read, the tokenizer trained, the sizes final. Immutable, shared by all threads.
///
/// Compared by identity: two runs of one spec are two experiments.
public final class LoadedSpec {

    /// Is told how far loading is; may throw to stop it.
    interface Progress {
        void at(double share, String doing);
    }

    private final RunSpec spec;
    private final Corpus corpus;
    private final Tokenizer tokenizer;
    private final Transformer transformer;
    private final TokenSplit tokens;
    private final int[] counts;
    private final CorpusWords words;
    private final List<WordList.Word> wordList;

    private LoadedSpec(RunSpec spec, Corpus corpus, Tokenizer tokenizer, int[] ids, TokenSplit tokens) {
        this.spec = spec;
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        this.tokens = tokens;
        transformer = new Transformer(spec.model().withVocabSize(tokenizer.vocabulary().size()));
        counts = new int[tokenizer.vocabulary().size()];
        for (int id : ids) {
            counts[id]++;
        }
        // Letters of a character vocabulary are words only by accident.
        wordList = tokenizer.kind().equals("char") ? List.of() : WordList.of(tokenizer.vocabulary(), ids, 2);
        words = CorpusWords.of(corpus.text());
    }

    /// @throws CorpusException with one sentence when the text cannot be read or is too short for the context length
    static LoadedSpec load(RunSpec spec, Progress progress) throws CorpusException {
        progress.at(0, "reading " + spec.corpus().title());
        Corpus corpus = spec.corpus().load();
        progress.at(0.1, "learning the tokens of " + corpus.title());
        Tokenizer tokenizer = tokenizer(spec.tokenizer(), corpus.text(), progress);
        progress.at(0.8, "splitting " + corpus.title() + " into tokens");
        int[] ids = tokenizer.ids(corpus.text());
        TokenSplit tokens = TokenSplit.of(ids, spec.model().contextLength(), corpus.title());
        progress.at(0.9, "drawing the first weights");
        MemoryNeed.of(spec.model().withVocabSize(tokenizer.vocabulary().size()), spec.training().batchSize()).check();
        return new LoadedSpec(spec, corpus, tokenizer, ids, tokens);
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
    }

    /// The same for another run: a branch has corpus, tokenizer and model of the run it leaves.
    LoadedSpec branch(String name) {
        return new LoadedSpec(this, new RunSpec(name, spec.corpus(), spec.tokenizer(), spec.model(), spec.training(), spec.seed()));
    }

    private static Tokenizer tokenizer(TokenizerSpec spec, String text, Progress progress) {
        if (!(spec instanceof TokenizerSpec.Bpe(int vocabSize, var split))) {
            return spec.build(text);
        }
        BpeTrainer trainer = new BpeTrainer(text, split);
        for (int size = 256; size < vocabSize && trainer.step().isPresent(); size++) {
            progress.at(0.1 + 0.7 * (size - 255) / (vocabSize - 255), "learning token " + (size + 1) + " of " + vocabSize);
        }
        return trainer.tokenizer();
    }

    public RunSpec spec() {
        return spec;
    }

    public Corpus corpus() {
        return corpus;
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

    /// How often a token occurs in the corpus.
    public int count(int id) {
        return counts[id];
    }

    /// The corpus' words, to tell them from invented ones.
    public CorpusWords words() {
        return words;
    }

    /// Tokens that are words of the corpus, the most frequent first; none for characters.
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
        };
    }
}
