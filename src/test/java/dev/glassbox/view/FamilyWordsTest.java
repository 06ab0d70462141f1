package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.Family;
import dev.glassbox.model.KnownModels;
import dev.glassbox.model.Ledger;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.MasksPicture.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyWordsTest {

    @Test
    void rowTOfTheCausalMaskHasTPlusOneOpenCells() {
        List<Mask> masks = FamilyWords.masks(6); // The cat sat on the mat
        for (int row = 0; row < 6; row++) {
            assertEquals(row + 1, masks.get(0).open(row));
            assertEquals(6, masks.get(1).open(row));
            assertEquals(Math.max(3, row + 1), masks.get(2).open(row));
        }
        assertEquals(3, masks.get(0).open(2), "sat sees The, cat and itself");
        assertEquals(Family.Kind.values().length, masks.size(), "one mask for each kind, in its order");
    }

    @Test
    void everyFamilyAnswersEveryAspect() {
        List<Family> all = FamilyWords.all(ModelConfig.microgpt());
        List<List<String>> values = FamilyWords.values(all);
        assertEquals(FamilyWords.ASPECTS.size(), values.size());
        values.forEach(row -> assertEquals(all.size(), row.size()));
        assertEquals("4,192", values.getLast().getFirst());
        assertEquals(List.of("RMSNorm", "LayerNorm", "RMSNorm", "LayerNorm", "LayerNorm"), values.get(4));
    }

    @Test
    void formulasAreWhatTheLedgerCounts() {
        assertEquals("4d² + 4d", LedgerWords.attention(ModelConfig.gpt2()));
        assertEquals("8d² + 5d", LedgerWords.feedForward(ModelConfig.gpt2()));
        assertEquals("4d", LedgerWords.norms(Ledger.of(ModelConfig.gpt2())));
        assertEquals("3·d·d_ff", LedgerWords.feedForward(KnownModels.LLAMA_7B.config()));
        assertEquals("2d² + 2·1024·d", LedgerWords.attention(KnownModels.LLAMA_2_70B.config()));
        assertEquals("768·2,304 + 2,304", LedgerWords.numbers(Ledger.Part.ATTENTION_IN, Ledger.of(ModelConfig.gpt2())));
    }

    @Test
    void everyRowOfABuildableModelWasCountedInItsTensors() {
        for (KnownModels known : KnownModels.values()) {
            LedgerRows rows = LedgerRows.of(known.config());
            assertEquals(rows.ledger().total() < Integer.MAX_VALUE, rows.built(), known.title());
            for (int i = 0; i < rows.parts().size() && rows.built(); i++) {
                assertEquals(rows.ledger().total(rows.parts().get(i)), rows.counted().get(i), known + " " + rows.parts().get(i));
            }
        }
    }
}
