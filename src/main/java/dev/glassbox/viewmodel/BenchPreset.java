package dev.glassbox.viewmodel;

import java.util.List;

/// A text for the bench with what it teaches.
///
/// @param teaches      one or two sentences
/// @param leadingSpace whether the space before the text is switched on
public record BenchPreset(String title, String text, String teaches, boolean leadingSpace, BenchAlphabet alphabet) {

    private static final String PARAGRAPH = "A tokenizer cuts a text into pieces before a model sees it. Common words stay whole, "
            + "rare ones fall into parts, and the parts are few enough to learn something about each of them. "
            + "How many words fit into a thousand tokens therefore depends on the text and on the vocabulary.";

    private static BenchPreset plain(String title, String text, String teaches) {
        return new BenchPreset(title, text, teaches, false, BenchAlphabet.CORPUS);
    }

    /// In the order of the lesson.
    public static List<BenchPreset> all() {
        return List.of(
                plain("A text with a new word", "the cat ate a naïve strawberry",
                        "A word list fails on words it has not seen; bytes never do: ï is the two bytes C3 AF."),
                plain("A token is not a word", "Hello, world!",
                        "Two words, four tokens: signs stand alone, and the space belongs to the word behind it."),
                plain("Hello world", "Hello world",
                        "11 characters; 2 tokens in GPT-2, cl100k and o200k. A larger vocabulary means fewer tokens and a larger table."),
                plain("Pieces are not syllables", "unhappiness",
                        "A toy example would say un + happiness. The merges say un + h + appiness: they count pairs, they know no grammar."),
                new BenchPreset("… with the space before it", "unhappiness",
                        "With its leading space the same word is 2 tokens, ·unh + appiness in GPT-2. To the tokenizer it is another word.",
                        true, BenchAlphabet.CORPUS),
                plain("unhappy", "unhappy", "Bare it is un + happy; with the space before it, one token in GPT-2."),
                plain("How many r in strawberry", "strawberry",
                        "Three tokens, and no token shows its letters. Switch the leading space on: one token."),
                plain("The vocabulary decides", "GPT", "Two tokens, G + PT, in GPT-2 and cl100k; one in o200k, which has an entry for it."),
                plain("Numbers", "12345 + 67890 = 80235",
                        "12345 becomes 123 + 45: the digits of equal worth do not line up, so column addition is hard to see."),
                plain("Words per token", PARAGRAPH,
                        "The rule of thumb is 0.75 words a token. In plain prose a large vocabulary does better, a small one worse."),
                plain("Any script, no unknown", "😀 مرحبا 你好 naïve if (x < 3) { y++; }",
                        "Byte-level tokenizers fall back to bytes, so nothing is unknown; a rare script just costs more tokens."),
                plain("Typed special tokens", "<|endoftext|> is only text here",
                        "Typing the name of a special token gives ordinary tokens. The special id is only ever put in by the program."),
                new BenchPreset("Characters: a to z", "hello",
                        "Ids are labels: a = 0, so hello is 7 4 11 11 14. That l = 11 is greater than h = 7 means nothing.",
                        false, BenchAlphabet.A_TO_Z),
                new BenchPreset("Characters: sorted", "led",
                        "Sorted by code point the space comes first (0), so led is 4 2 1.", false, BenchAlphabet.HELLO_SORTED),
                new BenchPreset("Characters: space last", "led",
                        "With the space at the end, led is 3 1 0. Either order works, as long as it never changes.",
                        false, BenchAlphabet.HELLO_SPACE_LAST));
    }
}
