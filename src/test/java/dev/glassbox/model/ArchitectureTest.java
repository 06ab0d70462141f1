package dev.glassbox.model;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.model.Architecture.Box;
import dev.glassbox.model.Architecture.Kind;
import dev.glassbox.model.Architecture.Stack;
import dev.glassbox.nn.Activation;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static List<Kind> kinds(Stack stack) {
        return stack.boxes().stream().map(Box::kind).toList();
    }

    @Test
    void gpt2IsTheMapOfTheTutorials() {
        Stack stack = Architecture.of(Family.gpt2(), 8).stacks().getFirst();
        assertEquals(12, stack.blocks());
        assertEquals(List.of(Kind.TOKENS, Kind.EMBEDDING, Kind.POSITIONS, Kind.NORM, Kind.ATTENTION, Kind.SUM, Kind.NORM, Kind.MLP, Kind.SUM,
                Kind.NORM, Kind.HEAD, Kind.SOFTMAX), kinds(stack));
        assertEquals(List.of("[8]", "[8, 768]", "[8, 768]"), stack.boxes().subList(0, 3).stream().map(Box::shape).toList());
        assertEquals("[8, 50257]", stack.boxes().getLast().shape());
        assertEquals(List.of(3, 4, 5, 6, 7, 8), java.util.stream.IntStream.range(0, 12).filter(i -> stack.boxes().get(i).inBlock()).boxed().toList());
    }

    @Test
    void bertStandsItsNormsAfterTheSumsAndReadsBothSides() {
        Family bert = Family.bert();
        assertEquals(List.of(Kind.TOKENS, Kind.EMBEDDING, Kind.POSITIONS, Kind.NORM, Kind.ATTENTION, Kind.SUM, Kind.NORM, Kind.MLP, Kind.SUM, Kind.NORM,
                Kind.HEAD, Kind.SOFTMAX), kinds(Architecture.of(bert, 8).stacks().getFirst()));
        assertFalse(bert.config().causal());
    }

    @Test
    void llamaTurnsQueriesAndKeysInsteadOfAddingPositions() {
        Stack stack = Architecture.of(Family.llama(), 8).stacks().getFirst();
        assertFalse(kinds(stack).contains(Kind.POSITIONS));
        assertTrue(stack.boxes().stream().anyMatch(box -> box.kind() == Kind.ATTENTION && box.detail().contains("rope")));
    }

    @Test
    void theOriginalReadsItsEncoderByCrossAttention() {
        Architecture original = Architecture.of(Family.transformer(), 8);
        assertEquals(2, original.stacks().size());
        assertFalse(kinds(original.stacks().get(0)).contains(Kind.CROSS_ATTENTION));
        assertFalse(kinds(original.stacks().get(0)).contains(Kind.HEAD));
        List<Kind> decoder = kinds(original.stacks().get(1));
        assertTrue(decoder.indexOf(Kind.ATTENTION) < decoder.indexOf(Kind.CROSS_ATTENTION) && decoder.indexOf(Kind.CROSS_ATTENTION) < decoder.indexOf(Kind.MLP));
        assertEquals(3, decoder.stream().filter(Kind.SUM::equals).count());
        assertTrue(original.stacks().get(1).boxes().stream().anyMatch(box -> box.detail().equals("k, v [S]")));
    }

    @Test
    void everyVariantHasAShapeOnEveryWireAndItsResidualsWhereTheStreamIs() {
        for (int[] s : Pairwise.rows(5, 3, 2, 2, 5, 2, 2)) {
            ModelConfig config = ModelConfig.gpt2Style(11, 6, 3, 4, 8).withPositions(PositionScheme.Kind.values()[s[0]])
                    .withNorm(Norm.Kind.values()[s[1]]).withNormPlace(Norm.Place.values()[s[2]]).withEmbeddingNorm(s[3] == 1)
                    .withActivation(Activation.values()[s[4]]).withFfn(s[5] == 0).withResidual(s[6] == 0);
            List<Box> boxes = Architecture.of(Family.of("own", config), 5).stacks().getFirst().boxes();
            long norms = boxes.stream().filter(box -> box.kind() == Kind.NORM).count();
            long blockNorms = config.norm() == Norm.Kind.NONE ? 0 : config.ffn() ? 2 : 1;
            long others = config.norm() == Norm.Kind.NONE ? 0 : (config.embeddingNorm() ? 1 : 0) + (config.normPlace() == Norm.Place.PRE ? 1 : 0);
            assertEquals(blockNorms + others, norms, config.toString());
            for (int i = 0; i < boxes.size(); i++) {
                Box box = boxes.get(i);
                assertTrue(box.shape().startsWith("[5"), box.toString());
                if (box.kind() == Kind.SUM) {
                    assertEquals(config.residual(), box.skipFrom() >= 0);
                    assertTrue(box.skipFrom() < i - 1, "the other summand leaves before the layer");
                }
            }
            assertEquals(config.ffn() ? 2 : 1, boxes.stream().filter(box -> box.kind() == Kind.SUM).count());
        }
    }
}
