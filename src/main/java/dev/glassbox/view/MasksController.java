package dev.glassbox.view;

import dev.glassbox.analysis.AttentionChange;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.HeatScale;
import dev.glassbox.picture.Heatmap;
import dev.glassbox.picture.Heatmap.Side;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Look;
import dev.glassbox.picture.HeatmapPicture.Marks;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page about masks: who may read whom in *bank … river* under four rules, and what a mask built by multiplication does.
public final class MasksController {
    private static final int PREFIX = 5;
    private static final int WINDOW = 3;
    private static final int N = 4;

    private final WindowModel models;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private SegmentedControl<Example> example;
    @FXML private PictureView rules;
    @FXML private Label answer;
    @FXML private PictureView broken;

    /// A sentence with the pair it is about.
    ///
    /// @param words  its tokens
    /// @param query  who should read
    /// @param key    whom
    /// @param better the later word that may read both
    enum Example {
        STEEP("bank … river", List.of("The", "bank", "by", "the", "river", "was", "steep", "."), 1, 4, 6),
        MUDDY("bank … muddy", List.of("The", "bank", "of", "the", "river", "was", "muddy", "."), 1, 4, 6),
        CAT("cat … mat", List.of("The", "cat", "sat", "on", "the", "mat"), 2, 5, 5);

        private final String title;
        private final List<String> words;
        private final int query;
        private final int key;
        private final int better;

        Example(String title, List<String> words, int query, int key, int better) {
            this.title = title;
            this.words = words;
            this.query = query;
            this.key = key;
            this.better = better;
        }
    }

    public MasksController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        example.setNames(chosen -> chosen.title);
        example.setAll(Example.values());
        example.valueProperty().subscribe(this::draw);
        broken.setPicture(broken());
        for (PictureView view : new PictureView[] {rules, broken}) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
        }
        exports.add(new Figure("masks", "Who may read whom", rules, answer::getText));
        exports.add(new Figure("nan", "A mask that breaks", broken, () -> "0 · −∞ is not a number"));
    }

    @FXML
    private void useAsSentence() {
        StringBuilder text = new StringBuilder();
        for (String word : example.getValue().words) {
            text.append(text.isEmpty() || word.equals(".") ? "" : " ").append(word);
        }
        models.trace().setSentence(text.toString());
        choice.page().set(AttentionChoice.Page.MICROSCOPE);
    }

    private void draw(Example chosen) {
        if (chosen == null) {
            return;
        }
        List<Picture> pictures = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<String> reads = new ArrayList<>();
        for (MaskRule rule : rules()) {
            int time = chosen.words.size();
            float[] open = new float[time * time];
            for (int i = 0; i < open.length; i++) {
                open[i] = rule.open(i / time, i % time) ? 1 : 0;
            }
            boolean allowed = rule.open(chosen.query, chosen.key);
            reads.add(rule.kind().title() + (allowed ? " yes" : " no"));
            Side columns = new Side(title(rule) + (allowed ? ": open" : ": blocked"), time, chosen.words, InkColor.K);
            Heatmap map = Heatmap.of(new Side("", time, chosen.words, InkColor.Q), columns, open, HeatScale.shares("may read")).masked(rule.closed(time));
            pictures.add(HeatmapPicture.of(map).marked(Marks.crossing(chosen.query, chosen.key)).looking(new Look(true, false, false, true, 44)));
            shares.add(1.0);
        }
        rules.setPicture(new RowPicture(pictures, shares, 20));
        String query = chosen.words.get(chosen.query);
        String key = chosen.words.get(chosen.key);
        answer.setText("May " + query + " read " + key + "?  " + String.join(" · ", reads) + (chosen.better == chosen.key ? ""
                : ".  Under the causal mask only " + chosen.words.get(chosen.better) + " reads both."));
    }

    static List<MaskRule> rules() {
        return List.of(MaskRule.CAUSAL, MaskRule.BIDIRECTIONAL, new MaskRule(MaskRule.Kind.PREFIX, PREFIX),
                new MaskRule(MaskRule.Kind.SLIDING_WINDOW, WINDOW));
    }

    private static String title(MaskRule rule) {
        return switch (rule.kind()) {
            case CAUSAL -> "causal (GPT)";
            case BIDIRECTIONAL -> "bidirectional (BERT)";
            case PREFIX -> "prefix of " + rule.size();
            case SLIDING_WINDOW -> "window of " + rule.size();
        };
    }

    /// Both ways to build the mask, computed in floats now, and the softmax of even scores plus each.
    private static Picture broken() {
        float[] wrong = MaskRule.triuTimesMinusInfinity(N);
        float[] right = MaskRule.filledMinusInfinity(N);
        return new RowPicture(List.of(matrix("triu(ones(4, 4), 1) · −∞", wrong, false), matrix("softmax(scores + that)", softmax(wrong), true),
                matrix("0, filled with −∞ above", right, false), matrix("softmax(scores + that)", softmax(right), true)), List.of(1.0, 1.0, 1.0, 1.0), 20);
    }

    private static Picture matrix(String title, float[] values, boolean weights) {
        HeatScale scale = weights ? HeatScale.shares("weight") : HeatScale.diverging(1, "added to the score");
        Heatmap map = Heatmap.of(Side.numbered("", N), Side.numbered(title, N), values, scale);
        return HeatmapPicture.of(map).looking(new Look(true, true, false, true, 44));
    }

    /// Each row of `0 + mask` through a softmax.
    static float[] softmax(float[] mask) {
        float[] all = new float[mask.length];
        for (int row = 0; row < N; row++) {
            float[] scores = Arrays.copyOfRange(mask, row * N, (row + 1) * N);
            System.arraycopy(AttentionChange.softmax(scores), 0, all, row * N, N);
        }
        return all;
    }

    /// What is known about a cell, for the inspector.
    static String numbers() {
        return "0 · −∞ = " + Numbers.format(0f * Float.NEGATIVE_INFINITY);
    }
}
