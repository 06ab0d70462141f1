package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.AtlasPicture;
import dev.glassbox.picture.MapView;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.EmbeddingHistory;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.Lexicon;
import dev.glassbox.view.EmbeddingsChoice.Projection;
import dev.glassbox.viewmodel.EmbeddingsModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.OptionalInt;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// The card with the large map: wheel zooms, drag moves it or turns it, a double click shows all of it again.
public final class AtlasController {
    private static final double WHEEL = 1.0015;
    private static final double KEY_ZOOM = 1.25;
    private static final double KEY_MOVE = 40;
    private static final double TURN = 0.008;

    private final WindowState state;
    private final WindowModel models;
    private final EmbeddingsChoice choice;
    private final Exports exports;
    private final EmbeddingsModel embeddings;
    private final Glide glide = new Glide();
    private Refresh drawing;
    private boolean arrived;
    private EmbeddingMap shown;
    private float[] painted = new float[0];
    private double dragX;
    private double dragY;

    @FXML private PictureView picture;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private Label problem;

    public AtlasController(WindowState state, WindowModel models, EmbeddingsChoice choice, Exports exports) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        embeddings = models.embeddings();
    }

    @FXML
    private void initialize() {
        embeddings.mapProperty().subscribe(now -> arrived = true);
        models.tsne().mapProperty().subscribe(now -> arrived = true);
        choice.projection().subscribe(now -> {
            arrived = true;
            stepIn();
        });
        models.pulse().add(this::move);
        drawing = new Refresh(models.pulse(), picture, this::draw, embeddings.mapProperty(), models.selection().queryProperty(),
                models.selection().hoverProperty(), models.trace().sentenceProperty(), choice.hovered(), choice.picks(), choice.find(), choice.view(),
                choice.turn(), choice.groups(), choice.trails(), choice.projection());
        choice.projection().subscribe(now -> choice.view().set(MapView.ALL));
        embeddings.problemProperty().subscribe(why -> {
            problem.setText(why);
            problem.setManaged(!why.isEmpty());
            problem.setVisible(!why.isEmpty());
        });
        picture.hoveredProperty().subscribe(this::hover);
        picture.setOnPick(this::pick);
        picture.addEventHandler(MouseEvent.MOUSE_PRESSED, this::grab);
        picture.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        picture.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                choice.view().set(MapView.ALL);
                event.consume(); // elsewhere a double click shows a card alone
            }
        });
        picture.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        picture.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        exports.add(new Figure("map", "Map of the vocabulary", picture, caption::getText));
    }

    /// t-SNE begins by itself when it is chosen, and anew when the points are others; it follows the same points to another moment.
    private void stepIn() {
        EmbeddingMap vectors = embeddings.getMap().orElse(null);
        if (choice.projection().get() != Projection.TSNE || vectors == null) {
            return;
        }
        models.tsne().follow(vectors);
    }

    private EmbeddingMap newest() {
        EmbeddingMap vectors = embeddings.getMap().orElse(null);
        if (choice.projection().get() != Projection.TSNE || vectors == null) {
            return vectors;
        }
        return models.tsne().getMap().filter(map -> map.points().equals(vectors.points())).orElse(vectors);
    }

    private void move(long now) {
        if (arrived) {
            arrived = false;
            stepIn();
            EmbeddingMap newest = newest();
            boolean same = newest != null && shown != null && newest.size() == shown.size() && newest.dimensions() == shown.dimensions();
            shown = newest;
            glide.to(newest == null ? new float[0] : newest.places(), now, !same || state.reducedMotion().get());
        }
        if (shown != null && painted != shown.places()) {
            painted = glide.at(now);
            drawing.mark();
        }
    }

    private void draw() {
        if (shown == null) {
            return;
        }
        var scene = new AtlasScene(shown, choice.projection().get() == Projection.SOLID, choice.turn().get());
        List<Integer> picks = choice.picked(shown);
        int query = EmbeddingPlaces.ofToken(shown, models.trace().getTokens(), models.selection().getQuery());
        int hover = choice.hovered().get() >= 0 ? choice.hovered().get()
                : EmbeddingPlaces.ofToken(shown, models.trace().getTokens(), models.selection().getHover());
        int subject = picks.isEmpty() ? -1 : picks.getFirst();
        float[] trail = choice.trails().get() ? scene.trail(subject, embeddings.history()) : new float[0];
        picture.setPicture(new AtlasPicture(scene.dots(painted), scene.depth(painted), scene.reach(), choice.view().get(),
                scene.marks(picks.contains(query) || picks.isEmpty() ? query : -1, hover, picks, choice.find().get(), trail, since()), choice.groups().get(), footer(scene)));
        title.setText(state.narrow().get() ? "Map" : "Map of the vocabulary");
        caption.setText(caption(trail, subject));
    }

    private int since() {
        return embeddings.history().map(EmbeddingHistory::since).orElse(OptionalInt.empty()).orElse(0);
    }

    private String caption(float[] trail, int subject) {
        int words = (int) shown.points().stream().filter(point -> !point.isPosition()).count();
        String kind = embeddings.allTokensProperty().get() ? " tokens" : " words";
        String what = Numbers.integer(words) + (shown.of() > words ? (shown.of() > Lexicon.MOST ? " sampled of " : " of ") + Numbers.integer(shown.of()) : "") + kind;
        return what + " of " + shown.title() + (trail.length > 0 && !state.narrow().get() ? " · line: path of " + shown.points().get(subject).label() + " since step " + Numbers.integer(since()) : "");
    }

    private String footer(AtlasScene scene) {
        if (shown.axes().length == 0) {
            return "t-SNE of step " + Numbers.integer(Math.max(0, shown.step())) + ", " + Numbers.integer(models.tsne().stepsProperty().get())
                    + " iterations: only who is near whom means something";
        }
        String names = embeddings.chosenProperty().get().map(l -> "Right " + l.get(0) + " − " + l.get(1) + ", up " + l.get(2) + " − " + l.get(3) + ". ").orElse("");
        int axes = scene.solid() ? 3 : 2;
        return names + axes + " of " + shown.width() + " axes keep " + Numbers.percent(shown.kept(axes)) + " of the variance"
                + (choice.view().get().zoom() > 1 ? ", zoom " + Numbers.format(choice.view().get().zoom()) : "");
    }

    private void hover(Hit hit) {
        int index = hit instanceof AtlasPicture.Dot dot ? dot.index() : -1;
        choice.hovered().set(index);
        models.selection().hover(index < 0 || shown == null ? SelectionModel.NONE : EmbeddingPlaces.tokenOf(shown, index, models.trace().getTokens()));
    }

    private void pick(Hit hit) {
        if (hit instanceof AtlasPicture.Dot dot && shown != null && dot.index() < shown.size()) {
            choice.pick(shown.points().get(dot.index()).label());
        }
    }

    private void grab(MouseEvent event) {
        dragX = event.getX();
        dragY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (!event.isPrimaryButtonDown()) {
            return;
        }
        shift((event.getX() - dragX) / picture.ink().scale(), (event.getY() - dragY) / picture.ink().scale());
        grab(event);
    }

    private void shift(double dx, double dy) {
        if (choice.projection().get() == Projection.SOLID) {
            double[] turn = choice.turn().get();
            choice.turn().set(new double[] {turn[0] + dx * TURN, Math.clamp(turn[1] + dy * TURN, -1.5, 1.5)});
        } else {
            choice.view().set(choice.view().get().moved(dx, dy));
        }
    }

    private void scroll(ScrollEvent event) {
        double scale = picture.ink().scale();
        choice.view().set(choice.view().get().zoomed(Math.pow(WHEEL, event.getDeltaY()), event.getX() / scale - picture.getWidth() / scale / 2,
                event.getY() / scale - picture.getHeight() / scale / 2));
        event.consume();
    }

    /// Shift and arrows move or turn, plus and minus zoom.
    private void key(KeyEvent event) {
        KeyCode code = event.getCode();
        boolean in = code == KeyCode.PLUS || code == KeyCode.EQUALS || code == KeyCode.ADD;
        if (in || code == KeyCode.MINUS || code == KeyCode.SUBTRACT) {
            choice.view().set(choice.view().get().zoomed(in ? KEY_ZOOM : 1 / KEY_ZOOM, 0, 0));
            event.consume();
        } else if (event.isShiftDown() && code.isArrowKey()) {
            shift(code == KeyCode.LEFT ? KEY_MOVE : code == KeyCode.RIGHT ? -KEY_MOVE : 0, code == KeyCode.UP ? KEY_MOVE : code == KeyCode.DOWN ? -KEY_MOVE : 0);
            event.consume();
        }
    }
}
