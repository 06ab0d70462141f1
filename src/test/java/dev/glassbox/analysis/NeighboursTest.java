package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.analysis.Neighbours.Neighbour;
import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    // man, woman, king, queen, zero
    private final Neighbours neighbours = new Neighbours(new float[] {1, 0, 1, 1, 3, 0, 3, 1, 0, 0}, 5, 2);

    @Test
    void cosineDotNormAndDistance() {
        assertEquals(Math.sqrt(0.5), neighbours.cosine(0, 1), 1e-12);
        assertEquals(3, neighbours.dot(0, 2));
        assertEquals(Math.sqrt(10), neighbours.norm(3), 1e-12);
        assertEquals(Math.sqrt(5), neighbours.distance(1, 2), 1e-12);
        assertEquals(0, neighbours.cosine(0, 4));
    }

    @Test
    void nearestLeavesTheRowItselfOut() {
        assertEquals(List.of(2, 3, 1, 4), neighbours.nearest(0, 9).stream().map(Neighbour::row).toList());
        assertEquals(List.of(2), neighbours.nearest(0, 1).stream().map(Neighbour::row).toList());
        assertEquals(List.of(3, 1), neighbours.nearest(neighbours.mean(1, 2), 2, Set.of(0, 2)).stream().map(Neighbour::row).toList());
    }

    @Test
    void kingMinusManPlusWoman() {
        assertEquals(3, neighbours.analogy(2, 0, 1, 1, true).getFirst().row());
        assertEquals(1, neighbours.analogy(2, 0, 1, 1, true).getFirst().cosine(), 1e-12);
        // king − king + man: the inputs are nearest unless they are left out.
        assertEquals(Set.of(0, 2), Set.copyOf(neighbours.analogy(2, 2, 0, 2, false).stream().map(Neighbour::row).toList()));
        assertEquals(3, neighbours.analogy(2, 2, 0, 2, true).getFirst().row());
    }

    @Test
    void baseLinesOfATextThatAlternates() {
        int[] train = {0, 1, 0, 1, 0, 1, 0, 1};
        BaseLines lines = BaseLines.of(train, new int[] {0, 1, 0}, 2);
        assertEquals(Math.log(2), lines.randomGuess(), 1e-12);
        assertEquals(-Math.log(5 / 10.0), lines.tokenFrequencies(), 1e-12);
        // 0→1 four of four, 1→0 three of three, each with half an observation from the frequencies.
        assertEquals(-(Math.log(4.5 / 5) + Math.log(3.5 / 4)) / 2, lines.tokenPairs(), 1e-12);
    }

    @Test
    void baseLinesAreDistributions() {
        int[] train = {0, 1, 2, 2, 1, 0, 0, 3};
        double frequencies = 0;
        double pairs = 0;
        for (int b = 0; b < 5; b++) {
            frequencies += Math.exp(-BaseLines.of(train, new int[] {1, b}, 5).tokenFrequencies());
            pairs += Math.exp(-BaseLines.of(train, new int[] {1, b}, 5).tokenPairs());
        }
        assertEquals(1, frequencies, 1e-12);
        assertEquals(1, pairs, 1e-12);
    }

    @Test
    void wordListHoldsWholeWordsWithTheirFrequency() {
        String corpus = "the cat sat . the cats sat . the cat ran .\ncat";
        Tokenizer tokenizer = TokenizerSpec.bpe(2000).build(corpus);
        List<WordList.Word> words = WordList.of(tokenizer.vocabulary(), tokenizer.ids(corpus), 1);
        assertEquals(2, words.stream().filter(w -> tokenizer.vocabulary().label(w.id()).equals("·cat")).findFirst().orElseThrow().count());
        assertEquals(1, words.stream().filter(w -> tokenizer.vocabulary().label(w.id()).equals("cat")).findFirst().orElseThrow().count());
        assertTrue(words.stream().noneMatch(w -> w.text().contains(".") || w.text().equals("s")));
        assertTrue(WordList.of(tokenizer.vocabulary(), tokenizer.ids(corpus), 2).size() < words.size());
        assertTrue(WordList.of(CharTokenizer.of("ab").vocabulary(), new int[] {0, 1}, 1).isEmpty());
    }
}
