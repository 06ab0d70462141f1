package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PretrainedTokenizersTest {
    private final Tokenizer gpt2 = PretrainedTokenizers.load("gpt2");
    private final Tokenizer cl100k = PretrainedTokenizers.load("cl100k");
    private final Tokenizer o200k = PretrainedTokenizers.load("o200k");

    @Test
    void rowsOfTheTableThatTextbooksName() {
        assertEquals(50_257, gpt2.vocabulary().size());
        assertEquals(" care", gpt2.vocabulary().text(1337));
        assertArrayEquals(new int[] {5822}, gpt2.ids(" king"));
        assertArrayEquals(new int[] {16599}, gpt2.ids(" queen"));
        assertArrayEquals(new int[] {17180}, gpt2.ids(" apple"));
        assertEquals(" Cont", gpt2.vocabulary().text(2345));
        assertArrayEquals(new int[] {464, 3797, 15063, 262, 10211, 13}, gpt2.ids("The cat ate the mouse."));
    }

    @Test
    void idsOfWellKnownTexts() {
        assertArrayEquals(new int[] {15496, 11, 995, 0}, gpt2.ids("Hello, world!"));
        assertArrayEquals(new int[] {15496, 995}, gpt2.ids("Hello world"));
        assertArrayEquals(new int[] {9906, 1917}, cl100k.ids("Hello world"));
        assertArrayEquals(new int[] {13225, 2375}, o200k.ids("Hello world"));
        assertArrayEquals(new int[] {403, 71, 42661}, gpt2.ids("unhappiness"));
        assertArrayEquals(new int[] {403, 34191}, gpt2.ids("unhappy"));
        assertArrayEquals(new int[] {19283}, gpt2.ids(" unhappy"));
        assertArrayEquals(new int[] {162016}, o200k.ids("GPT"));
        assertArrayEquals(new int[] {41236}, gpt2.ids(" strawberry"));
        assertArrayEquals(new int[] {73700}, cl100k.ids(" strawberry"));
        assertArrayEquals(new int[] {101830}, o200k.ids(" strawberry"));
        assertArrayEquals(new int[] {464, 3797, 15063, 262, 10211, 13}, gpt2.ids("The cat ate the mouse."));
    }

    @Test
    void splitsOfWellKnownWords() {
        assertEquals(List.of("un", "h", "appiness"), labels(cl100k, "unhappiness"));
        assertEquals(List.of("·unh", "appiness"), labels(gpt2, " unhappiness"));
        assertEquals(List.of("G", "PT"), labels(gpt2, "GPT"));
        assertEquals(List.of("st", "raw", "berry"), labels(gpt2, "strawberry"));
        assertEquals(List.of("str", "aw", "berry"), labels(cl100k, "strawberry"));
        for (Tokenizer tokenizer : List.of(gpt2, cl100k, o200k)) {
            assertEquals(List.of("123", "45"), labels(tokenizer, "12345"));
        }
        assertEquals(2, gpt2.ids("😀").length);
        assertEquals(1, o200k.ids("😀").length);
    }

    @Test
    void vocabularySizesCountSpecialTokens() {
        assertEquals(50_257, gpt2.vocabulary().size());
        assertEquals(100_277, cl100k.vocabulary().size());
        assertEquals(200_019, o200k.vocabulary().size());
        assertEquals("<|endoftext|>", gpt2.vocabulary().label(50_256));
        assertEquals("<|endoftext|>", cl100k.decode(100_257));
        assertFalse(cl100k.vocabulary().wholeText(100_256));
    }

    @Test
    void typedNamesOfSpecialTokensStayTextUnlessAsked() {
        assertTrue(gpt2.ids("<|endoftext|>").length > 1);
        assertArrayEquals(new int[] {64, 50256, 65}, gpt2.encodeWithSpecials("a<|endoftext|>b").stream().mapToInt(Tokenizer.Span::id).toArray());
    }

    private static List<String> labels(Tokenizer tokenizer, String text) {
        return Arrays.stream(tokenizer.ids(text)).mapToObj(tokenizer.vocabulary()::label).toList();
    }
}
