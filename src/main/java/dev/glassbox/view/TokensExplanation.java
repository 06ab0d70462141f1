package dev.glassbox.view;

import dev.glassbox.picture.ChatStripPicture;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.NumberingsPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.PaddedBatchPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.picture.TokenBenchPicture;
import dev.glassbox.text.BpeTokenizer.Merge;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.view.Lens.Explanation;
import dev.glassbox.viewmodel.BenchTokenizer;
import dev.glassbox.viewmodel.LabelsModel;
import dev.glassbox.viewmodel.LearnedMerges;
import dev.glassbox.viewmodel.MergeMoment;
import dev.glassbox.viewmodel.MergeTree;
import dev.glassbox.viewmodel.PaddedBatch;
import dev.glassbox.viewmodel.TokenPieces;
import dev.glassbox.viewmodel.TokenRow;
import dev.glassbox.viewmodel.TokensModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javafx.beans.value.ObservableValue;

/// The words beside the Tokens lens, made from what is pointed at and selected.
final class TokensExplanation {
    /// Words of a text that say something about how many words a token is.
    private static final int ENOUGH = 20;

    private final WindowState state;
    private final WindowModel models;
    private final TokensModel tokens;
    private final TokenChoice choice;

    TokensExplanation(WindowState state, WindowModel models, TokenChoice choice) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        tokens = models.tokens();
    }

    ObservableValue<?>[] inputs() {
        return new ObservableValue<?>[] {tokens.bench().benchProperty(), tokens.bench().selectedProperty(), tokens.bench().presetProperty(),
                tokens.trainer().momentProperty(), choice.pointed(), choice.page(), state.low(), tokens.vocabulary().detailProperty(), tokens.specials().batchProperty(),
                tokens.labels().curvesProperty(), models.run().loadedProperty()};
    }

    Explanation now() {
        return switch (choice.page().get()) {
            case BENCH -> bench();
            case VOCABULARY -> vocabulary();
            case SPECIAL -> special();
            case LABELS -> labels();
        };
    }

    private Explanation vocabulary() {
        List<String> numbers = new ArrayList<>();
        var detail = tokens.vocabulary().detailProperty().get();
        if (detail != null) {
            MergeTree tree = detail.tree();
            String label = "**" + tree.label() + "**";
            numbers.add(tree.leaf() ? label + " is not made of others" : label + " = " + tree.left().label() + " + " + tree.right().label());
            numbers.add("id " + Numbers.integer(detail.id()) + " of " + Numbers.integer(detail.index().size()));
            int count = detail.index().count(detail.id());
            if (detail.index().counted()) {
                numbers.add("occurs " + Numbers.integer(count) + (count == 1 ? " time" : " times"));
            }
            numbers.add("made of " + tree.leaves() + (tree.leaves() == 1 ? " byte" : " bytes") + ", " + tree.depth() + (tree.depth() == 1 ? " merge deep" : " merges deep"));
        }
        return new Explanation("Every token the tokenizer can make. An id is **only a label**: with the characters of hello world sorted, the space is 0 and"
                + " led is 4 2 1; with the space last it is 3 1 0. Either order works as long as it stays. The tree shows which merges built a token.",
                numbers, state.low().get() ? "" : "A token that never occurs in the text is never trained: its row of the table stays as it was drawn.");
    }

    private Explanation special() {
        List<String> numbers = new ArrayList<>();
        Hit pointed = choice.pointed().get();
        if (pointed instanceof PaddedBatchPicture.Position || pointed instanceof ChatStripPicture.Chip) {
            numbers.add(pointed.text());
        }
        PaddedBatch batch = tokens.specials().batchProperty().get();
        if (batch != null) {
            int positions = batch.rows().size() * batch.rows().getFirst().ids().length;
            long counted = batch.rows().stream().flatMapToInt(row -> Arrays.stream(row.targets())).filter(t -> t != PaddedBatch.IGNORED).count();
            double sum = batch.rows().stream().mapToDouble(TokensExplanation::loss).sum();
            numbers.add("positions " + batch.rows().size() + " × " + batch.rows().getFirst().ids().length + " = " + positions);
            numbers.add("that count: **" + counted + "**");
            numbers.add("loss = " + Numbers.format(sum) + " / " + counted + " = **" + Numbers.format(sum / counted) + "**");
            numbers.add("[-:ln " + batch.vocabulary().size() + " = " + Numbers.format(Math.log(batch.vocabulary().size())) + ", a random guess]");
        }
        return new Explanation("A batch is a rectangle, words are not: **PAD** fills it up. A padded position has no target, so its loss is 0 and no"
                + " gradient goes back. **BOS** says where a word begins, BOS or **EOS** where it ends. Below, a chat becomes one row of tokens.",
                numbers, state.low().get() ? "" : "The numbers come from a small model with random weights, computed as in training.");
    }

    private Explanation labels() {
        List<String> numbers = new ArrayList<>();
        Hit pointed = choice.pointed().get();
        if (pointed instanceof NumberingsPicture.Cell || pointed instanceof LinePicture.Reading) {
            numbers.add(pointed.text());
        }
        LabelsModel.Curves now = tokens.labels().curvesProperty().get();
        if (now != null) {
            numbers.add(Numbers.integer(now.naming().changed()) + " of " + Numbers.integer(now.naming().names().length) + " ids have a new name");
        }
        if (now != null && now.size() > 0) {
            int last = now.size() - 1;
            numbers.add("step " + Numbers.integer(now.size()) + ": " + Numbers.fixed(now.plain()[last], 6));
            numbers.add("shuffled: " + Numbers.fixed(now.renamed()[last], 6));
            numbers.add("at most **" + Numbers.format(now.apart()) + "** apart" + (now.apart() > 0 ? ", step " + Numbers.integer(now.apartAt()) : ""));
        }
        boolean moved = tokens.labels().movedProperty().get();
        return new Explanation("An id is **only a label**: a row of a table. Every id of the text is replaced by another and the row moves along, so each"
                + " token keeps its vector, and training takes the same course. That 333 is greater than 257 means nothing to the model.", numbers,
                state.low().get() ? "" : moved ? "What is left between the curves is rounding: sums over the vocabulary are added up in another order."
                        : "The rows stay where they were drawn, so each token starts from another random vector: another start, the same kind of course.");
    }

    private static double loss(PaddedBatch.Row row) {
        double sum = 0;
        for (float loss : row.losses()) {
            sum += loss;
        }
        return sum;
    }

    private Explanation bench() {
        List<String> numbers = new ArrayList<>();
        Hit pointed = choice.pointed().get();
        if (pointed instanceof TokenBenchPicture.Piece piece) {
            tokens.bench().row(piece.row()).ifPresent(row -> numbers.addAll(piece(row, piece.start(), piece.text())));
        } else if (pointed instanceof RowPicture.Part part) {
            numbers.add(part.text());
        }
        if (numbers.isEmpty()) {
            tokens.bench().getSelected().ifPresent(row -> numbers.addAll(row(row)));
        }
        MergeMoment moment = tokens.trainer().momentProperty().get();
        if (moment != null) {
            List<String> merge = merge(moment);
            numbers.addAll(state.low().get() ? merge.subList(0, Math.min(3, merge.size())) : merge);
        }
        return new Explanation(seeing(), numbers, note());
    }

    /// In a low window an example's lesson takes the place of the general words.
    private String seeing() {
        var preset = tokens.bench().presetProperty().get();
        return state.low().get() ? preset == null ? SEEING : preset.teaches() : SEEING + " Below, BPE learns its merges, **most frequent pair first**.";
    }

    private static final String SEEING = "One text cut by several tokenizers, aligned by character. A dot is a leading space. Tick: decoding gives the text"
            + " again.";

    private static List<String> piece(TokenRow row, int start, String fallback) {
        TokenPieces pieces = row.pieces();
        BenchTokenizer tokenizer = row.tokenizer();
        int at = pieces.firstAfter(start);
        if (at >= pieces.count() || pieces.id(at) == TokenPieces.UNKNOWN) {
            return List.of("[-:" + fallback + "]");
        }
        int id = pieces.id(at);
        String bytes = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(tokenizer.bytes(id));
        return List.of("[-:" + tokenizer.title() + "] **" + tokenizer.label(id) + "**", "id " + Numbers.integer(id) + " of " + Numbers.integer(tokenizer.vocabularySize()),
                "bytes " + bytes, "characters " + pieces.from(at) + "–" + (pieces.to(at) - 1));
    }

    private List<String> row(TokenRow row) {
        var run = models.run().getLoaded();
        int dModel = run.map(loaded -> loaded.config().dModel()).orElse(1);
        List<String> numbers = new ArrayList<>(List.of("[-:" + row.tokenizer().title() + "] **" + Numbers.integer(row.tokens()) + "** tokens, n² = "
                + Numbers.integer(row.attentionCells()), Numbers.format(row.tokensPerWord()) + " a word, " + Numbers.format(row.charactersPerToken()) + " chars each"));
        if (row.words() >= ENOUGH) {
            numbers.add("1,000 words ≈ " + Numbers.integer(Math.round(1_000 * row.tokensPerWord())) + " tokens");
        }
        numbers.add("table " + Numbers.integer(row.tokenizer().vocabularySize()) + " × " + dModel + " = " + Numbers.integer(row.embeddingParameters(dModel)));
        if (row.tokenizer().key().equals("this_model") && !state.low().get()) {
            run.ifPresent(loaded -> numbers.add("context " + Numbers.integer(row.tokens()) + " of " + Numbers.integer(loaded.config().contextLength())
                    + (row.tokens() > loaded.config().contextLength() ? ": too long" : "")));
        }
        return numbers;
    }

    private static List<String> merge(MergeMoment moment) {
        LearnedMerges learned = moment.learned();
        int k = moment.merges();
        if (k == 0) {
            return List.of("merge 0: **256 bytes**, nothing merged", "tokens " + Numbers.integer(learned.tokens(0)));
        }
        Merge merge = learned.tokenizer().merges().get(k - 1);
        Vocabulary names = learned.tokenizer().vocabulary();
        String runnerUp = moment.race().size() > 1 ? "  [-:next " + Numbers.integer(moment.race().get(1).count()) + "]" : "";
        return List.of("merge " + Numbers.integer(k) + ": **" + names.label(merge.left()) + " + " + names.label(merge.right()) + " → " + names.label(merge.id()) + "**",
                "count " + Numbers.integer(learned.count(k - 1)) + runnerUp,
                "tokens " + Numbers.integer(learned.tokens(k - 1)) + " → " + Numbers.integer(learned.tokens(k)), "chars/token "+ Numbers.format(learned.charactersPerToken(k - 1)) + " → " + Numbers.format(learned.charactersPerToken(k)));
    }

    private String note() {
        var preset = tokens.bench().presetProperty().get();
        if (preset != null && !state.low().get()) {
            return preset.teaches();
        }
        if (state.low().get()) {
            return "";
        }
        return models.run().getLoaded().filter(run -> run.tokenizer().kind().equals("bpe")).map(run -> {
            int size = run.tokenizer().vocabulary().size();
            return "This model's vocabulary has 256 bytes + " + Numbers.integer(size - 256) + " merges = " + Numbers.integer(size)
                    + " entries, so no text is ever unknown.";
        }).orElse("");
    }
}
