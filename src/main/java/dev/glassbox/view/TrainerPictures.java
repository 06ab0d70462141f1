package dev.glassbox.view;

import dev.glassbox.picture.MergeCurvePicture;
import dev.glassbox.picture.MergeRacePicture;
import dev.glassbox.picture.MergeTextPicture;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.text.BpeTrainer.Ties;
import dev.glassbox.viewmodel.LearnedMerges;
import dev.glassbox.viewmodel.MergeMoment;
import java.util.List;
import java.util.stream.IntStream;

/// A moment of the trainer as one picture: pair counts, the sample text, the curve. Keeps the curve's values, so that an equal
/// curve is the same array.
final class TrainerPictures {
    private static final int BYTES = 256;

    private LearnedMerges drawn;
    private double[] tokens;
    private double[] ratio;

    Picture picture(MergeMoment moment, double glue, TokenChoice.Curve curve) {
        prepare(moment.learned());
        List<MergeRacePicture.Pair> pairs = moment.race().stream()
                .map(pair -> new MergeRacePicture.Pair(pair.left(), pair.right(), pair.count())).toList();
        boolean leftmost = moment.learned().recipe().ties() == Ties.LEFTMOST;
        String rule = "equal count: " + (leftmost ? "the leftmost first occurrence" : "the first in byte order");
        return new RowPicture(List.of(new MergeRacePicture(pairs, moment.merges() > 0, rule), text(moment, glue),
                new MergeCurvePicture(curve == TokenChoice.Curve.TOKENS ? tokens : ratio, moment.merges(),
                        curve == TokenChoice.Curve.TOKENS ? "tokens in the corpus" : "characters per token", BYTES)),
                List.of(30.0, 41.0, 24.0), 20);
    }

    private static MergeTextPicture text(MergeMoment moment, double glue) {
        String sample = moment.learned().recipe().sample();
        int all = moment.learned().size();
        return new MergeTextPicture(moment.lines().stream().map(line -> new MergeTextPicture.Line(line.merges(),
                line.now() ? "now" : line.merges() == 0 ? "start" : line.merges() == all ? "all" : "", line.now(),
                line.tiles().stream().map(tile -> tile(sample, tile)).toList())).toList(), sample.codePointCount(0, sample.length()), glue);
    }

    private static MergeTextPicture.Tile tile(String sample, MergeMoment.Tile tile) {
        return new MergeTextPicture.Tile(tile.label(), sample.codePointCount(0, tile.from()), sample.codePointCount(0, tile.to()),
                tile.seam() < 0 ? -1 : sample.codePointCount(0, tile.seam()));
    }

    private void prepare(LearnedMerges learned) {
        if (learned != drawn) {
            drawn = learned;
            tokens = IntStream.rangeClosed(0, learned.size()).mapToDouble(learned::tokens).toArray();
            ratio = IntStream.rangeClosed(0, learned.size()).mapToDouble(learned::charactersPerToken).toArray();
        }
    }
}
