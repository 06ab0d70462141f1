package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.NumberTokenizer;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The numbers that the lessons on tokens name, as the rows of the bench show them.
class TokenRowTest {
    private static final String HELLO = "hello world";
    private static BenchTokenizer gpt2;
    private static BenchTokenizer cl100k;
    private static BenchTokenizer o200k;

    @BeforeAll
    static void load() {
        gpt2 = complete("gpt2");
        cl100k = complete("cl100k");
        o200k = complete("o200k");
    }

    private static BenchTokenizer complete(String name) {
        return BenchTokenizer.Complete.of(name, name, "", PretrainedTokenizers.load(name));
    }

    private static List<Integer> ids(BenchTokenizer tokenizer, String text) {
        return java.util.Arrays.stream(tokenizer.encode(text).ids()).boxed().toList();
    }

    private static List<String> labels(BenchTokenizer tokenizer, String text) {
        return ids(tokenizer, text).stream().map(tokenizer::label).toList();
    }

    @Test
    void aTokenIsNotAWord() {
        TokenRow row = TokenRow.of(gpt2, "Hello, world!");
        assertEquals(List.of(15496, 11, 995, 0), ids(gpt2, "Hello, world!"));
        assertEquals(List.of("Hello", ",", "·world", "!"), labels(gpt2, "Hello, world!"));
        assertEquals(4, row.tokens());
        assertEquals(2, row.tokensPerWord());
        assertEquals(13 / 4.0, row.charactersPerToken());
        assertEquals(16, row.attentionCells());
        assertEquals(50_257L * 64, row.embeddingParameters(64));
        assertTrue(row.roundTrip());
    }

    @Test
    void everyPresetShowsWhatItSays() {
        assertEquals(List.of("un", "h", "appiness"), labels(gpt2, preset("Pieces are not syllables").text()));
        assertEquals(List.of("·unh", "appiness"), labels(gpt2, " " + preset("… with the space before it").text()));
        assertEquals(List.of("un", "happy"), labels(gpt2, "unhappy"));
        assertEquals(1, gpt2.encode(" unhappy").count());
        for (BenchTokenizer each : List.of(gpt2, cl100k, o200k)) {
            assertEquals(3, each.encode("strawberry").count());
            assertEquals(1, each.encode(" strawberry").count());
            assertEquals(2, each.encode("Hello world").count());
            assertEquals(List.of("123", "45"), labels(each, "12345"));
        }
        assertEquals(List.of("G", "PT"), labels(cl100k, "GPT"));
        assertEquals(List.of(162_016), ids(o200k, "GPT"));
        assertTrue(gpt2.encode("<|endoftext|>").count() > 1, "a typed name stays text");
        assertEquals("the cat ate a naïve strawberry", preset("A text with a new word").text());
        assertEquals(6, gpt2.encode("the cat ate a naïve strawberry").count());
        assertEquals(7, cl100k.encode("the cat ate a naïve strawberry").count());
        for (BenchPreset preset : BenchPreset.all()) {
            assertTrue(preset.teaches().length() > 20, preset.title());
            assertTrue(TokenRow.of(o200k, preset.text()).roundTrip(), preset.title());
        }
    }

    private static BenchPreset preset(String title) {
        return BenchPreset.all().stream().filter(preset -> preset.title().equals(title)).findFirst().orElseThrow();
    }

    @Test
    void theRuleOfThumbIsMeasured() {
        TokenRow row = TokenRow.of(gpt2, preset("Words per token").text());
        double wordsPerToken = 1 / row.tokensPerWord();
        assertTrue(wordsPerToken > 0.8 && wordsPerToken < 1, "measured " + wordsPerToken);
    }

    @Test
    void charactersFollowTheAlphabetThatIsChosen() {
        assertEquals(List.of(7, 4, 11, 11, 14), ids(BenchAlphabet.A_TO_Z.tokenizer(""), "hello"));
        assertEquals(List.of(4, 2, 1), ids(BenchAlphabet.HELLO_SORTED.tokenizer(""), "led"));
        assertEquals(List.of(3, 1, 0), ids(BenchAlphabet.HELLO_SPACE_LAST.tokenizer(""), "led"));
        assertEquals(List.of(2, 1), ids(BenchAlphabet.HELLO_SPACE_LAST.tokenizer(""), "he"));
        assertEquals("he", BenchAlphabet.HELLO_SPACE_LAST.tokenizer("").decode(2, 1));
        assertEquals(11, BenchAlphabet.HELLO_SORTED.tokenizer("").encode(HELLO).count());
        assertEquals(8, BenchAlphabet.HELLO_SORTED.tokenizer("").vocabularySize());
    }

    @Test
    void aCharacterOutsideTheAlphabetIsUnknownAndDoesNotComeBack() {
        TokenRow row = TokenRow.of(BenchAlphabet.A_TO_Z.tokenizer(""), "naïve");
        assertEquals(5, row.tokens());
        assertEquals(1, row.pieces().unknown());
        assertFalse(row.roundTrip());
    }

    @Test
    void aWordListFailsOnAWordItHasNotSeen() {
        var words = new BenchTokenizer.Words("words", "Words", "", WordTokenizer.of("the cat sat on the mat", 100));
        TokenRow row = TokenRow.of(words, "the cat ate a strawberry");
        assertEquals(5, row.tokens());
        assertEquals(3, row.pieces().unknown());
        assertEquals(TokenPieces.UNKNOWN, row.pieces().id(4));
        assertFalse(row.roundTrip());
        assertEquals("the cat <unk> <unk> <unk>", words.decode(row.pieces().ids()));
        assertTrue(TokenRow.of(words, "the cat sat").roundTrip());
        assertFalse(TokenRow.of(words, "the  cat").roundTrip(), "spaces are only guessed");
    }

    @Test
    void idsTypedInAreDecodedOrExplained() {
        assertEquals("Hello, world!", IdDecoder.decode(gpt2, "[15496, 11, 995, 0]").text());
        assertEquals("he", IdDecoder.decode(BenchAlphabet.HELLO_SPACE_LAST.tokenizer(""), " 2 1 ").text());
        assertEquals("Id 50,257 is outside this vocabulary of 50,257. Use 0 to 50,256.", IdDecoder.decode(gpt2, "50257").problem());
        assertEquals("\"cat\" is not a token id. Type whole numbers with spaces between them.", IdDecoder.decode(gpt2, "12 cat").problem());
        assertEquals("", IdDecoder.decode(gpt2, "").text());
    }

    @Test
    void loneSurrogatesAreReadAsTheReplacementCharacterAndTheRestSurvives() {
        assertTrue(TokenRow.of(cl100k, "a\uD83Db😀").roundTrip());
        assertEquals("a\uFFFDb", Texts.wellFormed("a\uD83Db"));
    }

    @Test
    void anyUnicodeSurvivesInEveryCompleteRow() {
        Tokenizer own = BpeTrainer.train("the cat sat on the mat ".repeat(40), 300, Split.NONE);
        List<BenchTokenizer> rows = new ArrayList<>(List.of(gpt2, cl100k, o200k, BenchTokenizer.Complete.of("own", "own", "", own)));
        rows.add(new BenchTokenizer.Characters("c", "c", "", CharTokenizer.of("é\u0301漢عربى😀\u0085\r\n\t  "), List.of()));
        for (BenchTokenizer each : rows) {
            assertTrue(TokenRow.of(each, "é\u0301漢عربى😀\u0085\r\n\t  ").roundTrip(), each.key());
        }
    }

    @Test
    void aPieceIsFoundByItsPlaceInALongText() {
        TokenPieces pieces = gpt2.encode("the cat sat on the mat");
        assertEquals(0, pieces.firstAfter(0));
        assertEquals(1, pieces.firstAfter(4));
        assertEquals(pieces.count(), pieces.firstAfter(22));
    }

    @Test
    void aToySplitIsARowOfItsOwnThatSaysSo() {
        var toy = new BenchTokenizer.Toy("", List.of("un", "happiness"));
        TokenRow row = TokenRow.of(toy, "unhappiness");
        assertEquals(List.of("un", "happiness"), labels(toy, "unhappiness"));
        assertTrue(row.roundTrip());
        assertFalse(row.pieces().sameCuts(gpt2.encode("unhappiness")), "GPT-2 cuts un + h + appiness");
        assertTrue(new BenchTokenizer.Toy("", List.of("un", "happy")).encode("unhappy").sameCuts(gpt2.encode("unhappy")));
        TokenRow other = TokenRow.of(toy, "unhappy");
        assertFalse(other.roundTrip(), "a made-up list knows little else");
        assertEquals(5, other.pieces().unknown());
        assertEquals("un", IdDecoder.decode(toy, "0").text());
        assertTrue(IdDecoder.decode(toy, "2").problem().contains("outside this vocabulary of 2"));
    }

    @Test
    void vocabulariesAreCountedIdById() {
        assertEquals(new VocabularyCount(50_256, 1, 0, 50_255), gpt2.count());
        assertEquals(new VocabularyCount(100_256, 5, 16, 100_255), cl100k.count());
        assertEquals(new VocabularyCount(199_998, 2, 19, 199_997), o200k.count());
        assertEquals(256 + 50_000 + 1, gpt2.vocabularySize());
        assertEquals(100_277, cl100k.vocabularySize());
        assertEquals(200_019, o200k.vocabularySize());
        assertEquals(List.of(15496, 995), ids(gpt2, "Hello world"));
        assertEquals(List.of(9906, 1917), ids(cl100k, "Hello world"));
        assertEquals(List.of(13225, 2375), ids(o200k, "Hello world"));
        assertEquals(11, BenchAlphabet.CORPUS.tokenizer("Hello world").encode("Hello world").count());
    }

    @Test
    void namesHaveTwentySixLettersAndOneSpecialToken() {
        BenchTokenizer names = BenchAlphabet.NAMES.tokenizer("");
        assertEquals(27, names.vocabularySize());
        assertEquals(new VocabularyCount(26, 1, 0, 25), names.count());
        assertEquals(List.of(4, 12, 12, 0), ids(names, "emma"));
        assertEquals("BOS", names.label(26));
        assertEquals("emma", IdDecoder.decode(names, "26 4 12 12 0 26").text());
        assertEquals(List.of("BOS", "e", "m", "m", "a", "BOS"), IdDecoder.decode(names, "26 4 12 12 0 26").labels());
        assertEquals(3, names.encode("BOS").unknown(), "typed text never makes it");
    }

    @Test
    void aThousandCharactersAreAThousandTokensAndAMillionScores() {
        String text = preset("A thousand characters").text();
        TokenRow letters = TokenRow.of(BenchAlphabet.CORPUS.tokenizer(text), text);
        assertEquals(1_000, letters.tokens());
        assertEquals(1_000_000, letters.attentionCells());
        TokenRow row = TokenRow.of(gpt2, text);
        double fewer = (double) letters.tokens() / row.tokens();
        assertTrue(fewer > 4, "GPT-2 needs a quarter of the tokens at most, " + row.tokens());
        assertEquals(fewer * fewer, (double) letters.attentionCells() / row.attentionCells(), 1e-9);
    }

    @Test
    void anEmojiFallsBackToBytes() {
        assertEquals(2, gpt2.encode("\uD83D\uDE00").count());
        assertEquals(2, cl100k.encode("\uD83D\uDE00").count());
        assertEquals(1, o200k.encode("\uD83D\uDE00").count());
        assertFalse(gpt2.whole(gpt2.encode("\uD83D\uDE00").id(0)));
        assertEquals(0, gpt2.encode(preset("Any script, no unknown").text()).unknown());
    }

    @Test
    void theSplitOfStrawberryDependsOnTheTokenizer() {
        assertEquals(List.of("str", "aw", "berry"), labels(cl100k, "strawberry"));
        assertEquals(List.of("st", "raw", "berry"), labels(gpt2, "strawberry"));
        assertEquals(List.of("st", "raw", "berry"), labels(o200k, "strawberry"));
    }

    @Test
    void aModelThatReadsOnlyIdsTakesOtherTextAsOneUnknownPiece() {
        BenchTokenizer numbers = BenchTokenizer.Complete.of("n", "n", "", new NumberTokenizer(100));
        assertEquals(List.of(11, 5), ids(numbers, "11 5"));
        TokenRow row = TokenRow.of(numbers, "the cat");
        assertEquals(1, row.pieces().unknown());
        assertFalse(row.roundTrip());
        assertEquals("<unk>", numbers.decode(row.pieces().ids()));
    }
}
