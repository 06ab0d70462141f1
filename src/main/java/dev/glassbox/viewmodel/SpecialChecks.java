package dev.glassbox.viewmodel;

import dev.glassbox.viewmodel.PaddedBatch.Row;
import java.util.List;
import java.util.stream.IntStream;

/// What special tokens promise, looked up in a batch and a chat as they were computed.
public final class SpecialChecks {

    /// One promise.
    ///
    /// @param kept what was found, never assumed
    public record Check(String promise, boolean kept) {}

    private SpecialChecks() {}

    /// @param chat made from `message` by [ChatTemplate]; `decoded` is what its ordinary tokens give back
    static List<Check> of(PaddedBatch batch, List<ChatTemplate.Piece> chat, String message, String decoded) {
        List<Row> rows = batch.rows();
        int bos = batch.specials();
        int pad = batch.vocabulary().size() - 1;
        return List.of(
                new Check("BOS stands first in every row", rows.stream().allMatch(row -> row.ids()[0] == bos)),
                new Check("a special token ends each word", rows.stream().allMatch(row -> batch.special(row.ids()[row.word().length() + 1])
                        && row.ids()[row.word().length() + 1] != pad)),
                new Check("PAD makes all rows equally long", rows.stream().mapToInt(row -> row.ids().length).distinct().count() == 1),
                new Check("padded positions: loss 0", rows.stream().allMatch(row -> positions(row).filter(t -> row.ids()[t] == pad).allMatch(t -> row.losses()[t] == 0))),
                new Check("padded positions: gradient 0", rows.stream().allMatch(row -> positions(row).filter(t -> row.ids()[t] == pad).allMatch(t -> row.gradients()[t] == 0))),
                new Check("decoding gives the bare word", rows.stream().allMatch(row -> batch.decode(row.ids()).equals(row.word()))),
                new Check("typed text never makes one", chat.stream().filter(ChatTemplate.Piece::special).count() == ChatTemplate.FRAME
                        && decoded.equals(Texts.wellFormed(message))));
    }

    private static IntStream positions(Row row) {
        return IntStream.range(0, row.ids().length);
    }
}
