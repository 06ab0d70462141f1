package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.RunState;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Written;
import dev.glassbox.session.Written.End;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.train.Objective;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows A35, C19, D15, E01 and the ideas poll, copy-or-create.
class GenerateModelTest {

    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final GenerateModel model = window.prediction().generate();

    @BeforeEach
    void open() throws InterruptedException {
        window.run().open(TinyRuns.spec(60), true);
        until(() -> window.run().getState() == RunState.FINISHED && window.trace().getTrace().map(t -> t.step()).orElse(0) == 60);
        window.prediction().nextToken().setShown(true);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private Written written() throws InterruptedException {
        until(() -> !model.writingProperty().get() && model.getSelected().isPresent());
        return model.getSelected().orElseThrow().text();
    }

    @Test
    void theLoopRunsToItsLimitBeyondTheContextAndEveryStepIsJudged() throws InterruptedException {
        model.limitProperty().set(30);
        window.sampling().setTemperature(0);
        model.write();
        Written text = written();
        assertEquals(End.LIMIT, text.end());
        assertEquals(30, text.steps().size());
        assertEquals(37, text.ids().length);
        assertTrue(text.steps().stream().allMatch(step -> step.rank() == 0 && step.likely().getFirst().id() == step.id()), "greedy takes the most likely");
        assertEquals(29 + 7 - 8, text.steps().getLast().windowStart(), "the model sees the last eight");
        WeightSnapshot moment = text.moment();
        try (RowPool pool = new RowPool(1)) {
            Decoder decoder = new Decoder(moment.run().transformer(), moment.parameters(), Kernels.scalar(), pool);
            Generator expected = new Generator(decoder::after, 8, text.prompt(), new Sampler.Config(0, 0, 1), index -> 0);
            expected.run(30, id -> false);
            assertArrayEquals(expected.ids(), text.ids());
        }
        assertTrue(text.steps().stream().allMatch(step -> step.entropy() >= 0 && step.entropy() <= Math.log(moment.run().config().vocabSize()) + 1e-9));
    }

    @Test
    void anAlternativeBranchesAndKeepsWhatStandsBefore() throws InterruptedException {
        model.limitProperty().set(12);
        model.write();
        Written first = written();
        int other = first.steps().get(4).likely().stream().filter(token -> token.id() != first.steps().get(4).id()).findFirst().orElseThrow().id();
        model.branch(4, other);
        Written second = written();
        assertEquals(List.of(-1, 0), model.getBranches().stream().map(Branch::parent).toList());
        assertEquals(4, model.getBranches().get(1).from());
        assertEquals(first.steps().subList(0, 4), second.steps().subList(0, 4));
        assertEquals(other, second.steps().get(4).id());
        assertEquals(12, second.steps().size());
        model.select(0);
        assertSame(first, model.getSelected().orElseThrow().text());
    }

    @Test
    void stopsAtOnceAndWhatIsThereStays() throws InterruptedException {
        model.limitProperty().set(GenerateModel.MOST_TOKENS);
        model.write();
        until(() -> model.getSelected().map(branch -> branch.text().steps().size() > 2).orElse(false));
        boolean early = model.writingProperty().get();
        model.stop();
        assertFalse(model.writingProperty().get());
        int there = model.getSelected().orElseThrow().text().steps().size();
        for (int i = 0; i < 20; i++) {
            window.pulse().tick(System.nanoTime());
            Thread.sleep(2);
        }
        assertEquals(there, model.getSelected().orElseThrow().text().steps().size());
        assertEquals(early ? End.STOPPED : End.LIMIT, model.getSelected().orElseThrow().text().end());
    }

    @Test
    void aLineEndEndsTheTextWhenAsked() throws InterruptedException {
        window.run().open(TinyRuns.spec("the cat\n".repeat(150), TokenizerSpec.characters(), 120), true);
        until(() -> window.run().getLoaded().map(run -> run.config().vocabSize() == 7).orElse(false) && window.run().getState() == RunState.FINISHED
                && window.trace().getTrace().map(t -> t.step()).orElse(0) == 120);
        window.trace().setSentence("the ca");
        until(() -> window.trace().getTrace().map(t -> t.tokens()).orElse(0) == 6);
        window.sampling().setTemperature(0);
        model.lineEndsProperty().set(true);
        model.write();
        Written text = written();
        assertEquals(End.END_OF_TEXT, text.end());
        assertEquals(List.of("t", "↵"), text.steps().stream().map(Written.Step::label).toList());
    }

    @Test
    void beamsAreJoinedIntoOneTreeTheBestFirst() throws InterruptedException {
        model.limitProperty().set(8);
        model.widthProperty().set(4);
        window.sampling().setTemperature(0);
        model.write();
        double greedy = written().logProbability();
        model.beam();
        until(() -> !model.writingProperty().get() && model.getBranches().size() == 5);
        List<Branch> beams = model.getBranches().subList(1, 5);
        for (int i = 1; i < 4; i++) {
            assertTrue(beams.get(i - 1).logProbability() >= beams.get(i).logProbability());
            Branch beam = beams.get(i);
            if (beam.parent() >= 0) {
                assertEquals(model.getBranches().get(beam.parent()).text().steps().subList(0, beam.from()).stream().map(Written.Step::id).toList(),
                        beam.text().steps().subList(0, beam.from()).stream().map(Written.Step::id).toList());
            }
        }
        assertTrue(beams.getFirst().logProbability() >= greedy - 1e-9, beams.getFirst().logProbability() + " against " + greedy);
    }

    @Test
    void aBeamSearchShowsItsStepsAndStopsBetweenThem() throws InterruptedException {
        model.limitProperty().set(GenerateModel.MOST_TOKENS);
        model.widthProperty().set(GenerateModel.MOST_BEAMS);
        model.beam();
        until(() -> !model.getBranches().isEmpty());
        model.stop();
        assertFalse(model.writingProperty().get());
        int there = model.getBranches().getFirst().text().steps().size();
        assertTrue(there < GenerateModel.MOST_TOKENS && there > 0, "stopped after " + there);
        assertTrue(model.getBranches().stream().noneMatch(branch -> branch.text().writing()));
        model.limitProperty().set(4);
        model.write();
        written();
        assertTrue(model.getBranches().stream().filter(branch -> branch.name().startsWith("beam")).allMatch(branch -> branch.text().steps().size() == there), "nothing came later");
    }

    /// Every page speaks of the moment on screen, not of the newest one.
    @Test
    void anEarlierStepOfTheTimeMachineDrawsWritesAndRaces() throws InterruptedException {
        window.moment().view(20);
        until(() -> window.moment().isExact() && window.trace().getTrace().map(t -> t.step()).orElse(0) == 20);
        until(() -> window.prediction().nextToken().getView().flatMap(view -> view.row().by()).map(WeightSnapshot::step).orElse(0) == 20);
        model.limitProperty().set(5);
        model.write();
        assertEquals(20, written().moment().step());
        window.prediction().cost().race();
        until(() -> window.prediction().cost().racedProperty().get() != null);
        assertEquals(20, window.prediction().cost().racedProperty().get().moment().step());
        window.prediction().teacher().setShown(true);
        until(() -> window.prediction().teacher().bothProperty().get() != null);
        float[] then = window.prediction().nextToken().getView().orElseThrow().row().ranking().logits();
        window.moment().backToLive();
        until(() -> window.prediction().nextToken().getView().flatMap(view -> view.row().by()).map(WeightSnapshot::step).orElse(0) == 60);
        assertFalse(java.util.Arrays.equals(then, window.prediction().nextToken().getView().orElseThrow().row().ranking().logits()), "forty steps later it thinks otherwise");
        model.write();
        assertEquals(60, written().moment().step());
        assertEquals(1, model.getBranches().size(), "texts of another moment are gone");
    }

    @Test
    void anotherSentenceForgetsTheTexts() throws InterruptedException {
        model.write();
        written();
        window.trace().setSentence("a dog");
        assertTrue(model.getBranches().isEmpty());
    }

    @Test
    void linesAreComparedWithTheTrainingText() throws InterruptedException {
        CopyModel copies = window.prediction().copies();
        copies.setShown(true);
        model.limitProperty().set(40);
        model.write();
        Written text = written();
        until(() -> copies.reportProperty().get() != null && copies.reportProperty().get().text() == text);
        assertTrue(copies.reportProperty().get().lines().getFirst().line().runLength() >= 7, "the prompt stands in the training text");
        model.write();
        Written second = written();
        until(() -> copies.reportProperty().get().text() == second);
        CopyModel.Report both = copies.reportProperty().get();
        assertEquals("drawn 2", both.lines().getFirst().sample(), "the selected one comes first");
        assertEquals(both.lines().size(), both.lines().stream().map(found -> found.line().text()).distinct().count());
        assertTrue(both.samples() == 2 || second.steps().equals(text.steps()), "every sample is looked at");
    }

    @Test
    void teacherForcingAndFreeRunningPartAtTheFirstDifference() throws InterruptedException {
        TeacherModel teacher = window.prediction().teacher();
        window.sampling().setTemperature(0);
        teacher.setShown(true);
        until(() -> teacher.bothProperty().get() != null && teacher.bothProperty().get().config().greedy());
        TeacherModel.Both both = teacher.bothProperty().get();
        assertEquals(both.tokens().getFirst(), both.free().getFirst(), "both begin with the same token");
        assertEquals(both.tokens().size(), both.free().size());
        assertEquals(both.tokens().subList(0, both.parted()), both.free().subList(0, both.parted()));
        for (int i = 0; i + 1 < both.parted(); i++) {
            assertEquals(both.tokens().get(i + 1), both.guesses().get(i).label(), "until they part, greedy free running is right");
        }
    }

    @Test
    void theRoomIsPinnedThenRevealedAndBothPayTheirLoss() throws InterruptedException {
        PollModel poll = window.prediction().poll();
        until(() -> window.prediction().nextToken().getView().isPresent());
        poll.textProperty().set("s 3, t");
        poll.pin();
        PollModel.Pinned pinned = poll.getPinned().orElseThrow();
        assertEquals(4, pinned.people());
        assertFalse(pinned.revealed());
        poll.reveal();
        assertTrue(poll.getPinned().orElseThrow().revealed());
        int v = pinned.row().size();
        int s = pinned.votes().keySet().iterator().next();
        assertEquals(-Math.log((3 + 1.0 / v) / 5), pinned.roomLoss(s), 1e-12);
        double sum = 0;
        for (int id = 0; id < v; id++) {
            sum += pinned.room(id);
        }
        assertEquals(1, sum, 1e-12);
        assertEquals(-Math.log(pinned.row().plain()[s]), pinned.row().loss(s));
        poll.setTruth(s);
        assertEquals(s, poll.getPinned().orElseThrow().truth());
        poll.textProperty().set("ß 3");
        poll.pin();
        assertTrue(poll.problemProperty().get().contains("ß"));
        assertEquals(4, poll.getPinned().orElseThrow().people(), "the pinned guesses stay");
        window.trace().setSentence("a dog");
        assertTrue(poll.getPinned().isEmpty(), "they were about another sentence");
    }

    @Test
    void theModelsAnswerIsASecretUntilItIsRevealed() throws InterruptedException {
        PollModel poll = window.prediction().poll();
        until(() -> window.prediction().nextToken().getView().isPresent());
        assertFalse(poll.secretProperty().get());
        poll.setShown(true);
        assertTrue(poll.secretProperty().get(), "nobody has guessed yet");
        poll.textProperty().set("cat 3");
        poll.pin();
        assertTrue(poll.secretProperty().get());
        assertTrue(poll.getPinned().orElseThrow().remark().contains("\"cat\" is 3 tokens here"), poll.getPinned().orElseThrow().remark());
        poll.reveal();
        assertFalse(poll.secretProperty().get());
        poll.pin();
        poll.setShown(false);
        assertFalse(poll.secretProperty().get(), "elsewhere the model may be seen");
    }

    /// A model that guesses hidden tokens writes as well, and never its mask.
    @Test
    void aMaskedTokenModelContinuesTheTextToo() throws InterruptedException {
        RunSpec spec = TinyRuns.spec(10);
        window.run().open(new RunSpec("masked", spec.corpus(), spec.tokenizer(), spec.model().withCausal(false), spec.training().withObjective(Objective.MASKED_TOKEN), spec.seed()), false);
        until(() -> window.run().getLoaded().map(run -> run.maskId().isPresent()).orElse(false)
                && window.trace().getTrace().map(t -> t.snapshot().run() == window.run().getLoaded().orElseThrow()).orElse(false));
        int vocabulary = window.run().getLoaded().orElseThrow().tokenizer().vocabulary().size();
        until(() -> window.prediction().nextToken().getView().map(view -> view.row().size() == vocabulary).orElse(false));
        model.limitProperty().set(12);
        window.sampling().setTemperature(3);
        model.write();
        assertTrue(written().steps().stream().allMatch(step -> step.id() < vocabulary));
        assertEquals(12, model.getSelected().orElseThrow().text().steps().size());
    }

    /// Row D15: the prompt of the text and the token that ends it.
    @Test
    void gpt2ReadsThePromptAsFiveTokensAndKnowsAnEndOfText() {
        Tokenizer gpt2 = PretrainedTokenizers.load("gpt2");
        assertArrayEquals(new int[] {464, 3797, 3332, 319, 262}, gpt2.ids("The cat sat on the"));
        assertTrue(gpt2.vocabulary().special(50_256));
    }
}
