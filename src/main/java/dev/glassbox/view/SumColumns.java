package dev.glassbox.view;

import dev.glassbox.picture.SumPicture;
import dev.glassbox.picture.SumPicture.Column;
import dev.glassbox.picture.SumPicture.Line;
import dev.glassbox.picture.SumPicture.Part;
import dev.glassbox.viewmodel.TokenPieces;
import dev.glassbox.viewmodel.TokenRow;
import dev.glassbox.viewmodel.TokenizerBenchModel.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a sum or difference in a text and says which of its digits each tokenizer takes together.
final class SumColumns {
    private static final Pattern SUM = Pattern.compile("([0-9]{1,12})\\s*([+−×*-])\\s*([0-9]{1,12})\\s*=\\s*([0-9]{1,12})");

    private SumColumns() {}

    /// The first sum of the text; without columns when there is none.
    static SumPicture of(Bench bench) {
        Matcher sum = SUM.matcher(bench.text());
        if (!sum.find()) {
            return new SumPicture(List.of());
        }
        return new SumPicture(bench.rows().stream().map(row -> new Column(row.tokenizer().key(), row.tokenizer().title(), row.tokenizer().note(),
                row.tokenizer().key().equals("this_model"), List.of(line("", row, bench.text(), sum, 1), line(sum.group(2), row, bench.text(), sum, 3),
                line("=", row, bench.text(), sum, 4)))).toList());
    }

    private static Line line(String sign, TokenRow row, String text, Matcher sum, int group) {
        TokenPieces pieces = row.pieces();
        List<Part> parts = new ArrayList<>();
        for (int i = pieces.firstAfter(sum.start(group)); i < pieces.count() && pieces.from(i) < sum.end(group); i++) {
            String digits = text.substring(Math.max(pieces.from(i), sum.start(group)), Math.min(pieces.to(i), sum.end(group)));
            parts.add(new Part(digits, pieces.id(i) == TokenPieces.UNKNOWN ? "unk" : Integer.toString(pieces.id(i))));
        }
        return new Line(sign, parts);
    }
}
