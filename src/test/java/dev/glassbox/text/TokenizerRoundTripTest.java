package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.text.Tokenizer.Span;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class TokenizerRoundTripTest {
    private static final String CORPUS = "the cat sat on the mat. naïve Ärger — 日本語 😀😀 the cats' hats, 12 34\n\n";

    @Test
    void anyUnicodeSurvivesBpe() {
        BpeTokenizer words = BpeTrainer.train(CORPUS, 300, Split.GPT2);
        BpeTokenizer whole = BpeTrainer.train(CORPUS, 300, Split.NONE);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            String text = randomText(random);
            BpeTokenizer tokenizer = i % 2 == 0 ? words : whole;
            assertEquals(text, tokenizer.decode(tokenizer.ids(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "cl100k", "o200k"})
    void anyUnicodeSurvivesThePublishedTokenizers(String name) {
        Tokenizer tokenizer = PretrainedTokenizers.load(name);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100_000; i++) {
            String text = randomText(random);
            assertEquals(text, tokenizer.decode(tokenizer.ids(text)));
        }
    }

    @Test
    void spansCoverTheTextWithoutGapsAndGiveTheSameIds() {
        SplittableRandom random = new SplittableRandom(3);
        List<Tokenizer> tokenizers = List.of(BpeTrainer.train(CORPUS, 300, Split.GPT2), PretrainedTokenizers.load("gpt2"));
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random);
            for (Tokenizer tokenizer : tokenizers) {
                List<Span> spans = tokenizer.encode(text);
                assertArrayEquals(tokenizer.ids(text), spans.stream().mapToInt(Span::id).toArray());
                int end = 0;
                for (Span span : spans) {
                    assertTrue(span.from() <= end && span.from() < span.to() && span.to() >= end);
                    assertTrue(span.from() == end || !tokenizer.vocabulary().wholeText(span.id()));
                    end = span.to();
                }
                assertEquals(text.length(), end);
            }
        }
    }

    @Test
    void partsOfOneCharacterShareItsPlace() {
        BpeTokenizer bytes = BpeTokenizer.of(List.of(), Split.GPT2);
        assertEquals(List.of(new Span('a', 0, 1), new Span(0xF0, 1, 3), new Span(0x9F, 1, 3), new Span(0x98, 1, 3),
                new Span(0x80, 1, 3), new Span('b', 3, 4)), bytes.encode("a😀b"));
    }

    @Test
    void loneSurrogatesBecomeTheReplacementCharacter() {
        BpeTokenizer tokenizer = BpeTrainer.train(CORPUS, 300, Split.GPT2);
        assertEquals("a\uFFFDb\uFFFD😀", tokenizer.decode(tokenizer.ids("a\uD800b\uDC00\uD83D\uDE00")));
        for (String name : PretrainedTokenizers.names()) {
            Tokenizer published = PretrainedTokenizers.load(name);
            assertEquals("x\uFFFD", published.decode(published.ids("x\uDBFF")), name);
            assertEquals("\uFFFD\uFFFDx", published.decode(published.ids("\uDC00\uD800x")), name);
        }
    }

    /// With work that grows with the square of the length this would take hours; how fast it is, `TokenizerBenchmark` measures.
    @Test
    @Timeout(300)
    void aMegabyteOfOneLetterComesBack() {
        String text = "a".repeat(1_000_000);
        for (Split split : Split.values()) {
            BpeTokenizer tokenizer = BpeTrainer.train("a".repeat(5000), 270, split);
            assertEquals(text, tokenizer.decode(tokenizer.ids(text)));
        }
        for (String name : PretrainedTokenizers.names()) {
            Tokenizer published = PretrainedTokenizers.load(name);
            assertEquals(text, published.decode(published.ids(text)), name);
        }
    }

    @Test
    void prefixReplaysTheTraining() {
        BpeTokenizer tokenizer = BpeTrainer.train("aaabdaaabac", 259, Split.NONE);
        assertArrayEquals(new int[] {257, 98, 100, 257, 98, 97, 99}, tokenizer.prefix(2).ids("aaabdaaabac"));
        assertEquals(11, tokenizer.prefix(0).ids("aaabdaaabac").length);
    }

    @Test
    void gpt2SplitKeepsTheSpaceWithTheWord() {
        List<String> pieces = new java.util.ArrayList<>();
        Split.GPT2.pieces("It's  12 naïve\n\n x_y!!", pieces::add);
        assertEquals(List.of("It", "'s", " ", " 12", " naïve", "\n\n", " x", "_", "y", "!!"), pieces);
    }

    private static String randomText(SplittableRandom random) {
        int[] codePoints = IntStream.range(0, random.nextInt(0, 24)).map(i -> switch (random.nextInt(6)) {
            case 0, 1 -> random.nextInt(0, 128);
            case 2 -> CORPUS.codePointAt(random.nextInt(CORPUS.length() - 12));
            case 3 -> random.nextInt(0, 0x3000);
            case 4 -> random.nextInt(0, 0xD800);
            default -> random.nextInt(0xE000, 0x110000);
        }).map(c -> c >= 0xD800 && c < 0xE000 ? 'x' : c).toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
