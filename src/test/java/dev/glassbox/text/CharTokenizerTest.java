package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class CharTokenizerTest {
    @Test
    void sortedOrderPutsTheSpaceFirst() {
        assertArrayEquals(new int[] {4, 2, 1}, CharTokenizer.of("hello world").ids("led"));
    }

    @Test
    void spaceLastIsTheOtherOrder() {
        CharTokenizer tokenizer = CharTokenizer.of("hello world", CharTokenizer.Order.SPACE_LAST);
        assertArrayEquals(new int[] {3, 1, 0}, tokenizer.ids("led"));
        assertArrayEquals(new int[] {7}, tokenizer.ids(" "));
        assertEquals("he old", tokenizer.decode(tokenizer.ids("he old")));
    }

    @Test
    void unknownCharacterIsNamed() {
        var failure = assertThrows(UnknownCharacterException.class, () -> CharTokenizer.of("abc").ids("abß"));
        assertEquals("Character \"ß\" is not in this vocabulary of 3. BPE would fall back to bytes.", failure.getMessage());
        assertEquals(2, failure.index());
    }

    @Test
    void charactersOutsideTheBasicPlaneAreOneToken() {
        CharTokenizer tokenizer = CharTokenizer.of("a😀b");
        assertEquals(3, tokenizer.vocabulary().size());
        assertEquals(new Tokenizer.Span(2, 1, 3), tokenizer.encode("a😀").get(1));
    }

    @Test
    void labelsShowWhitespace() {
        Vocabulary vocabulary = CharTokenizer.of("\t\n a\u0007é").vocabulary();
        assertEquals("⇥", vocabulary.label(vocabulary.id("\t").getAsInt()));
        assertEquals("↵", vocabulary.label(vocabulary.id("\n").getAsInt()));
        assertEquals("·", vocabulary.label(vocabulary.id(" ").getAsInt()));
        assertEquals("07", vocabulary.label(vocabulary.id("\u0007").getAsInt()));
        assertEquals("é", vocabulary.label(vocabulary.id("é").getAsInt()));
        assertEquals("C3", BpeTokenizer.of(java.util.List.of(), Split.NONE).vocabulary().label(0xC3));
    }

    @Test
    void specsAreReadAsTheyAreWritten() {
        for (String text : java.util.List.of("char", "char:space-last", "bpe:475", "bpe:300:none")) {
            assertEquals(text, TokenizerSpec.parse(text).format());
        }
        for (String text : java.util.List.of("", "bpe", "bpe:x", "bpe:12", "bpe:300:words", "word", "char:475")) {
            assertThrows(IllegalArgumentException.class, () -> TokenizerSpec.parse(text), text);
        }
    }
}
