package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.text.BpeTokenizer.Merge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BpeTrainerTest {
    @Test
    void exampleOfTheEncyclopedia() {
        BpeTokenizer tokenizer = BpeTrainer.train("aaabdaaabac", 259, Split.NONE);
        assertArrayEquals(new int[] {258, 100, 258, 97, 99}, tokenizer.ids("aaabdaaabac"));
        assertEquals(List.of(new Merge(0, 97, 97, 256), new Merge(1, 256, 97, 257), new Merge(2, 257, 98, 258)), tokenizer.merges());
    }

    @Test
    void amongEqualCountsTheLeftmostPairWins() {
        BpeTrainer trainer = new BpeTrainer("zyxzyx", Split.NONE);
        assertEquals(new Merge(0, 'z', 'y', 256), trainer.step().orElseThrow().merge());
        BpeTrainer byBytes = new BpeTrainer("zyxzyx", Split.NONE, BpeTrainer.Ties.BYTE_ORDER);
        assertEquals(new Merge(0, 'y', 'x', 256), byBytes.step().orElseThrow().merge());
    }

    @Test
    void overlappingPairsCountAtEveryPosition() {
        BpeTrainer trainer = new BpeTrainer("aaaa bcbc", Split.NONE);
        assertEquals(new BpeTrainer.Step(new Merge(0, 'a', 'a', 256), 3), trainer.step().orElseThrow());
    }

    @Test
    void endsWhenNoPairIsLeft() {
        BpeTrainer trainer = new BpeTrainer("ab ab", Split.GPT2);
        assertTrue(trainer.step().isPresent());
        assertTrue(trainer.step().isPresent());
        assertTrue(trainer.step().isEmpty());
        assertEquals(2, trainer.tokenCount());
        assertEquals(258, BpeTrainer.train("ab ab", 1000, Split.GPT2).vocabulary().size());
    }

    @Test
    void incrementalCountsEqualARecount() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 150; round++) {
            Split split = round % 2 == 0 ? Split.NONE : Split.GPT2;
            String text = random.ints(random.nextInt(0, 120), 0, 4).mapToObj(i -> " abc".substring(i, i + 1)).collect(Collectors.joining());
            BpeTrainer trainer = new BpeTrainer(text, split);
            List<List<Integer>> pieces = bytes(text, split);
            for (int id = 256; ; id++) {
                Map<List<Integer>, Integer> counts = recount(pieces);
                assertEquals(counts, trainer.top(1000).stream().collect(
                        Collectors.toMap(p -> List.of(p.left(), p.right()), p -> (int) p.count())), text);
                assertEquals(pieces.stream().mapToInt(List::size).sum(), trainer.tokenCount());
                List<Integer> best = best(counts);
                var step = trainer.step();
                if (best == null) {
                    assertTrue(step.isEmpty());
                    break;
                }
                assertEquals(new Merge(id - 256, best.get(0), best.get(1), id), step.orElseThrow().merge(), text);
                assertEquals(counts.get(best).longValue(), step.orElseThrow().count());
                pieces = replace(pieces, best, id);
            }
        }
    }

    /// A trainer that counted all pairs again for every merge would need hours for this; how fast it is, `TokenizerBenchmark` measures.
    @Test
    @Timeout(300)
    void aMegabyteGivesAllMergesAndEachShortensIt() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < 1_000_000) {
            int word = (int) (3000 * random.nextDouble() * random.nextDouble());
            text.append(Integer.toString(word * 7919 + 12345, 26).replaceAll("[0-9]", "e")).append(' ');
        }
        for (Split split : Split.values()) {
            BpeTrainer trainer = new BpeTrainer(text.toString(), split);
            long tokens = trainer.tokenCount();
            while (trainer.merges().size() < 5_000) {
                var step = trainer.step();
                if (step.isEmpty()) {
                    break;
                }
                assertTrue(trainer.tokenCount() < tokens);
                tokens = trainer.tokenCount();
            }
            assertEquals(tokens, trainer.tokenizer().ids(text.toString()).length, split + ": the trainer's own count is the length of the encoded text");
        }
    }

    private static List<List<Integer>> bytes(String text, Split split) {
        List<List<Integer>> pieces = new ArrayList<>();
        split.pieces(text, p -> pieces.add(p.chars().boxed().toList()));
        return pieces;
    }

    private static Map<List<Integer>, Integer> recount(List<List<Integer>> pieces) {
        Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
        for (List<Integer> piece : pieces) {
            for (int i = 0; i + 1 < piece.size(); i++) {
                counts.merge(piece.subList(i, i + 2), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<Integer> best(Map<List<Integer>, Integer> inOrderOfFirstPlace) {
        List<Integer> best = null;
        int most = 0;
        for (var entry : inOrderOfFirstPlace.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                best = entry.getKey();
            }
        }
        return best;
    }

    private static List<List<Integer>> replace(List<List<Integer>> pieces, List<Integer> pair, int id) {
        List<List<Integer>> result = new ArrayList<>();
        for (List<Integer> piece : pieces) {
            List<Integer> merged = new ArrayList<>();
            for (int i = 0; i < piece.size(); i++) {
                boolean hit = i + 1 < piece.size() && piece.get(i).equals(pair.get(0)) && piece.get(i + 1).equals(pair.get(1));
                merged.add(hit ? id : piece.get(i));
                i += hit ? 1 : 0;
            }
            result.add(merged);
        }
        return result;
    }
}
