package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.EmbeddingMaps;
import dev.glassbox.session.EmbeddingMaps.Question;
import dev.glassbox.session.EmbeddingTable;
import dev.glassbox.session.EmbeddingTable.Matrix;
import dev.glassbox.session.Lexicon;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunCommand;
import dev.glassbox.session.RunState;
import dev.glassbox.session.SavedModel;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.Gpt2TokenizerFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table as long as GPT-2's with its real tokenizer; the rows are short, so that the file stays small.
class Gpt2VocabularyTest {

    private static final int ROWS = 50_257;

    @TempDir static Path folder;
    private static WeightSnapshot snapshot;

    @BeforeAll
    static void open() throws Exception {
        ModelConfig config = ModelConfig.gpt2Style(ROWS, 16, 1, 2, 8);
        Parameters parameters = new Parameters(config.layout());
        new Transformer(config).initialize(parameters, 7);
        new ModelFolder(folder).draft(config, parameters.values()).save();
        Gpt2TokenizerFiles.write(folder);
        try (Run run = new Run(new SavedModel(folder), Warmup.none(Kernels.scalar()), 1)) {
            run.start();
            TinyRuns.await(run, frame -> frame.state() == RunState.PAUSED);
            run.send(new RunCommand.TakeSnapshot());
            snapshot = TinyRuns.await(run.snapshots());
        }
    }

    private static EmbeddingMap map(boolean allTokens) {
        return new EmbeddingMaps().map(new Question(snapshot, Matrix.INPUT, allTokens, false, 0, Optional.empty()));
    }

    @Test
    void aScreenfulOfRowsIsTakenAtEvenDistancesAndTheMapSaysOfHowMany() {
        EmbeddingMap map = map(true);
        assertEquals(ROWS, map.of());
        assertEquals(Lexicon.MOST, map.size());
        int[] ids = map.points().stream().mapToInt(point -> point.ids().getFirst()).sorted().toArray();
        for (int i = 1; i < ids.length; i++) {
            int distance = ids[i] - ids[i - 1];
            assertTrue(distance == ROWS / Lexicon.MOST || distance == ROWS / Lexicon.MOST + 1, "distance " + distance);
        }
        assertTrue(ids[0] < 30 && ids[ids.length - 1] > ROWS - 30, "from the first to the last");
        EmbeddingMap words = map(false);
        assertTrue(words.size() <= Lexicon.MOST && words.of() > Lexicon.MOST, words.size() + " of " + words.of());
    }

    /// The embedding matrix has 50,257 rows; id 1337 picks one of them, and is read " care".
    @Test
    void anyIdIsLookedUp() {
        assertEquals(" care", snapshot.run().tokenizer().vocabulary().text(1337));
        LookupModel.Answer answer = LookupModel.lookup(snapshot, 1337, Optional.empty());
        assertEquals(ROWS, answer.total());
        assertEquals(8, answer.row().length);
        assertEquals(0, answer.difference());
        assertArrayEquals(EmbeddingTable.of(snapshot).row(Matrix.INPUT, 1337), answer.product());
        assertTrue(answer.table().length < ROWS * 8, "a screen cannot show all rows");
    }
}
