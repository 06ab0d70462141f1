package dev.glassbox.viewmodel;

import java.util.List;

/// A text for the bench with what it teaches.
///
/// @param teaches      one or two sentences
/// @param leadingSpace whether the space before the text is switched on
/// @param toy          the pieces a textbook draws, shown as a row of its own that says so; empty for none
public record BenchPreset(String title, String text, String teaches, boolean leadingSpace, BenchAlphabet alphabet, List<String> toy) {

    public BenchPreset {
        toy = List.copyOf(toy);
    }

    private static final String PARAGRAPH = "A tokenizer cuts a text into pieces before a model sees it. Common words stay whole, "
            + "rare ones fall into parts, and the parts are few enough to learn something about each of them. "
            + "How many words fit into a thousand tokens therefore depends on the text and on the vocabulary.";

    private static final String THOUSAND = PARAGRAPH.concat(" ").repeat(4).substring(0, 1_000);

    private static BenchPreset plain(String title, String text, String teaches) {
        return new BenchPreset(title, text, teaches, false, BenchAlphabet.CORPUS, List.of());
    }

    private static BenchPreset letters(String title, String text, BenchAlphabet alphabet, String teaches) {
        return new BenchPreset(title, text, teaches, false, alphabet, List.of());
    }

    /// In the order of the lesson.
    public static List<BenchPreset> all() {
        return List.of(
                plain("A text with a new word", "the cat ate a naïve strawberry",
                        "A word list fails on words it has not seen; bytes never do: ï is the two bytes C3 AF."),
                plain("A token is not a word", "Hello, world!",
                        "Two words, four tokens: signs stand alone, and the space belongs to the word behind it."),
                plain("Hello world", "Hello world",
                        "11 characters; 2 tokens in GPT-2, cl100k and o200k. A larger vocabulary means fewer tokens and a larger table: see vocabularies."),
                new BenchPreset("Pieces are not syllables", "unhappiness",
                        "Textbooks draw un + happiness, the toy split. GPT-2, cl100k and o200k cut un + h + appiness: they count pairs and know no grammar.",
                        false, BenchAlphabet.CORPUS, List.of("un", "happiness")),
                new BenchPreset("… with the space before it", "unhappiness",
                        "With its leading space the same word is ·unh + appiness in GPT-2, 2 tokens. To the tokenizer it is another word.",
                        true, BenchAlphabet.CORPUS, List.of(" un", "happiness")),
                new BenchPreset("unhappy", "unhappy", "Here the textbook is right: un + happy in GPT-2. With the space before it, it is one token.",
                        false, BenchAlphabet.CORPUS, List.of("un", "happy")),
                plain("How many r in strawberry", "strawberry",
                        "str + aw + berry in cl100k, st + raw + berry in GPT-2 and o200k; no token shows its letters. With a leading space: one token."),
                plain("The vocabulary decides", "GPT", "Two tokens, G + PT, in GPT-2 and cl100k; one in o200k, which has an entry for it."),
                plain("Numbers", "12345 + 67890 = 80235",
                        "12345 becomes 123 + 45: digits of equal worth do not line up, so column addition is hard to see. Compare the columns view."),
                plain("Words per token", PARAGRAPH,
                        "The rule of thumb is 0.75 words a token, so 1,000 words are 1,333. In plain prose a large vocabulary does better, a small one worse."),
                plain("A thousand characters", THOUSAND,
                        "Characters: 1,000 tokens and 1,000² = 1,000,000 scores in attention. Four times fewer tokens cost sixteen times fewer scores."),
                plain("Any script, no unknown", "😀 مرحبا 你好 naïve if (x < 3) { y++; }",
                        "Byte-level tokenizers fall back to bytes, so nothing is unknown. 😀 is four bytes: two tokens in GPT-2 and cl100k, one in o200k."),
                plain("Typed special tokens", "<|endoftext|> is only text here",
                        "Typing the name of a special token gives ordinary tokens. The special id is only ever put in by the program."),
                letters("Characters: a to z", "hello", BenchAlphabet.A_TO_Z,
                        "Ids are labels: a = 0, so hello is 7 4 11 11 14. That l = 11 is greater than h = 7 means nothing."),
                letters("Characters: names", "emma", BenchAlphabet.NAMES,
                        "26 letters and BOS = 26, so V = 27. The program puts BOS around a name: 26 4 12 12 0 26. Typed text never makes it."),
                letters("Characters: sorted", "led", BenchAlphabet.HELLO_SORTED,
                        "The characters of hello world by code point: the space comes first (0), so led is 4 2 1."),
                letters("Characters: space last", "led", BenchAlphabet.HELLO_SPACE_LAST,
                        "The same characters with the space at the end: led is 3 1 0. Either order works, as long as it never changes."));
    }
}
