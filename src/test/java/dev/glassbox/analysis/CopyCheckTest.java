package dev.glassbox.analysis;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.kernel.CounterRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyCheckTest {
    private static final String STORIES = "the cat sat on the mat .\nthe dog ran to the tree . the bird sang !\nthe cow ate the orange .\n";

    @Test
    void theLongestSharedRunIsThatOfAPlainSearch() {
        CounterRandom random = CounterRandom.of(1, "letters");
        for (int trial = 0; trial < 40; trial++) {
            String text = letters(random, 1 + random.nextInt(300));
            String asked = letters(random, 1 + random.nextInt(40));
            int longest = 0;
            for (int from = 0; from < asked.length(); from++) {
                for (int to = from + 1; to <= asked.length() && text.contains(asked.substring(from, to)); to++) {
                    longest = Math.max(longest, to - from);
                }
            }
            SuffixArray array = new SuffixArray(text);
            SuffixArray.Run run = array.longestRun(asked);
            assertEquals(longest, run.length(), text + " / " + asked);
            if (longest > 0) {
                String shared = asked.substring(run.from(), run.from() + run.length());
                assertTrue(text.startsWith(shared, run.at()));
                int count = 0;
                for (int at = text.indexOf(shared); at >= 0; at = text.indexOf(shared, at + 1)) {
                    count++;
                }
                assertEquals(count, run.count());
                assertEquals(count, array.count(shared));
            }
        }
    }

    private static String letters(CounterRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    @Test
    void aCopiedAndACreatedSentenceAreToldApart() {
        List<CopyCheck.Line> lines = new CopyCheck(STORIES).check("the bird sang !\nthe cow ate the mat .\nthe zebra sat on the mat .");
        assertTrue(lines.get(0).copied());
        assertFalse(lines.get(1).copied());
        assertEquals("the cow ate the orange .", lines.get(1).nearest());
        assertEquals(1, lines.get(1).distance());
        assertEquals(6, lines.get(1).of());
        assertEquals("the cat sat on the mat .", lines.get(2).nearest());
        assertEquals(" sat on the mat .", lines.get(2).text().substring(lines.get(2).runFrom(), lines.get(2).runFrom() + lines.get(2).runLength()));
    }

    @Test
    void singleWordsAreComparedByLetters() {
        CopyCheck names = new CopyCheck("emma\nolivia\nava\nisabella\n");
        CopyCheck.Line line = names.check("emmi").getFirst();
        assertEquals("emma", line.nearest());
        assertEquals(1, line.distance());
        assertFalse(line.words());
        assertTrue(names.check("ava").getFirst().copied());
    }

    @Test
    void emptyTextsHaveNoLines() {
        assertTrue(new CopyCheck("").check("").isEmpty());
        assertEquals("", new CopyCheck("").check("new").getFirst().nearest());
    }

    @Test
    void largeTextsAreIndexedInBearableTime() {
        String text = STORIES.repeat(3000);
        CopyCheck check = new CopyCheck(text);
        assertEquals(3000, new SuffixArray(text).count("orange"));
        assertTrue(check.check("the cat sat on the mat .").getFirst().copied());
    }

    @Test
    void repetitionCountsWhatWasSaidBefore() {
        Repetition loop = Repetition.of(new int[] {1, 2, 3, 1, 2, 3, 1}, 3);
        assertEquals(2.0 / 5, loop.share(), 1e-12);
        assertArrayEquals(new boolean[] {false, false, false, true, true, true, true}, loop.repeated());
        assertEquals(0, Repetition.of(new int[] {1, 2}, 3).share());
        assertEquals(0, Repetition.of(new int[] {1, 2, 3, 4, 5}, 3).share());
    }
}
