package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.await;
import static dev.glassbox.session.TinyRuns.spec;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.sample.Sampler;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import dev.glassbox.text.TokenizerSpec;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saved, closed and opened again, a run is the same run; a model from elsewhere can be looked at.
class SavedModelTest {
    @TempDir
    private Path folder;

    private static FullState capture(Run run) throws InterruptedException {
        var answer = new Mailbox<FullState>();
        run.send(new RunCommand.Capture(answer));
        return await(answer);
    }

    private static Run open(RunStart start) throws InterruptedException {
        Run run = new Run(start, Warmup.none(Kernels.scalar()), 1);
        run.start();
        return run;
    }

    private static FullState train(Run run, int to) throws InterruptedException {
        await(run, f -> f.state() != RunState.LOADING);
        for (FullState now = capture(run); ; now = capture(run)) {
            if (now.step() >= to) {
                return now;
            }
            int wanted = now.step() + 1;
            run.send(new RunCommand.StepOnce());
            await(run, f -> f.step() == wanted && f.state() != RunState.RUNNING);
        }
    }

    private static String fingerprint(FullState state) {
        return new Parameters(state.run().transformer().layout(), state.values()).fingerprint();
    }

    @Test
    void aRunOpenedAgainGoesOnExactlyWhereItStopped() throws Exception {
        RunSpec spec = spec(TinyRuns.TEXT, TokenizerSpec.bpe(290), 100);
        String straight;
        try (Run run = open(spec)) {
            straight = fingerprint(train(run, 9));
        }
        try (Run run = open(spec)) {
            train(run, 5).save(folder, share -> assertTrue(share >= 0 && share <= 1));
        }
        try (Run run = open(new SavedModel(folder))) {
            FullState end = train(run, 9);
            assertEquals(straight, fingerprint(end));
            assertEquals(folder, end.run().folder().orElseThrow());
            assertEquals(9, end.history().points().size(), "the losses before the save are still known");
            assertEquals(10, run.log().size());
            assertTrue(Double.isFinite(run.log().get(MetricLog.Metric.LOSS, 3)));
            assertEquals(TinyRuns.TEXT, end.run().corpus().text());
            end.save(folder, ModelFolder.Progress.NONE);
        }
        assertEquals(9, Checkpoint.read(new ModelFolder(folder)).orElseThrow().state().stepsDone());
    }

    @Test
    void aBundledTextIsFoundAgainByItsName() throws Exception {
        RunSpec names = new RunSpec("names", new CorpusSource.Bundled("names"), TokenizerSpec.characters(),
                spec(3).model(), spec(3).training(), 1);
        try (Run run = open(names)) {
            train(run, 1).save(folder, ModelFolder.Progress.NONE);
        }
        assertFalse(Files.readString(folder.resolve("corpus.json")).contains("anna"), "the text comes with the program");
        try (Run run = open(new SavedModel(folder))) {
            assertEquals(new CorpusSource.Bundled("names"), train(run, 2).run().spec().corpus());
        }
        Files.writeString(folder.resolve("corpus.json"), "{\"title\":\"Names\",\"bundled\":\"names\",\"sha256\":\"00\"}");
        try (Run run = open(new SavedModel(folder))) {
            run.send(new RunCommand.Play());
            String sentence = await(run, f -> !f.failure().isEmpty()).failure();
            assertTrue(sentence.contains("not the text this model learned from"), sentence);
        }
    }

    /// As another program writes it: configuration, weights, tokenizer.
    private Tokenizer foreign(int rows) throws IOException {
        ModelConfig config = ModelConfig.gpt2Style(rows, 16, 2, 2, 16);
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, 7);
        new ModelFolder(folder).draft(config, parameters.values()).save();
        Tokenizer tokenizer = BpeTrainer.train(TinyRuns.TEXT, 290, Split.GPT2);
        TokenizerFiles.content(tokenizer).forEach((name, content) -> {
            if (!name.equals(TokenizerFiles.CONFIG)) {
                assertDoesNotThrow(() -> {
                    try (var out = Files.newOutputStream(folder.resolve(name))) {
                        content.writeTo(out);
                    }
                });
            }
        });
        return tokenizer;
    }

    @Test
    void aModelFromElsewhereIsLookedAtAndSaysWhyItIsNotTrained() throws Exception {
        Tokenizer tokenizer = foreign(300); // more rows than tokens, as published models have
        try (Run run = open(new SavedModel(folder)); Worker worker = new Worker("test", e -> fail(e));
                Inspector inspector = new Inspector(worker, Warmup.none(Kernels.scalar())); Diary diary = new Diary(worker, Warmup.none(Kernels.scalar()))) {
            RunFrame opened = await(run, f -> f.state() == RunState.PAUSED && !f.fingerprint().isEmpty());
            assertTrue(Double.isNaN(opened.validationLoss()));
            LoadedSpec loaded = run.loaded().orElseThrow();
            assertFalse(loaded.hasText());
            assertArrayEquals(tokenizer.ids("the cat sat"), loaded.tokenizer().ids("the cat sat"));
            assertEquals("#299", loaded.tokenizer().vocabulary().label(299));
            run.send(new RunCommand.Play());
            String sentence = await(run, f -> !f.failure().isEmpty()).failure();
            assertTrue(sentence.contains("came without the text"), sentence);
            run.send(new RunCommand.TakeSnapshot());
            WeightSnapshot snapshot = await(run.snapshots());
            inspector.request(snapshot, Sentence.of(loaded.prompt(), loaded.tokenizer(), 16), Inspector.LIVE);
            Trace trace = await(inspector.traces());
            assertEquals(300 * trace.tokens(), trace.logits().length);
            VocabularyMap map = trace.map().orElseThrow();
            assertTrue(map.words().size() > 3 && map.words().stream().allMatch(word -> word.count() == 0), map.words().toString());
            diary.write(snapshot, "the", new Sampler.Config(0, 0, 1), () -> { });
            assertTrue(await(diary.newest()).line().pieces().stream().allMatch(DiaryLine.Piece::known), "no word can be called invented");
            FullState state = capture(run);
            assertTrue(state.training().isEmpty());
            Path copy = folder.resolveSibling("copy");
            state.save(copy, ModelFolder.Progress.NONE);
            assertEquals(tokenizer.vocabulary().size(), new ModelFolder(copy).tokenizer().orElseThrow().vocabulary().size());
        }
    }

    @Test
    void aModelFromElsewhereLearnsATextThatIsGivenToIt() throws Exception {
        foreign(290);
        CorpusSource text = new CorpusSource.Text(Corpus.of("mine", "a cat ate the fish and the dog sat. ".repeat(60)));
        try (Run run = open(new SavedModel(folder, Optional.of(text)))) {
            FullState state = train(run, 3);
            assertEquals(3, state.training().orElseThrow().stepsDone());
            assertTrue(Double.isFinite(state.validationLoss()));
        }
        try (Run run = open(new SavedModel(folder, Optional.of(new CorpusSource.Text(Corpus.of("mine", "short")))))) {
            RunFrame refused = await(run, f -> f.state() == RunState.FAILED);
            assertTrue(refused.failure().contains("\"mine\""), refused.failure());
            assertTrue(run.loaded().isEmpty());
        }
    }

    @Test
    void withoutATokenizerTokensAreNumbers() throws Exception {
        foreign(300);
        Files.delete(folder.resolve("vocab.json"));
        Files.delete(folder.resolve("merges.txt"));
        try (Run run = open(new SavedModel(folder))) {
            await(run, f -> f.state() == RunState.PAUSED);
            Tokenizer numbers = run.loaded().orElseThrow().tokenizer();
            assertArrayEquals(new int[] {7, 299, 0}, numbers.ids(" 7 299\n0"));
            assertEquals(" 7 299 0", numbers.decode(7, 299, 0));
            assertTrue(assertThrows(UnknownCharacterException.class, () -> numbers.ids("7 cat")).getMessage().contains("came without a tokenizer"));
            assertThrows(UnknownCharacterException.class, () -> numbers.ids("300"));
            assertTrue(Sentence.of(run.loaded().orElseThrow().prompt(), numbers, 16).size() > 0);
        }
    }

    @Test
    void weightsThatAreNoNumbersAreOpenedWithAWarningAndHaveNoMap() throws Exception {
        ModelConfig config = ModelConfig.gpt2Style(5, 8, 1, 1, 4);
        float[] values = new float[config.layout().size()];
        values[3] = Float.NaN;
        new ModelFolder(folder).draft(config, values).save();
        try (Run run = open(new SavedModel(folder)); Worker worker = new Worker("test", e -> fail(e));
                Inspector inspector = new Inspector(worker, Warmup.none(Kernels.scalar()))) {
            await(run, f -> f.state() == RunState.PAUSED);
            assertTrue(run.loaded().orElseThrow().warnings().getFirst().contains("1 of " + values.length), run.loaded().orElseThrow().warnings().toString());
            run.send(new RunCommand.TakeSnapshot());
            inspector.request(await(run.snapshots()), Sentence.of("0 1 2", run.loaded().orElseThrow().tokenizer(), 8), Inspector.LIVE);
            assertTrue(await(inspector.traces()).map().isEmpty());
        }
    }

    @Test
    void aFolderThatIsNoModelIsRefusedInOneSentence() throws Exception {
        for (Path bad : new Path[] {folder, folder.resolve("missing"), Files.writeString(folder.resolve("file"), "x")}) {
            try (Run run = open(new SavedModel(bad))) {
                String sentence = await(run, f -> f.state() == RunState.FAILED).failure();
                assertTrue(sentence.startsWith("Could not open \"") && !sentence.contains("Exception"), sentence);
            }
        }
    }

    @Test
    void aSaveThatIsCalledOffLeavesTheFolderAsItWas() throws Exception {
        try (Run run = open(spec(50))) {
            train(run, 1).save(folder, ModelFolder.Progress.NONE);
            FullState later = train(run, 2);
            assertThrows(CancellationException.class, () -> later.save(folder, share -> {
                throw new CancellationException("called off");
            }));
        }
        assertEquals(1, Checkpoint.read(new ModelFolder(folder)).orElseThrow().state().stepsDone());
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".glassbox")));
        }
    }
}
