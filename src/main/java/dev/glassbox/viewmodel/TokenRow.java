package dev.glassbox.viewmodel;

/// One tokenizer's answer to the text of the bench.
///
/// @param characters code points of the text
/// @param words      of the text, as white space parts them
/// @param roundTrip  whether decoding the ids gives the text again
public record TokenRow(BenchTokenizer tokenizer, TokenPieces pieces, int characters, int words, boolean roundTrip) {

    /// Encodes and decodes again.
    static TokenRow of(BenchTokenizer tokenizer, String text) {
        TokenPieces pieces = tokenizer.encode(text);
        boolean same = pieces.unknown() == 0 && tokenizer.decode(pieces.ids()).equals(Texts.wellFormed(text));
        return new TokenRow(tokenizer, pieces, Texts.characters(text), Texts.words(text), same);
    }

    public int tokens() {
        return pieces.count();
    }

    /// Zero for a text without words.
    public double tokensPerWord() {
        return words == 0 ? 0 : (double) tokens() / words;
    }

    /// Zero for an empty text.
    public double charactersPerToken() {
        return tokens() == 0 ? 0 : (double) characters / tokens();
    }

    /// Scores that attention computes for this text, in one head: n².
    public long attentionCells() {
        return (long) tokens() * tokens();
    }

    /// Numbers in the token table of a model of this width: V · d_model.
    public long embeddingParameters(int dModel) {
        return (long) tokenizer.vocabularySize() * dModel;
    }
}
