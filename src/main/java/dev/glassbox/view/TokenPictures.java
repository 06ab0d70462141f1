package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.TablePicture;
import dev.glassbox.picture.TokenBench;
import dev.glassbox.picture.TokenBench.Chip;
import dev.glassbox.picture.TokenBench.Kind;
import dev.glassbox.picture.TokenMetersPicture.Meter;
import dev.glassbox.viewmodel.BenchTokenizer;
import dev.glassbox.viewmodel.TokenPieces;
import dev.glassbox.viewmodel.TokenRow;
import dev.glassbox.viewmodel.TokenizerBenchModel.Bench;
import dev.glassbox.viewmodel.VocabularyCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The part of the bench that is on screen, as pictures take it. Only pieces inside the window are looked at, however long the text.
final class TokenPictures {
    private final String text;
    private final int offset;
    private final int end;
    private final int[] column;

    private TokenPictures(String text, int offset, int columns) {
        this.text = text;
        this.offset = offset;
        int at = offset;
        int[] places = new int[2 * columns + 1];
        for (int c = 0; c < columns && at < text.length(); c++) {
            int next = at + Character.charCount(text.codePointAt(at));
            for (; at < next; at++) {
                places[at - offset] = c;
            }
        }
        end = at;
        places[end - offset] = text.codePointCount(offset, end);
        column = places;
    }

    /// @param offset  first `char` on screen
    /// @param columns characters on screen at most
    /// @param bytes   whether fragments show their bytes, else U+FFFD
    static TokenBench bench(Bench bench, int offset, int columns, boolean bytes) {
        if (bench.rows().isEmpty()) {
            return TokenBench.EMPTY;
        }
        int all = bench.rows().getFirst().characters();
        int at = aligned(bench.text(), Math.clamp(offset, 0, bench.text().length()));
        var window = new TokenPictures(bench.text(), at, Math.min(columns, all));
        List<TokenBench.Row> rows = bench.rows().stream().map(row -> window.row(row, bytes)).toList();
        return new TokenBench(rows, window.column[window.end - at], bench.text().codePointCount(0, at), all);
    }

    /// Never between the two halves of a character.
    private static int aligned(String text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
        return inside ? at - 1 : at;
    }

    private TokenBench.Row row(TokenRow row, boolean bytes) {
        TokenPieces pieces = row.pieces();
        BenchTokenizer tokenizer = row.tokenizer();
        List<Chip> chips = new ArrayList<>();
        int i = pieces.firstAfter(offset);
        while (i < pieces.count() && pieces.from(i) < end) {
            int from = i > 0 ? Math.max(pieces.from(i), pieces.to(i - 1)) : pieces.from(i);
            int to = i + 1 < pieces.count() ? Math.min(pieces.to(i), Math.max(pieces.from(i), pieces.from(i + 1))) : pieces.to(i);
            if (from < to) {
                add(chips, row, i, from, to, 0, 1, bytes);
                i++;
                continue;
            }
            int last = i;
            while (last + 1 < pieces.count() && pieces.from(last + 1) < pieces.to(i) && pieces.to(last + 1) == pieces.to(i)) {
                last++;
            }
            for (int slot = 0; slot <= last - i; slot++) {
                add(chips, row, i + slot, pieces.from(i), pieces.to(i), slot, last - i + 1, bytes);
            }
            i = last + 1;
        }
        return new TokenBench.Row(tokenizer.key(), tokenizer.title(), tokenizer.note(), tokenizer.key().equals("this_model"), chips, row.tokens(), row.roundTrip());
    }

    private void add(List<Chip> chips, TokenRow row, int index, int from, int to, int slot, int slots, boolean bytes) {
        if (to <= offset || from >= end) {
            return;
        }
        int id = row.pieces().id(index);
        int first = row.pieces().from(index);
        int after = row.pieces().to(index);
        boolean unknown = id == TokenPieces.UNKNOWN;
        Kind kind = unknown ? Kind.UNKNOWN : row.tokenizer().whole(id) ? Kind.WHOLE : Kind.FRAGMENT;
        String label = unknown || row.tokenizer() instanceof BenchTokenizer.Words ? visible(text.substring(first, after)) : kind == Kind.FRAGMENT && !bytes ? "\uFFFD" : row.tokenizer().label(id);
        chips.add(new Chip(column[Math.max(from, offset) - offset], column[Math.min(to, end) - offset], label, unknown ? "" : Integer.toString(id),
                kind, slot, slots, first, after));
    }

    private static String visible(String piece) {
        return piece.replace(' ', '·').replace('\n', '↵').replace('\t', '⇥');
    }

    static List<Meter> meters(Bench bench, int dModel) {
        return bench.rows().stream().map(row -> new Meter(row.tokenizer().key(), row.tokenizer().title(), row.tokenizer().note(),
                row.tokenizer().key().equals("this_model"), row.tokens(), row.tokensPerWord(), row.charactersPerToken(), row.attentionCells(),
                row.tokenizer().vocabularySize(), row.embeddingParameters(dModel))).toList();
    }

    /// The numbers of LLaMA 3's vocabulary as Meta gave them (Llama Team, 2024, arXiv:2407.21783, section 3.2): 128,000 ordinary tokens, 256 reserved ids.
    private static final TablePicture.Row LLAMA3 = new TablePicture.Row("LLaMA 3 (published)", List.of("128,000", "256", "0", "127,999", "128,256", "–"));

    /// The ids of each vocabulary, counted by kind; last, unmeasured, those of LLaMA 3, whose file does not come with the program.
    static TablePicture vocabularies(Bench bench, String selected) {
        List<TablePicture.Row> rows = Stream.concat(bench.rows().stream().map(row -> {
            VocabularyCount count = row.tokenizer().count();
            return new TablePicture.Row(row.tokenizer().title(), List.of(Numbers.integer(count.ordinary()), Numbers.integer(count.special()),
                    Numbers.integer(count.unused()), Numbers.integer(count.highest()), Numbers.integer(count.ids()), Numbers.integer(row.tokens())));
        }), Stream.of(LLAMA3)).toList();
        int chosen = bench.rows().stream().map(row -> row.tokenizer().key()).toList().indexOf(selected);
        return new TablePicture("Vocabularies", List.of("ordinary", "special", "unused", "highest ordinary id", "V = all ids", "tokens of this text"), rows, chosen,
                List.of("Counted here, id by id. Published sizes differ: some include special tokens and gaps of the numbering, some do not,",
                        "and the highest id is one less than a count. V is the number of rows that a model's token table needs.",
                        "LLaMA 3 is quoted, not counted: its file does not come with Glassbox. \"Hello world\" is 9906 1917 there too, and 3 tokens with its BOS."));
    }
}
