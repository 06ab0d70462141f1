package dev.glassbox.session;

import static dev.glassbox.session.TinyRuns.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.Projection;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.EmbeddingMaps.Question;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.text.TokenizerSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EmbeddingMapsTest {

    private static RunSpec words(UnaryOperator<ModelConfig> change) {
        RunSpec spec = spec(TEXT, TokenizerSpec.bpe(300), 40);
        return new RunSpec(spec.name(), spec.corpus(), spec.tokenizer(), change.apply(spec.model()), spec.training(), spec.seed());
    }

    private static Question ask(WeightSnapshot snapshot) {
        return new Question(snapshot, Matrix.INPUT, false, false, 0, Optional.empty());
    }

    @Test
    void placesAreThePrincipalComponentsOfTheWordsRows() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 10);
        EmbeddingMap map = new EmbeddingMaps().map(ask(snapshot));
        assertEquals(10, map.step());
        assertTrue(map.indexOf("cat") >= 0 && map.indexOf("sat") >= 0);
        Projection.Pca pca = Projection.pca(map.rows(), map.size(), map.width(), 3);
        assertArrayEquals(pca.shares(), map.shares());
        assertEquals(pca.shares()[0] + pca.shares()[1], map.kept(2), 1e-12);
        for (int i = 0; i < map.size(); i++) {
            assertArrayEquals(java.util.Arrays.copyOfRange(map.places(), 3 * i, 3 * i + 3), map.place(map.row(i)).orElseThrow(), 1e-5f);
            assertArrayEquals(EmbeddingTable.of(snapshot).row(Matrix.INPUT, map.points().get(i).ids().getFirst()), map.row(i));
        }
    }

    @Test
    void consecutiveMapsGlideAndNeverFlip() throws InterruptedException {
        var maps = new EmbeddingMaps();
        EmbeddingMap before = null;
        LoadedSpec same = null;
        try (Run run = run(words(c -> c), 1)) {
            run.start();
            await(run, frame -> frame.state() == RunState.PAUSED);
            for (int step = 1; step <= 12; step++) {
                int wanted = step;
                run.send(new RunCommand.StepOnce());
                await(run, frame -> frame.step() == wanted && frame.state() != RunState.RUNNING);
                run.send(new RunCommand.TakeSnapshot());
                WeightSnapshot snapshot = await(run.snapshots());
                assertTrue(same == null || same == snapshot.run());
                same = snapshot.run();
                EmbeddingMap now = maps.map(ask(snapshot));
                if (before != null) {
                    double together = 0;
                    for (int i = 0; i < now.size(); i++) {
                        together += now.places()[3 * i] * before.places()[3 * i] + now.places()[3 * i + 1] * before.places()[3 * i + 1];
                    }
                    assertTrue(together > 0, "step " + step + " lies on the side of the step before");
                }
                before = now;
            }
        }
    }

    @Test
    void anEarlierMomentLooksTheSameHoweverOneCameToIt() throws InterruptedException {
        RunSpec spec = words(c -> c);
        try (Run run = run(spec, 1)) {
            run.start();
            await(run, frame -> frame.state() == RunState.PAUSED);
            run.send(new RunCommand.TakeSnapshot());
            WeightSnapshot zero = await(run.snapshots());
            run.send(new RunCommand.Play());
            await(run, frame -> frame.state() == RunState.FINISHED);
            run.send(new RunCommand.TakeSnapshot());
            WeightSnapshot end = await(run.snapshots());
            var maps = new EmbeddingMaps();
            maps.map(ask(end));
            EmbeddingMap first = maps.map(ask(zero));
            EmbeddingMap again = maps.map(ask(zero));
            assertArrayEquals(first.places(), again.places());
            assertArrayEquals(maps.map(ask(end)).places(), maps.map(ask(end)).places());
            assertArrayEquals(EmbeddingHistory.of(zero.run()).withFirst().moments().getFirst().rows(), EmbeddingTable.of(zero).rows(Matrix.INPUT),
                    "the seed gives the matrix of step 0 again");
        }
    }

    @Test
    void chosenAxesHoldTheirWordsApart() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 5);
        EmbeddingMap map = new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, false, false, 0, Optional.of(List.of("cat", "mat", "dog", "rug"))));
        int cat = map.indexOf("cat");
        int mat = map.indexOf("mat");
        double apart = map.places()[2 * cat] - map.places()[2 * mat];
        double distance = map.neighbours().distance(cat, mat);
        assertEquals(distance, apart, 1e-5, "along their own axis two words are as far apart as they are");
        assertEquals(map.places()[2 * cat + 1], map.places()[2 * mat + 1], 1e-5);
        var noSuchWord = new Question(snapshot, Matrix.INPUT, false, false, 0, Optional.of(List.of("cat", "unicorn", "dog", "rug")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new EmbeddingMaps().map(noSuchWord)).getMessage().contains("unicorn"));
    }

    @Test
    void largeVocabulariesAreSampledAndTheNumberIsTold() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 1);
        EmbeddingMap map = new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, true, true, 0, Optional.empty()));
        assertEquals(snapshot.run().config().vocabSize(), map.of());
        long positions = map.points().stream().filter(MapPoint::isPosition).count();
        assertEquals(snapshot.run().config().contextLength(), positions);
        EmbeddingMap frequent = new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, false, false, 30, Optional.empty()));
        assertTrue(frequent.points().stream().allMatch(point -> point.count() >= 30));
        assertThrows(IllegalArgumentException.class, () -> new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, false, false, 100_000, Optional.empty())));
    }

    @Test
    void lettersAreVowelsAndConsonants() throws InterruptedException {
        RunSpec spec = spec(TEXT, TokenizerSpec.characters(), 5);
        var corpus = new dev.glassbox.text.Corpus("names", "Names", "anna\nemma\nolivia\notto\n".repeat(40), "an", java.util.Map.of());
        WeightSnapshot snapshot = trained(new RunSpec("n", new CorpusSource.Text(corpus), TokenizerSpec.characters(), spec.model(), spec.training(), 1), 1);
        EmbeddingMap map = new EmbeddingMaps().map(ask(snapshot));
        assertEquals("vowels", map.points().get(map.indexOf("o")).group());
        assertEquals("consonants", map.points().get(map.indexOf("t")).group());
    }

    /// x = tok + pos, bit for bit, for schemes that add something and for those that add nothing.
    @Test
    void tokenPlusPositionIsTheInputOfTheFirstBlock() throws InterruptedException {
        for (PositionScheme.Kind kind : PositionScheme.Kind.values()) {
            WeightSnapshot snapshot = trained(words(c -> c.withPositions(kind)), 3);
            EmbeddingTable table = EmbeddingTable.of(snapshot);
            int[] ids = snapshot.run().tokenizer().ids("the cat sat");
            try (Forward forward = new Forward(Warmup.none(Kernels.scalar()))) {
                float[] x = forward.run(snapshot, snapshot.run().transformer(), ids, Set.of(ProbePoint.EMBED))
                        .get(new Trace.Key(ProbePoint.EMBED, Trace.OUTSIDE)).values();
                for (int t = 0; t < ids.length; t++) {
                    float[] token = table.row(Matrix.INPUT, ids[t]);
                    Optional<float[]> place = table.position(t);
                    assertEquals(kind == PositionScheme.Kind.LEARNED || kind == PositionScheme.Kind.SINUSOIDAL, place.isPresent());
                    for (int c = 0; c < table.width(); c++) {
                        float sum = place.isPresent() ? token[c] + place.get()[c] : token[c];
                        assertEquals(Float.floatToIntBits(sum), Float.floatToIntBits(x[t * table.width() + c]), kind + " token " + t);
                    }
                }
            }
        }
    }

    @Test
    void aFreeHeadHasRowsOfItsOwn() throws InterruptedException {
        WeightSnapshot tied = trained(words(c -> c.withTied(true)), 2);
        assertFalse(EmbeddingTable.of(tied).hasOutput());
        assertArrayEquals(EmbeddingTable.of(tied).row(Matrix.INPUT, 5), EmbeddingTable.of(tied).row(Matrix.OUTPUT, 5));
        WeightSnapshot free = trained(words(c -> c.withTied(false)), 2);
        assertTrue(EmbeddingTable.of(free).hasOutput());
        EmbeddingMap map = new EmbeddingMaps().map(new Question(free, Matrix.OUTPUT, true, false, 0, Optional.empty()));
        assertTrue(map.title().startsWith("W_U"));
        assertArrayEquals(EmbeddingTable.of(free).row(Matrix.OUTPUT, map.points().getFirst().ids().getFirst()), map.row(0));
    }

    @Test
    void aFilmHasAllItsFramesHoweverFewMomentsThereAre() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 1);
        EmbeddingHistory history = EmbeddingHistory.of(snapshot.run());
        assertEquals(List.of(), history.film(60));
        for (int step : new int[] {0, 3, 9}) {
            float[] values = snapshot.values().clone();
            java.util.Arrays.fill(values, step);
            history = history.with(new WeightSnapshot(snapshot.run(), step, values, 1));
        }
        List<EmbeddingHistory.Moment> film = history.film(61);
        assertEquals(61, film.size());
        assertEquals(0, film.getFirst().rows()[0]);
        assertEquals(9, film.getLast().rows()[0]);
        assertEquals(9, film.getLast().step());
        assertEquals(1.5f, film.get(15).rows()[0], 1e-6, "half way from the first moment to the second");
        assertEquals(0, film.get(15).step(), "the step it leaves");
        for (int i = 1; i < 61; i++) {
            assertTrue(film.get(i).rows()[0] > film.get(i - 1).rows()[0], "every frame goes on");
        }
        assertEquals(List.of(0, 9), history.film(2).stream().map(EmbeddingHistory.Moment::step).toList(), "fewer frames than moments keep first and last");
    }

    /// A matrix too large to be kept seventy times leaves the rows of the most frequent tokens, and points made of others have no way.
    @Test
    void ofALargeMatrixTheMostFrequentRowsAreKept() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 3);
        LoadedSpec run = snapshot.run();
        int width = run.config().dModel();
        KeptRows kept = KeptRows.of(run, 20 * width + width / 2);
        assertEquals(20, kept.count());
        assertEquals(run.config().vocabSize(), KeptRows.of(run).count());
        EmbeddingHistory history = new EmbeddingHistory(run, kept, List.of()).withFirst().with(snapshot);
        assertEquals(List.of(0, 3), history.moments().stream().map(EmbeddingHistory.Moment::step).toList());
        assertEquals(20 * width, history.moments().getLast().rows().length);
        EmbeddingMap map = new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, true, false, 0, Optional.empty()));
        List<MapPoint> lost = map.points().stream().filter(point -> !history.has(point)).toList();
        assertEquals(run.config().vocabSize() - 20, lost.size());
        for (MapPoint point : map.points()) {
            Optional<float[]> vector = history.vector(history.moments().getLast(), point);
            assertEquals(history.has(point), vector.isPresent());
            vector.ifPresent(found -> assertArrayEquals(map.row(map.points().indexOf(point)), found));
            assertTrue(history.has(point) || point.count() <= map.points().stream().filter(history::has).mapToInt(MapPoint::count).min().orElseThrow());
        }
        assertEquals(2, new MeaningStudy().answer(run, map, history, "", "").closest().size());
    }

    @Test
    void historyKeepsMomentsAtGrowingDistances() throws InterruptedException {
        WeightSnapshot snapshot = trained(words(c -> c), 1);
        EmbeddingHistory history = EmbeddingHistory.of(snapshot.run());
        int kept = 0;
        for (int step = 0; step <= 2_000; step++) {
            if (history.wants(step)) {
                history = history.with(new WeightSnapshot(snapshot.run(), step, snapshot.values(), 1));
                kept++;
            }
        }
        assertEquals(kept, history.moments().size());
        assertTrue(kept >= 60 && kept < 90, kept + " moments");
        assertEquals(0, history.moments().getFirst().step());
        assertEquals(100, history.until(100).stream().mapToInt(EmbeddingHistory.Moment::step).max().orElseThrow(), 12);
    }
}
