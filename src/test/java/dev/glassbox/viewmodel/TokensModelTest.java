package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.CorpusSource;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.Split;
import dev.glassbox.text.TokenizerFiles;
import dev.glassbox.text.TokenizerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensModelTest {
    private final WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> fail(failure));
    private final TokenizerBenchModel bench = window.tokens().bench();
    private final BpeTrainerModel trainer = window.tokens().trainer();

    @BeforeEach
    void open() throws InterruptedException {
        window.run().open(TinyRuns.spec(TinyRuns.TEXT, TokenizerSpec.bpe(270), 10), false);
        window.tokens().activate();
        until(() -> bench.getBench().complete() && bench.getBench().rows().size() == 6 && trainer.momentProperty().get() != null);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        Ticks.until(window.pulse(), reached);
    }

    private void learn(String text) throws InterruptedException {
        trainer.use(new CorpusSource.Text(Corpus.of("classic", text)));
        until(() -> trainer.learnedProperty().get().recipe().corpus().equals(text) && trainer.momentProperty().get().learned() == trainer.learnedProperty().get());
    }

    @Test
    void startsWithTheSharedSentenceAndFollowsItUntilItsOwnTextIsTyped() throws InterruptedException {
        assertEquals("the cat", bench.getBench().text());
        assertEquals(List.of("characters", "words", "this_model", "gpt2", "cl100k", "o200k"),
                bench.getBench().rows().stream().map(row -> row.tokenizer().key()).toList());
        window.trace().setSentence("a dog");
        until(() -> bench.getBench().text().equals("a dog"));
        bench.setText("mine");
        window.trace().setSentence("a mat");
        until(() -> bench.getBench().text().equals("mine"));
        bench.useSentence();
        until(() -> bench.getBench().text().equals("a mat"));
    }

    @Test
    void theSwitchPutsOneSpaceBeforeTheText() throws InterruptedException {
        bench.setText("strawberry");
        until(() -> bench.getBench().text().equals("strawberry") && bench.getBench().complete());
        assertEquals(3, bench.row("gpt2").orElseThrow().tokens());
        bench.leadingSpaceProperty().set(true);
        until(() -> bench.getBench().text().equals(" strawberry") && bench.getBench().complete());
        assertEquals(1, bench.row("gpt2").orElseThrow().tokens());
    }

    @Test
    void aLongTextComesRowByRowAndIsComplete() throws InterruptedException {
        String text = "naïve 😀 cats\n".repeat(16_000);
        bench.setText(text);
        assertTrue(bench.busyProperty().get(), "it is cut in the background");
        assertEquals("the cat", bench.getBench().text(), "until then the old rows stay");
        until(() -> bench.getBench().text().length() == text.length() && bench.getBench().complete());
        assertEquals(6, bench.getBench().rows().size());
        assertTrue(bench.row("this_model").orElseThrow().roundTrip());
    }

    @Test
    void learnsTheTextbooksExampleAndReplaysIt() throws InterruptedException {
        learn(BpeTrainerModel.CLASSIC);
        LearnedMerges learned = trainer.learnedProperty().get();
        trainer.player().mergesProperty().set(3);
        until(() -> trainer.momentProperty().get().merges() == 3);
        assertArrayEquals(new int[] {258, 100, 258, 97, 99}, trainer.tokenizer().orElseThrow().ids(BpeTrainerModel.CLASSIC));
        assertEquals(11, learned.tokens(0));
        assertEquals(5, learned.tokens(3));
        assertEquals(11 / 5.0, learned.compression(3));
        MergeMoment moment = trainer.momentProperty().get();
        assertEquals(new MergeMoment.Pair("aaa", "b", 2), moment.race().getFirst());
        MergeMoment.Line now = moment.lines().stream().filter(MergeMoment.Line::now).findFirst().orElseThrow();
        assertEquals(List.of("aaab", "d", "aaab", "a", "c"), now.tiles().stream().map(MergeMoment.Tile::label).toList());
        assertEquals(3, now.tiles().getFirst().seam());
    }

    @Test
    void replaysEveryMergeBackAndForthAsItWasLearned() throws InterruptedException {
        LearnedMerges learned = trainer.learnedProperty().get();
        assertEquals(14, learned.size());
        for (int merges : new int[] {14, 3, 9, 1, 0}) {
            trainer.player().mergesProperty().set(merges);
            until(() -> trainer.momentProperty().get().merges() == merges);
            MergeMoment moment = trainer.momentProperty().get();
            if (merges > 0) {
                assertEquals(learned.count(merges - 1), moment.race().getFirst().count());
            }
            assertEquals(learned.tokens(merges), trainer.tokenizer().orElseThrow().ids(TinyRuns.TEXT).length);
        }
    }

    @Test
    void playsOneMergeEverySixHundredMilliseconds() throws InterruptedException {
        learn("abcabcabc");
        trainer.player().mergesProperty().set(0);
        trainer.player().play();
        long at = 10_000_000_000L;
        window.pulse().tick(at);
        assertEquals(1, trainer.player().mergesProperty().get());
        window.pulse().tick(at + 599_000_000);
        assertEquals(1, trainer.player().mergesProperty().get());
        window.pulse().tick(at + 600_000_000);
        assertEquals(2, trainer.player().mergesProperty().get());
        trainer.player().toggle();
        window.pulse().tick(at + 2_000_000_000);
        assertEquals(2, trainer.player().mergesProperty().get());
    }

    @Test
    void tiesAndSplitChangeWhatIsLearned() throws InterruptedException {
        learn("zy yx");
        assertEquals("zy", trainer.learnedProperty().get().tokenizer().vocabulary().label(256));
        trainer.tiesProperty().set(Ties.BYTE_ORDER);
        until(() -> trainer.learnedProperty().get().recipe().ties() == Ties.BYTE_ORDER);
        assertEquals("·y", trainer.learnedProperty().get().tokenizer().vocabulary().label(256));
        trainer.tiesProperty().set(Ties.LEFTMOST);
        learn("b b b b a");
        assertEquals("·b", trainer.learnedProperty().get().tokenizer().vocabulary().label(256));
        trainer.splitProperty().set(Split.NONE);
        until(() -> trainer.learnedProperty().get().recipe().split() == Split.NONE);
        assertEquals("b·", trainer.learnedProperty().get().tokenizer().vocabulary().label(256));
    }

    @Test
    void anUnreadableFileIsOneSentenceAndTheOldTrainingStays(@TempDir Path folder) throws Exception {
        LearnedMerges before = trainer.learnedProperty().get();
        Path file = Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});
        trainer.use(new CorpusSource.File(file));
        until(() -> !trainer.problemProperty().get().isEmpty());
        assertTrue(trainer.problemProperty().get().contains("bad.txt"), trainer.problemProperty().get());
        assertSame(before, trainer.learnedProperty().get());
    }

    @Test
    void whatWasLearnedIsSavedReopenedAndUsedForTheNextRun(@TempDir Path folder) throws Exception {
        trainer.player().mergesProperty().set(10);
        window.tokens().save(folder);
        until(() -> window.tokens().latestProperty().get() != null);
        assertFalse(window.tokens().latestProperty().get().bad(), window.tokens().latestProperty().get().sentence());
        assertArrayEquals(trainer.tokenizer().orElseThrow().ids("the cat"), TokenizerFiles.read(folder).ids("the cat"));
        window.tokens().open(folder);
        until(() -> bench.row("opened").isPresent());
        assertEquals(266, bench.row("opened").orElseThrow().tokenizer().vocabularySize());
        assertTrue(window.tokens().useForNextRun(window.draft()));
        until(() -> window.draft().getFacts().isPresent());
        assertEquals(new TokenizerSpec.Bpe(266, Split.GPT2), window.draft().toSpec().orElseThrow().tokenizer());
        trainer.splitProperty().set(Split.NONE);
        until(() -> trainer.learnedProperty().get().recipe().split() == Split.NONE);
        assertTrue(window.tokens().useForNextRun(window.draft()));
        assertEquals(Split.NONE, ((TokenizerSpec.Bpe) window.draft().toSpec().orElseThrow().tokenizer()).split());
    }

    @Test
    void theNextRunHasExactlyTheTokenizerThatWasLearned() throws Exception {
        for (Ties ties : Ties.values()) {
            for (Split split : Split.values()) {
                trainer.useRun();
                trainer.tiesProperty().set(ties);
                trainer.splitProperty().set(split);
                until(() -> trainer.progressProperty().get() == 1 && trainer.learnedProperty().get().recipe().ties() == ties
                        && trainer.learnedProperty().get().recipe().split() == split);
                trainer.player().mergesProperty().set(9);
                assertTrue(window.tokens().useForNextRun(window.draft()), window.tokens().latestProperty().get().sentence());
                until(() -> window.draft().getFacts().isPresent() && window.draft().toSpec().isPresent());
                assertEquals(new TokenizerSpec.Bpe(265, split, ties), window.draft().toSpec().orElseThrow().tokenizer());
                BpeTokenizer learned = trainer.tokenizer().orElseThrow();
                LoadedSpec before = window.run().getLoaded().orElseThrow();
                window.run().open(window.draft().toSpec().orElseThrow(), false);
                until(() -> window.run().getLoaded().isPresent() && window.run().getLoaded().get() != before);
                assertEquals(learned.merges(), ((BpeTokenizer) window.run().getLoaded().orElseThrow().tokenizer()).merges(), ties + ", " + split);
            }
        }
    }

    @Test
    void aTextbooksSplitStandsBesideTheRealOnesWithItsVerdict() throws InterruptedException {
        BenchPreset unhappiness = BenchPreset.all().stream().filter(preset -> preset.text().equals("unhappiness")).findFirst().orElseThrow();
        bench.usePreset(unhappiness);
        until(() -> bench.getBench().complete() && bench.row("toy").isPresent());
        TokenRow toy = bench.row("toy").orElseThrow();
        assertEquals("Toy split", toy.tokenizer().title());
        assertEquals(2, toy.tokens());
        assertEquals("no row cuts like it", toy.tokenizer().note());
        assertEquals(3, bench.row("gpt2").orElseThrow().tokens());
        bench.usePreset(BenchPreset.all().stream().filter(preset -> preset.text().equals("unhappy")).findFirst().orElseThrow());
        until(() -> bench.getBench().complete() && bench.getBench().text().equals("unhappy"));
        assertTrue(bench.row("toy").orElseThrow().tokenizer().note().contains("GPT-2"), bench.row("toy").orElseThrow().tokenizer().note());
        bench.setText("unhappy");
        until(() -> bench.getBench().complete() && bench.row("toy").isEmpty());
    }

    @Test
    void aModelOfCharactersShowsWhatItDoesNotKnow() throws InterruptedException {
        window.run().open(TinyRuns.spec(10), false);
        until(() -> window.run().getLoaded().filter(run -> run.tokenizer().kind().equals("char")).isPresent());
        bench.setText("the naïve Cat 😀");
        until(() -> bench.getBench().complete() && bench.getBench().text().equals("the naïve Cat 😀") && bench.getBench().rows().size() == 6);
        TokenRow own = bench.row("this_model").orElseThrow();
        assertEquals(15, own.tokens());
        assertTrue(own.pieces().unknown() >= 3, "ï, C and the emoji are not in the corpus");
        assertFalse(own.roundTrip());
        assertTrue(bench.row("gpt2").orElseThrow().roundTrip());
    }

    @Test
    void ownSizesAreRowsWithoutRepetition() throws InterruptedException {
        trainer.player().mergesProperty().set(7);
        until(() -> trainer.momentProperty().get().merges() == 7);
        bench.moreSizesProperty().set(true);
        until(() -> bench.getBench().complete() && bench.row("own").isPresent());
        assertEquals(List.of("Own, 3 merges", "Own, 7 merges", "Own, 14 merges"), bench.getBench().rows().stream()
                .map(row -> row.tokenizer().title()).filter(title -> title.startsWith("Own")).toList());
        assertEquals(263, bench.row("own").orElseThrow().tokenizer().vocabularySize());
    }

    @Test
    void aFolderWithoutATokenizerIsExplained(@TempDir Path folder) throws Exception {
        window.tokens().open(folder);
        until(() -> window.tokens().latestProperty().get() != null);
        assertTrue(window.tokens().latestProperty().get().bad());
        assertTrue(window.tokens().latestProperty().get().sentence().contains("vocab.json"), window.tokens().latestProperty().get().sentence());
    }
}
