package dev.glassbox.viewmodel;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.session.CorpusFacts;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.MemoryNeed;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Worker;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.Split;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.TrainingConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A run in the making: every structural choice as a property to edit, checked at once, and at the end a [RunSpec].
///
/// Choices that do not fit together never throw; [#errorProperty] says in one sentence what to change. The corpus is read in the background
/// when it is chosen; until then its size is unknown and the parameter count is for the vocabulary asked for.
public final class RunSpecDraft {

    public enum Tokens { CHARACTERS, BPE }

    private final Worker worker;
    private final Mailbox<CorpusFacts> answers = new Mailbox<>();
    private RunSpec template = RunSpec.smallStories();
    private boolean loading;
    private Split split = Split.GPT2;
    private Ties ties = Ties.LEFTMOST;

    private final ObjectProperty<CorpusSource> corpus = new SimpleObjectProperty<>(this, "corpus", template.corpus());
    private final ObjectProperty<Tokens> tokens = new SimpleObjectProperty<>(this, "tokens", Tokens.BPE);
    private final IntegerProperty vocabSize = new SimpleIntegerProperty(this, "vocabSize");
    private final IntegerProperty contextLength = new SimpleIntegerProperty(this, "contextLength");
    private final IntegerProperty nLayer = new SimpleIntegerProperty(this, "nLayer");
    private final IntegerProperty nHead = new SimpleIntegerProperty(this, "nHead");
    private final IntegerProperty dModel = new SimpleIntegerProperty(this, "dModel");
    private final IntegerProperty batchSize = new SimpleIntegerProperty(this, "batchSize");
    private final DoubleProperty learningRate = new SimpleDoubleProperty(this, "learningRate");
    private final IntegerProperty steps = new SimpleIntegerProperty(this, "steps");
    private final LongProperty seed = new SimpleLongProperty(this, "seed");
    private final StringProperty name = new SimpleStringProperty(this, "name");
    private final ReadOnlyObjectWrapper<CorpusFacts> facts = new ReadOnlyObjectWrapper<>(this, "facts");
    private final ReadOnlyLongWrapper parameterCount = new ReadOnlyLongWrapper(this, "parameterCount");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(this, "valid", true);

    public RunSpecDraft(Pulse pulse, Worker worker) {
        this.worker = worker;
        load(template);
        for (Property<?> property : new Property<?>[] {tokens, vocabSize, contextLength, nLayer, nHead, dModel, batchSize, learningRate, steps, seed}) {
            property.addListener((_, _, _) -> check()); // a change listener: an invalidation is told only once until somebody reads
        }
        corpus.addListener((_, _, now) -> examine(now));
        pulse.add(_ -> answers.take().filter(answer -> answer.source().equals(corpus.get())).ifPresent(answer -> {
            facts.set(answer);
            check();
        }));
        examine(corpus.get());
    }

    /// Takes over every choice of a spec, for example a preset or the run on screen.
    public void load(RunSpec spec) {
        loading = true;
        template = spec;
        name.set(spec.name());
        boolean characters = spec.tokenizer() instanceof TokenizerSpec.Characters;
        tokens.set(characters ? Tokens.CHARACTERS : Tokens.BPE);
        vocabSize.set(spec.tokenizer() instanceof TokenizerSpec.Bpe bpe ? bpe.vocabSize() : 475);
        split = spec.tokenizer() instanceof TokenizerSpec.Bpe bpe ? bpe.split() : Split.GPT2;
        ties = spec.tokenizer() instanceof TokenizerSpec.Bpe bpe ? bpe.ties() : Ties.LEFTMOST;
        contextLength.set(spec.model().contextLength());
        nLayer.set(spec.model().nLayer());
        nHead.set(spec.model().nHead());
        dModel.set(spec.model().dModel());
        batchSize.set(spec.training().batchSize());
        learningRate.set(spec.training().learningRate());
        steps.set(spec.training().steps());
        seed.set(spec.seed());
        corpus.set(spec.corpus());
        loading = false;
        check();
    }

    /// Chooses a bundled corpus and the tokenizer that suits it.
    public void useBundled(String key) {
        Corpus.bundled().stream().filter(bundled -> bundled.key().equals(key)).findFirst().ifPresent(bundled -> {
            useTokenizer(bundled.tokenizer());
            use(new CorpusSource.Bundled(key));
        });
    }

    /// Chooses a UTF-8 file.
    public void useFile(Path file) {
        use(new CorpusSource.File(file));
    }

    /// Chooses a pasted text.
    public void useText(String title, String text) {
        use(new CorpusSource.Text(Corpus.of(title, text)));
    }

    /// Chooses a vocabulary that was tried out before.
    public void useBpe(TokenizerSpec.Bpe bpe) {
        split = bpe.split();
        ties = bpe.ties();
        tokens.set(Tokens.BPE);
        vocabSize.set(bpe.vocabSize());
        check();
    }

    /// Chooses a text from anywhere.
    public void use(CorpusSource source) {
        name.set(source.title());
        corpus.set(source);
    }

    private void useTokenizer(TokenizerSpec spec) {
        if (spec instanceof TokenizerSpec.Bpe bpe) {
            useBpe(bpe);
        } else {
            tokens.set(Tokens.CHARACTERS);
        }
    }

    private void examine(CorpusSource source) {
        facts.set(null);
        check();
        worker.submit(this, () -> answers.put(CorpusFacts.of(source)));
    }

    private void check() {
        if (loading) {
            return;
        }
        String problem = problem();
        error.set(problem);
        valid.set(problem.isEmpty());
    }

    private String problem() {
        try {
            RunSpec spec = build();
            int size = vocabulary();
            ModelConfig config = spec.model().withVocabSize(size);
            parameterCount.set(config.parameterCount());
            MemoryNeed.of(config, batchSize.get()).check();
            CorpusFacts known = facts.get();
            if (known == null) {
                return "";
            }
            if (!known.failure().isEmpty()) {
                return known.failure();
            }
            // A token covers at least one character, so this many are surely too few.
            long needed = 10L * (contextLength.get() + 1);
            return known.characters() >= needed ? "" : String.format(Locale.ROOT,
                    "This text has only %,d character%s; the model reads %,d tokens at a time and needs %,d for a validation part. "
                    + "Add text, or choose a smaller context length.", known.characters(), known.characters() == 1 ? "" : "s", contextLength.get(), needed);
        } catch (IllegalArgumentException told) {
            return told.getMessage();
        }
    }

    private int vocabulary() {
        return tokens.get() == Tokens.BPE ? vocabSize.get() : Math.max(1, getFacts().map(CorpusFacts::distinct).orElse(template.model().vocabSize()));
    }

    private RunSpec build() {
        TokenizerSpec tokenizer = tokens.get() == Tokens.BPE ? new TokenizerSpec.Bpe(vocabSize.get(), split, ties) : TokenizerSpec.characters();
        if (tokenizer.getClass() == template.tokenizer().getClass() && tokenizer instanceof TokenizerSpec.Characters) {
            tokenizer = template.tokenizer(); // keeps the template's order of characters
        }
        ModelConfig base = template.model();
        // d_ff follows d_model in the template's proportion, n_kv_head follows n_head.
        long dFf = (long) base.dFf() * dModel.get() / base.dModel();
        if (dFf > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("d_model " + dModel.get() + " is too large. Choose a smaller one.");
        }
        int kvHeads = Math.max(1, base.nKvHead() * nHead.get() / base.nHead());
        ModelConfig model = sized(base, (int) dFf, kvHeads);
        TrainingConfig old = template.training();
        int warmup = old.warmup() < steps.get() ? old.warmup() : steps.get() / 10;
        TrainingConfig training = old.withBatchSize(batchSize.get()).withLearningRate(learningRate.get())
                .withMinLr(Math.min(old.minLr(), learningRate.get())).withWarmup(Math.max(0, Math.min(warmup, old.steps() - 1)))
                .withSteps(steps.get());
        return new RunSpec(name.get(), corpus.get(), tokenizer, model, training, seed.get());
    }

    private ModelConfig sized(ModelConfig base, int dFf, int kvHeads) {
        if (dModel.get() < 1 || nHead.get() < 1 || dModel.get() % nHead.get() != 0) {
            throw new IllegalArgumentException(nHead.get() + " heads do not divide d_model " + dModel.get()
                    + " evenly. Choose n_head so that d_model / n_head is a whole number.");
        }
        // One head first: sizes change one by one, and each step on the way is checked as well.
        return base.withNKvHead(1).withNHead(1).withDModel(dModel.get()).withDFf(dFf).withNHead(nHead.get()).withNKvHead(kvHeads)
                .withNLayer(nLayer.get()).withContextLength(contextLength.get());
    }

    /// The finished spec; empty while [#errorProperty] has something to say.
    public Optional<RunSpec> toSpec() {
        return valid.get() ? Optional.of(build()) : Optional.empty();
    }

    public StringProperty nameProperty() {
        return name;
    }

    public ObjectProperty<CorpusSource> corpusProperty() {
        return corpus;
    }

    public ObjectProperty<Tokens> tokensProperty() {
        return tokens;
    }

    /// Of BPE; a character vocabulary has the size the corpus gives it.
    public IntegerProperty vocabSizeProperty() {
        return vocabSize;
    }

    public IntegerProperty contextLengthProperty() {
        return contextLength;
    }

    public IntegerProperty nLayerProperty() {
        return nLayer;
    }

    public IntegerProperty nHeadProperty() {
        return nHead;
    }

    public IntegerProperty dModelProperty() {
        return dModel;
    }

    public IntegerProperty batchSizeProperty() {
        return batchSize;
    }

    public DoubleProperty learningRateProperty() {
        return learningRate;
    }

    public IntegerProperty stepsProperty() {
        return steps;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    /// What is known of the chosen corpus; null while it is being read.
    public ReadOnlyObjectProperty<CorpusFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    public Optional<CorpusFacts> getFacts() {
        return Optional.ofNullable(facts.get()).filter(known -> known.failure().isEmpty());
    }

    /// Of the last choices that made a model.
    public ReadOnlyLongProperty parameterCountProperty() {
        return parameterCount.getReadOnlyProperty();
    }

    /// The first thing to change, one sentence; empty when all is well.
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty validProperty() {
        return valid.getReadOnlyProperty();
    }
}
