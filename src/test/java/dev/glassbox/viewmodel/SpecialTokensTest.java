package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.viewmodel.ChatTemplate.Message;
import dev.glassbox.viewmodel.VocabularyIndex.Order;
import dev.glassbox.viewmodel.VocabularyIndex.Query;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecialTokensTest {

    @Test
    void emmaStandsBetweenTwoBeginTokens() {
        PaddedBatch batch = PaddedBatch.of(List.of("emma"), PaddedBatch.End.BOS);
        assertArrayEquals(new int[] {26, 4, 12, 12, 0, 26}, batch.rows().getFirst().ids());
        assertArrayEquals(new int[] {4, 12, 12, 0, 26, -1}, batch.rows().getFirst().targets());
        assertEquals(28, batch.vocabulary().size());
    }

    @Test
    void withAnEndTokenPaddingComesLastInTheVocabulary() {
        PaddedBatch batch = PaddedBatch.of(List.of("ab", "a"), PaddedBatch.End.EOS);
        assertEquals(List.of("BOS", "EOS", "PAD"), batch.vocabulary().subList(26, 29));
        assertArrayEquals(new int[] {26, 0, 27, 28}, batch.rows().get(1).ids());
    }

    @Test
    void paddedPositionsHaveNoLossAndNoGradient() {
        PaddedBatch batch = PaddedBatch.of(List.of("emma", "ava", "olivia"), PaddedBatch.End.BOS);
        for (PaddedBatch.Row row : batch.rows()) {
            for (int t = 0; t < row.ids().length; t++) {
                boolean counts = row.targets()[t] != PaddedBatch.IGNORED;
                assertEquals(counts, t <= row.word().length());
                assertEquals(counts, row.losses()[t] > 0, row.word() + " loss at " + t);
                assertEquals(counts, row.gradients()[t] > 0, row.word() + " gradient at " + t);
            }
        }
    }

    @Test
    void paddingChangesNoLossAndNoGradientOfTheWordItself() {
        PaddedBatch alone = PaddedBatch.of(List.of("ava"), PaddedBatch.End.BOS);
        PaddedBatch padded = PaddedBatch.of(List.of("ava", "ava"), PaddedBatch.End.BOS);
        assertArrayEquals(alone.rows().getFirst().losses(), padded.rows().get(1).losses());
        assertArrayEquals(alone.rows().getFirst().gradients(), padded.rows().get(1).gradients());
    }

    @Test
    void aTypedNameOfASpecialTokenStaysTextInAChat() {
        Tokenizer tokenizer = PretrainedTokenizers.load("gpt2");
        List<ChatTemplate.Piece> pieces = ChatTemplate.pieces(tokenizer, List.of(new Message("user", "<|end|> hi")));
        assertEquals(List.of("<|user|>", "<|end|>", "<|assistant|>"), pieces.stream().filter(ChatTemplate.Piece::special).map(ChatTemplate.Piece::label).toList());
        assertTrue(pieces.stream().filter(p -> !p.special()).allMatch(p -> p.id() < 50_257));
        assertTrue(pieces.stream().filter(ChatTemplate.Piece::special).allMatch(p -> p.id() >= 50_257));
        assertEquals("<|end|> hi", tokenizer.decode(pieces.stream().filter(p -> !p.special()).mapToInt(ChatTemplate.Piece::id).toArray()));
    }

    @Test
    void promisesOfSpecialTokensAreLookedUpAndNotAssumed() {
        Tokenizer tokenizer = PretrainedTokenizers.load("gpt2");
        String message = "<|end|> hi";
        List<ChatTemplate.Piece> chat = ChatTemplate.pieces(tokenizer, List.of(new Message("user", message)));
        for (PaddedBatch.End end : PaddedBatch.End.values()) {
            PaddedBatch batch = PaddedBatch.of(List.of("emma", "bo"), end);
            assertEquals("emma", batch.decode(batch.rows().getFirst().ids()));
            List<SpecialChecks.Check> checks = SpecialChecks.of(batch, chat, message, message);
            assertEquals(7, checks.size());
            assertTrue(checks.stream().allMatch(SpecialChecks.Check::kept), checks.toString());
            PaddedBatch.Row bo = batch.rows().get(1);
            bo.losses()[5] = 1;
            bo.gradients()[5] = 1;
            assertEquals(List.of("padded positions: loss 0", "padded positions: gradient 0"), SpecialChecks.of(batch, chat, message, message).stream()
                    .filter(check -> !check.kept()).map(SpecialChecks.Check::promise).toList());
        }
        assertFalse(SpecialChecks.of(PaddedBatch.of(List.of("a"), PaddedBatch.End.EOS), chat, message, "other").getLast().kept());
    }

    @Test
    void theTreeOfATokenEndsInItsBytes() {
        Tokenizer own = BpeTrainer.train("aaabdaaabac", 259, Split.GPT2);
        MergeTree tree = MergeTree.of(own, 258);
        assertEquals("aaab", tree.label());
        assertEquals(4, tree.leaves());
        assertEquals("aaa", tree.left().label());
        assertEquals("b", tree.right().label());
        assertTrue(MergeTree.of(own, 97).leaf());
    }

    @Test
    void theTreesOfPublishedVocabulariesAreFoundFromTheOrderOfTheirIds() {
        Tokenizer gpt2 = PretrainedTokenizers.load("gpt2");
        MergeTree tree = MergeTree.of(gpt2, 41_236);
        assertEquals("·strawberry", tree.label());
        assertEquals(11, tree.leaves());
        assertParts(gpt2, tree);
        assertTrue(MergeTree.of(gpt2, 50_256).leaf(), "a special token is not made of others");
    }

    private static void assertParts(Tokenizer tokenizer, MergeTree tree) {
        if (!tree.leaf()) {
            assertEquals(tokenizer.decode(tree.id()), tokenizer.decode(tree.left().id(), tree.right().id()));
            assertTrue(tree.left().id() < tree.id() && tree.right().id() < tree.id());
            assertParts(tokenizer, tree.left());
            assertParts(tokenizer, tree.right());
        }
    }

    @Test
    void aVocabularyIsSearchedFilteredSortedAndFoundInTheText() {
        String text = "the cat sat on the mat. the cat ate. ".repeat(4);
        VocabularyIndex index = new VocabularyIndex(BpeTrainer.train(text, 280, Split.GPT2), text);
        Query cat = new Query("cat", TokenScript.LATIN, 0, Order.ID);
        List<String> found = index.find(cat).stream().map(id -> index.tokenizer().vocabulary().label(id)).toList();
        assertTrue(found.contains("·cat"), found.toString());
        int id = index.find(cat).getLast();
        assertEquals(8, index.count(id));
        assertEquals(8, index.places(id).size());
        VocabularyIndex.Place place = index.places(id).getFirst();
        assertEquals("the", place.before());
        assertEquals(" cat", place.token());
        assertEquals(128, index.find(new Query("", TokenScript.BYTES, 0, Order.ID)).size());
        List<Integer> byLength = index.find(new Query("", TokenScript.ALL, 2, Order.LENGTH));
        assertTrue(byLength.stream().allMatch(i -> index.length(i) >= 2));
        assertEquals(byLength.stream().map(index::length).sorted((a, b) -> b - a).toList(), byLength.stream().map(index::length).toList());
        List<Integer> byCount = index.find(new Query("", TokenScript.ALL, 0, Order.COUNT));
        assertEquals(Arrays.stream(byCount.stream().mapToInt(index::count).toArray()).max().orElseThrow(), index.count(byCount.getFirst()));
        assertEquals(List.of(97, 0x97), index.find(new Query("97", TokenScript.ALL, 0, Order.ID)), "an id, or a byte in hex");
    }
}
