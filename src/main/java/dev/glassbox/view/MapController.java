package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Dots;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.ScatterPicture;
import dev.glassbox.picture.Selection;
import dev.glassbox.session.VocabularyMap;
import dev.glassbox.viewmodel.MapViewModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The card *Map of the vocabulary*.
public final class MapController {
    private static final int FREE_LABELS = 6;
    private static final int FREE_LABELS_LOW = 3;

    private final WindowState state;
    private final WindowModel models;
    private final EmbeddingsChoice large;
    private final Exports exports;
    private final Glide glide = new Glide();
    private Refresh drawing;
    private boolean arrived;
    private Dots placed = Dots.EMPTY;
    private Dots dots = Dots.EMPTY;
    private int hoveredWord = SelectionModel.NONE;

    @FXML private PictureView picture;
    @FXML private Label caption;

    public MapController(WindowState state, WindowModel models, EmbeddingsChoice large, Exports exports) {
        this.large = large;
        this.state = state;
        this.models = models;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        MapViewModel map = models.map();
        SelectionModel selection = models.selection();
        map.mapProperty().subscribe(now -> arrived = true);
        models.pulse().add(this::move);
        drawing = new Refresh(models.pulse(), picture, this::draw, map.mapProperty(), models.trace().sentenceProperty(), selection.queryProperty(),
                selection.keyProperty(), selection.hoverProperty(), picture.hoveredProperty(), picture.heightProperty());
        picture.hoveredProperty().subscribe(this::hover);
        picture.setOnPick(this::pick);
        picture.setOnOpen(this::open);
        exports.add(new Figure("map", "Map of the vocabulary", picture, caption::getText));
    }

    private void move(long now) {
        if (arrived) {
            arrived = false;
            placed = models.map().getMap().map(LivePictures::dots).orElse(Dots.EMPTY);
            glide.to(placed.xy(), now, state.reducedMotion().get());
        } else if (dots.xy() == placed.xy()) {
            return;
        }
        dots = glide.moving(now) ? new Dots(placed.labels(), glide.at(now), placed.groups(), placed.axes(), placed.share()) : placed;
        drawing.mark();
    }

    private void draw() {
        MapViewModel map = models.map();
        SelectionModel selection = models.selection();
        int hover = hoveredWord != SelectionModel.NONE ? hoveredWord : map.wordOfToken(selection.getHover());
        boolean roomy = ScatterPicture.hasFooter(picture.getHeight());
        var now = new ScatterPicture(dots, new Selection(map.wordOfToken(selection.getQuery()), map.wordOfToken(selection.getKey()), hover),
                roomy ? FREE_LABELS : FREE_LABELS_LOW);
        if (map.getMap().isPresent()) {
            picture.setPicture(now);
        }
        caption.setText(map.getMap().map(m -> caption(m, roomy)).orElse(""));
    }

    /// How many are shown, and of how many when that is not all; else how much the projection keeps where there is no line for it.
    private String caption(VocabularyMap map, boolean roomy) {
        int shown = map.words().size();
        int all = models.run().getLoaded().map(run -> map.wholeWords() ? run.wordList().size() : run.config().vocabSize()).orElse(shown);
        boolean sample = models.run().getLoaded().filter(run -> !run.hasText()).isPresent() && all > shown;
        String kind = map.wholeWords() ? " words" : " tokens";
        if (sample) {
            return "first " + Numbers.integer(shown) + " of " + Numbers.integer(all); // with the noun it is wider than the card
        }
        return roomy ? Numbers.integer(shown) + kind + ", PCA" : "PCA keeps " + Numbers.percent(map.share());
    }

    private void hover(Hit hit) {
        hoveredWord = hit instanceof ScatterPicture.Dot dot ? dot.index() : SelectionModel.NONE;
        models.selection().hover(hoveredWord == SelectionModel.NONE ? SelectionModel.NONE : models.map().tokenOfWord(hoveredWord));
    }

    private void open(Hit hit) {
        if (hit instanceof ScatterPicture.Dot dot && dot.index() < dots.size()) {
            large.openWith(dots.name(dot.index()));
            state.lens().set(Views.EMBEDDINGS);
        }
    }

    private void pick(Hit hit) {
        if (hit instanceof ScatterPicture.Dot dot) {
            int token = models.map().tokenOfWord(dot.index());
            if (token != SelectionModel.NONE) {
                models.selection().selectQuery(token);
            }
        }
    }
}
