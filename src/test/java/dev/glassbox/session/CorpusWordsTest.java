package dev.glassbox.session;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusWordsTest {

    private final CorpusWords words = CorpusWords.of("the cat sat .\nthe dog's bed, too");

    @Test
    void piecesJoinedAreTheText() {
        String text = "  the cat\n\nsat .";
        assertEquals(text, String.join("", CorpusWords.pieces(text)));
        assertEquals(List.of("a", " ", "b"), CorpusWords.pieces("a b"));
        assertEquals(List.of(), CorpusWords.pieces(""));
    }

    @Test
    void knowsWordsOfTheTextWithThePunctuationItUses() {
        assertTrue(words.knows("cat"));
        assertTrue(words.knows("cat,"), "a known word with known punctuation");
        assertTrue(words.knows("."));
        assertTrue(words.knows("\n"));
        assertFalse(words.knows("catt"));
        assertFalse(words.knows("cat!"), "the text has no exclamation mark");
        assertFalse(words.knows("the'l"));
    }
}
