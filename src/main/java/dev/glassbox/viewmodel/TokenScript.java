package dev.glassbox.viewmodel;

import dev.glassbox.text.Vocabulary;
import java.lang.Character.UnicodeScript;

/// The kinds of tokens a vocabulary can be filtered by.
public enum TokenScript {
    ALL("all"), LATIN("Latin"), CYRILLIC("Cyrillic"), GREEK("Greek"), ARABIC("Arabic"), HEBREW("Hebrew"), DEVANAGARI("Devanagari"),
    CJK("Chinese, Japanese, Korean"), OTHER("other scripts"), DIGITS("digits"), SIGNS("signs and emoji"), SPACES("white space"),
    BYTES("parts of characters"), SPECIAL("special");

    private final String title;

    TokenScript(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// The kind of a token: what its first letter is, else what it holds.
    static TokenScript of(Vocabulary vocabulary, int id) {
        if (vocabulary.special(id)) {
            return SPECIAL;
        }
        if (!vocabulary.wholeText(id)) {
            return BYTES;
        }
        String text = vocabulary.text(id);
        if (text.isBlank()) {
            return SPACES;
        }
        return text.codePoints().filter(Character::isLetter).mapToObj(TokenScript::of).findFirst()
                .orElse(text.codePoints().anyMatch(Character::isDigit) ? DIGITS : SIGNS);
    }

    private static TokenScript of(int letter) {
        return switch (UnicodeScript.of(letter)) {
            case LATIN -> LATIN;
            case CYRILLIC -> CYRILLIC;
            case GREEK -> GREEK;
            case ARABIC -> ARABIC;
            case HEBREW -> HEBREW;
            case DEVANAGARI -> DEVANAGARI;
            case HAN, HIRAGANA, KATAKANA, HANGUL -> CJK;
            default -> OTHER;
        };
    }
}
