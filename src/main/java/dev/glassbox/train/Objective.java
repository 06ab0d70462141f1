package dev.glassbox.train;

import dev.glassbox.nn.Keyed;

/// What the model learns to guess.
public enum Objective implements Keyed {
    /// The next token, at every position (GPT).
    NEXT_TOKEN("next_token"),
    /// Hidden tokens (BERT, Devlin et al. 2018, arXiv:1810.04805): 15 % of the positions are chosen; of these 80 % become the mask
    /// token, 10 % a random token, 10 % stay, and only these count in the loss. The mask token is the **last id of the model's
    /// vocabulary**, `vocab_size − 1`: such a model has one more id than its tokenizer. Usually combined with `causal` false.
    MASKED_TOKEN("masked_token");

    private final String key;

    Objective(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
