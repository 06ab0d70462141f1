package dev.glassbox.session;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.Trainer;
import java.util.Arrays;

/// One model trained twice, step by step: with the ids as they are, and with every id renamed by a permutation π.
///
/// Renamed means: the text is π(id₀), π(id₁), …, and row π(id) of every table over the vocabulary starts as row id did. Then each step computes
/// the same numbers, except that sums over the vocabulary are added up in another order, which moves the last digits. Ids are labels: nothing in a
/// model depends on which of two is greater.
///
/// Owned by one thread.
public final class RelabelledTraining {
    /// Larger models take too long to be trained twice beside everything else.
    private static final long LARGEST = 3_000_000;

    private final int[] names;
    private final Trainer plain;
    private final Trainer renamed;
    private final Warmup warmup;
    private int steps;

    /// Both losses of one step, in nats.
    public record Losses(int step, double plain, double renamed) {}

    /// @param run   its model, text and settings; a [#subject]
    /// @param names a [#permutation] of all ids of its tokenizer
    /// @param moved whether the rows of the tables move along with the ids; otherwise a token starts from a row that is as random, but another one
    public RelabelledTraining(LoadedSpec run, int[] names, boolean moved, Warmup warmup) {
        this.warmup = warmup;
        this.names = names;
        RowPool alone = new RowPool(1); // has no threads, so there is nothing to close
        int[] train = run.tokens().train();
        plain = new Trainer(run.transformer(), run.spec().training(), train, new int[0], warmup.kernels(), alone);
        renamed = new Trainer(run.transformer(), run.spec().training(), Arrays.stream(train).map(id -> names[id]).toArray(), new int[0], warmup.kernels(), alone);
        if (moved) {
            run.transformer().layout().parameters().stream().filter(table -> table.shape().axes().startsWith("V")).forEach(this::move);
        }
    }

    /// The run itself when it has a text and is small enough to be trained twice, else the smallest preset. A model that guesses hidden tokens
    /// is replaced too: some of them are hidden behind a random id, which is then another token.
    ///
    /// @throws CorpusException when the preset's text cannot be read
    public static LoadedSpec subject(LoadedSpec run) throws CorpusException {
        boolean fits = run.hasText() && run.parameterCount() <= LARGEST && run.maskId().isEmpty();
        return fits ? run : LoadedSpec.load(Presets.microgpt(), (_, _) -> {});
    }

    /// A permutation of 0 … size − 1: the new name of each id.
    ///
    /// @param order which of many
    public static int[] permutation(int size, long order) {
        int[] names = new int[size];
        Arrays.setAll(names, id -> id);
        CounterRandom random = CounterRandom.of(order, "new names for ids");
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int name = names[i];
            names[i] = names[other];
            names[other] = name;
        }
        return names;
    }

    private void move(Parameter table) {
        Parameters from = plain.parameters();
        Parameters to = renamed.parameters();
        int width = table.size() / table.shape().dim(0);
        for (int id = 0; id < names.length; id++) {
            System.arraycopy(from.values(), table.offset() + id * width, to.values(), table.offset() + names[id] * width, width);
        }
    }

    /// One step of both.
    public Losses step() {
        plain.setKernels(warmup.kernels());
        renamed.setKernels(warmup.kernels());
        return new Losses(++steps, plain.step().loss(), renamed.step().loss());
    }
}
