package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Memorization.Answer;
import dev.glassbox.session.Memorization.Learner;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.TokenizerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MemorizationTest {

    private static Answer finished(LoadedSpec run) {
        Memorization memorization = new Memorization(run, Kernels.best());
        Answer answer = memorization.go(1);
        while (!answer.done()) {
            answer = memorization.go(Long.MAX_VALUE);
        }
        return answer;
    }

    private static LoadedSpec load(RunSpec spec) throws CorpusException {
        return LoadedSpec.load(spec, (share, what) -> { });
    }

    /// The shortest text is known by heart: most lines are its own, and text it never read costs nats more. With the whole text the two losses meet.
    @Test
    void littleTextIsLearnedByHeartAndMuchTextIsNot() throws CorpusException {
        LoadedSpec run = load(RunSpec.smallStories());
        Answer answer = finished(run);
        List<Learner> learners = answer.learners();
        assertEquals(answer.of(), learners.size());
        assertEquals(run.tokens().train().length, learners.getLast().tokens());
        for (int i = 1; i < learners.size(); i++) {
            assertEquals(learners.get(i).tokens() / 4, learners.get(i - 1).tokens(), "each text is a quarter of the next");
            assertTrue(learners.get(i).loss() > learners.get(i - 1).loss(), "more text is harder to know by heart");
            assertTrue(learners.get(i).unread() < learners.get(i - 1).unread(), "more text says more about text that was not read");
            assertTrue(learners.get(i).chance() >= learners.get(i - 1).chance());
        }
        Learner least = learners.getFirst();
        Learner most = learners.getLast();
        assertTrue(least.share() > 0.5, "share " + least.share());
        assertTrue(least.unread() - least.loss() > 3, "gap " + (least.unread() - least.loss()));
        assertTrue(Math.abs(most.unread() - most.loss()) < 0.3, "gap " + (most.unread() - most.loss()));
        String read = run.tokenizer().decode(java.util.Arrays.copyOf(run.tokens().train(), least.tokens()));
        least.lines().forEach(wrote -> assertEquals(wrote.line().copied(), read.contains(wrote.line().text()), wrote.line().text()));
        assertEquals(0, answer.nearest(1));
        assertEquals(answer.of() - 1, answer.nearest(1e9));
        assertEquals(1, answer.towards(0, least.characters() + 1), "a key moves on by one");
        assertEquals(answer, finished(run), "the same again, bit for bit");
    }

    @Test
    void theShortestTextARunAcceptsHasTwoSizes() throws CorpusException {
        LoadedSpec run = load(TinyRuns.spec("a short text. ".repeat(7).substring(0, 90), TokenizerSpec.characters(), 1));
        assertEquals(2, new Memorization(run, Kernels.scalar()).go(1).of());
    }
}
