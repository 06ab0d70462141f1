package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RelabelledTraining.Losses;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelabelledTrainingTest {
    private final Warmup warmup = Warmup.none(Kernels.scalar());

    private static LoadedSpec load(RunSpec spec) throws CorpusException {
        return LoadedSpec.load(spec, (_, _) -> {});
    }

    private double apart(LoadedSpec run, boolean moved, int steps) {
        int[] names = RelabelledTraining.permutation(run.tokenizer().vocabulary().size(), 1);
        RelabelledTraining pair = new RelabelledTraining(run, names, moved, warmup);
        double apart = 0;
        Losses first = pair.step();
        Losses last = first;
        for (int i = 1; i < steps; i++) {
            apart = Math.max(apart, Math.abs(last.plain() - last.renamed()));
            last = pair.step();
        }
        assertEquals(steps, last.step());
        assertTrue(last.plain() < first.plain() - 0.5 && last.renamed() < first.renamed() - 0.5, "both learn: " + first + " to " + last);
        return apart;
    }

    @Test
    void withItsRowsMovedAlongAShuffledModelTakesTheSameCourse() throws CorpusException {
        for (TokenizerSpec tokenizer : new TokenizerSpec[] {TokenizerSpec.characters(), TokenizerSpec.bpe(280)}) {
            RunSpec spec = TinyRuns.spec(TinyRuns.TEXT, tokenizer, 60);
            for (boolean tied : new boolean[] {true, false}) {
                RunSpec either = new RunSpec(spec.name(), spec.corpus(), tokenizer, spec.model().withTied(tied), spec.training(), spec.seed());
                double apart = apart(load(either), true, 60);
                assertTrue(apart < 2e-3, tokenizer.format() + ", tied " + tied + ": " + apart + " nats apart");
            }
        }
    }

    @Test
    void withRowsThatStayItStartsElsewhere() throws CorpusException {
        assertTrue(apart(load(TinyRuns.spec(60)), false, 60) > 1e-2, "another start is another curve");
    }

    @Test
    void aPermutationHasEveryNameOnceAndItsOrderIsRepeatable() {
        int[] names = RelabelledTraining.permutation(475, 3);
        assertArrayEquals(IntStream.range(0, 475).toArray(), Arrays.stream(names).sorted().toArray());
        assertArrayEquals(names, RelabelledTraining.permutation(475, 3));
        assertFalse(Arrays.equals(names, RelabelledTraining.permutation(475, 4)));
        assertArrayEquals(new int[0], RelabelledTraining.permutation(0, 1));
    }

    @Test
    void aModelWithoutItsTextIsReplacedByTheSmallestPreset() throws CorpusException {
        LoadedSpec own = load(TinyRuns.spec(10));
        assertSame(own, RelabelledTraining.subject(own));
        CorpusSource.None none = new CorpusSource.None("a folder");
        LoadedSpec silent = LoadedSpec.withoutText(new RunSpec("Silent", none, new TokenizerSpec.Given(own.tokenizer()), own.spec().model(), own.spec().training(), 1),
                none, own.tokenizer(), new LoadedSpec.Origin(java.util.Optional.empty(), java.util.Optional.empty(), java.util.List.of()));
        LoadedSpec subject = RelabelledTraining.subject(silent);
        assertTrue(subject.hasText());
        assertEquals(4_192, subject.parameterCount());
        RunSpec spec = TinyRuns.spec(10);
        LoadedSpec masked = load(new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), spec.model().withCausal(false),
                spec.training().withObjective(Objective.MASKED_TOKEN), spec.seed()));
        assertEquals(4_192, RelabelledTraining.subject(masked).parameterCount(), "hiding behind a random id is not the same under other names");
    }
}
