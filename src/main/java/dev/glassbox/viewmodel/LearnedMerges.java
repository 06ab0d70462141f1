package dev.glassbox.viewmodel;

import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.text.Split;
import java.util.Arrays;

/// What a training of BPE left behind: enough to draw every moment of it again.
public final class LearnedMerges {
    private final Recipe recipe;
    private final BpeTokenizer tokenizer;
    private final long[] counts;
    private final long[] tokens;
    private final int characters;

    /// Everything a training depends on.
    ///
    /// @param merges how many to learn at most
    public record Recipe(String title, String corpus, String sample, Split split, Ties ties, int merges) {}

    /// @param counts of each merge's pair when it won
    /// @param tokens of the corpus after 0, 1, 2 … merges
    LearnedMerges(Recipe recipe, BpeTokenizer tokenizer, long[] counts, long[] tokens) {
        this.recipe = recipe;
        this.tokenizer = tokenizer;
        this.counts = counts;
        this.tokens = tokens;
        characters = Texts.characters(recipe.corpus);
    }

    public Recipe recipe() {
        return recipe;
    }

    public BpeTokenizer tokenizer() {
        return tokenizer;
    }

    /// Merges learned; fewer than asked for when no pair was left.
    public int size() {
        return counts.length;
    }

    /// How often the pair of a merge occurred when it was chosen.
    public long count(int merge) {
        return counts[merge];
    }

    /// Tokens of the corpus after so many merges.
    public long tokens(int merges) {
        return tokens[merges];
    }

    /// Tokens of the corpus after 0, 1, 2 … merges, a copy.
    public long[] curve() {
        return Arrays.copyOf(tokens, tokens.length);
    }

    /// Code points of the corpus.
    public int characters() {
        return characters;
    }

    /// How many characters one token stands for after so many merges; 0 for an empty corpus.
    public double charactersPerToken(int merges) {
        return tokens[merges] == 0 ? 0 : (double) characters / tokens[merges];
    }

    /// How many bytes of UTF-8 one token stands for: the compression ratio against bytes.
    public double compression(int merges) {
        return tokens[merges] == 0 ? 0 : (double) tokens[0] / tokens[merges];
    }
}
