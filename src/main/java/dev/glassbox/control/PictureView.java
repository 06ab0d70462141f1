package dev.glassbox.control;

import dev.glassbox.picture.Box;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.Stroke;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Bounds;
import javafx.geometry.BoundingBox;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Screen;
import javafx.stage.Window;

/// Shows one [Picture] and reports what is pointed at.
///
/// It paints in the layout pass, so a picture set in a pulse is on screen in the same pulse, and only when the picture,
/// the size or the ink has changed. Colours and the text scale come from the style sheets. Arrow keys move an invisible
/// focus from part to part; its text is what a screen reader says.
public class PictureView extends Region {

    private static final List<CssMetaData<? extends Styleable, ?>> OWN = InkStyles.<PictureView>metaData(view -> view.styles);
    private static final List<CssMetaData<? extends Styleable, ?>> ALL =
            Stream.concat(Region.getClassCssMetaData().stream(), OWN.stream()).toList();
    private static final double FOCUS_WIDTH = 2;
    private static final double STALE_OPACITY = 0.4;
    private static final double LOADING_BAR = 2;

    private final Canvas canvas = new Canvas();
    private final InkStyles styles = new InkStyles(this, OWN, this::inkChanged);
    private final ObjectProperty<Picture> picture = new SimpleObjectProperty<>(this, "picture") {
        @Override protected void invalidated() {
            setAccessibleText(get() == null ? "" : get().describe());
            requestLayout();
        }
    };
    private final Region loadingBar = new Region();
    private final BooleanProperty loading = new SimpleBooleanProperty(this, "loading") {
        @Override protected void invalidated() {
            canvas.setOpacity(get() ? STALE_OPACITY : 1);
            loadingBar.setVisible(get());
        }
    };
    private final ReadOnlyObjectWrapper<Hit> hovered = new ReadOnlyObjectWrapper<>(this, "hovered", Hit.NONE);
    private Consumer<Hit> onPick = hit -> {};
    /// Null as long as nothing opens: double click and Enter then belong to whatever is around.
    private Consumer<Hit> onOpen;
    private Consumer<Hit> onDrag = hit -> {};
    private Hit focused = Hit.NONE;
    private Ink ink;
    private CanvasPen pen;
    private Picture painted;
    private Hit paintedFocus = Hit.NONE;
    private double penDensity;

    public PictureView() {
        getStyleClass().add("picture-view");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        loadingBar.getStyleClass().add("loading-bar");
        loadingBar.setManaged(false);
        loadingBar.setVisible(false);
        getChildren().addAll(canvas, loadingBar);
        setMinSize(0, 0);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hovered.set(hitAt(event)));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> hovered.set(Hit.NONE));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> onDrag.accept(hitAt(event)));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        focusedProperty().addListener((property, was, is) -> {
            if (!is) {
                focus(Hit.NONE);
            }
        });
    }

    public ObjectProperty<Picture> pictureProperty() {
        return picture;
    }

    public final Picture getPicture() {
        return picture.get();
    }

    public final void setPicture(Picture value) {
        picture.set(value);
    }

    /// Whether a newer picture is on its way: the old one stays, pale, under a thin bar.
    public BooleanProperty loadingProperty() {
        return loading;
    }

    /// The part under the mouse, [Hit#NONE] for none.
    public ReadOnlyObjectProperty<Hit> hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    /// Called with the part that was clicked or confirmed with Space; never with [Hit#NONE].
    public void setOnPick(Consumer<Hit> handler) {
        onPick = handler;
    }

    /// Called with the part that was double-clicked or confirmed with Enter; never with [Hit#NONE].
    public void setOnOpen(Consumer<Hit> handler) {
        onOpen = handler;
    }

    /// Whether a double click or Enter would now be for a part of the picture.
    public boolean opens() {
        return onOpen != null && (hovered.get() != Hit.NONE || focused != Hit.NONE);
    }

    /// Called while the primary button is down, from the press on, with what lies under the mouse.
    public void setOnDrag(Consumer<Hit> handler) {
        onDrag = handler;
    }

    /// The colours and text scale in use, for exporting what is on screen.
    public Ink ink() {
        if (ink == null) {
            ink = styles.ink();
        }
        return ink;
    }

    private void inkChanged() {
        ink = null;
        pen = null;
        painted = null;
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        return picture.get() == null ? 0 : snapSizeX(picture.get().preferredSize().width() * ink().scale());
    }

    @Override
    protected double computePrefHeight(double width) {
        return picture.get() == null ? 0 : snapSizeY(picture.get().preferredSize().height() * ink().scale());
    }

    @Override
    public Orientation getContentBias() {
        return null;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(PictureExporter.LARGEST_SIDE, Math.floor(getWidth()));
        double height = Math.min(PictureExporter.LARGEST_SIDE, Math.floor(getHeight()));
        boolean resized = width != canvas.getWidth() || height != canvas.getHeight();
        if (resized) {
            canvas.setWidth(width);
            canvas.setHeight(height);
        }
        loadingBar.resizeRelocate(0, 0, width, LOADING_BAR);
        double density = density();
        if (pen == null || density != penDensity) {
            pen = new CanvasPen(canvas.getGraphicsContext2D(), ink(), density);
            penDensity = density;
            painted = null;
        }
        boolean same = picture.get() == null ? painted == null : picture.get().equals(painted);
        if (resized || !same || painted == null || focused != paintedFocus) {
            paint(width, height);
        }
    }

    private void paint(double width, double height) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        painted = picture.get();
        paintedFocus = focused;
        if (painted == null || width < 1 || height < 1) {
            return;
        }
        double scale = ink().scale();
        Ink desk = ink().scaled(1);
        g.save();
        g.scale(scale, scale);
        painted.paint(pen, desk, width / scale, height / scale);
        if (focused != Hit.NONE) {
            paintFocus(desk);
        }
        g.restore();
    }

    private void paintFocus(Ink desk) {
        Box box = focused.box().grown(1);
        pen.strokeRect(box.x(), box.y(), box.width(), box.height(), 3,
                Stroke.of(desk.color(InkColor.FOCUS), FOCUS_WIDTH));
    }

    private double density() {
        Window window = getScene() == null ? null : getScene().getWindow();
        return window == null ? Screen.getPrimary().getOutputScaleX() : window.getOutputScaleX();
    }

    private Hit hitAt(MouseEvent event) {
        return hitAt(event.getX(), event.getY());
    }

    /// What lies under a point of this node.
    public Hit hitAt(double x, double y) {
        if (picture.get() == null) {
            return Hit.NONE;
        }
        double scale = ink().scale();
        return picture.get().hit(ink().scaled(1), x / scale, y / scale, canvas.getWidth() / scale, canvas.getHeight() / scale);
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        focus(Hit.NONE);
        if (event.getButton() == MouseButton.PRIMARY) {
            onDrag.accept(hitAt(event));
        }
    }

    private void clicked(MouseEvent event) {
        Hit hit = hitAt(event);
        if (event.getButton() != MouseButton.PRIMARY || hit == Hit.NONE || !event.isStillSincePress()) {
            return;
        }
        if (event.getClickCount() != 2) {
            onPick.accept(hit);
        } else if (onOpen != null) {
            onOpen.accept(hit);
            event.consume(); // what was opened may have taken this view off the stage
        }
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || picture.get() == null || !walks()) {
            return;
        }
        if (event.getCode().isArrowKey()) {
            moveFocus(event);
        } else if (opens() && focused != Hit.NONE && event.getCode() == KeyCode.ENTER) {
            onOpen.accept(focused);
            event.consume();
        } else if (focused != Hit.NONE && event.getCode() == KeyCode.SPACE) {
            onPick.accept(focused);
            event.consume();
        } else if (focused != Hit.NONE && event.getCode() == KeyCode.ESCAPE) {
            focus(Hit.NONE);
            event.consume();
        }
    }

    /// Only who came here by keyboard walks through the parts: after a click the arrows keep their meaning for the window.
    boolean walks() {
        return isFocusVisible();
    }

    private void moveFocus(KeyEvent event) {
        double scale = ink().scale();
        double width = canvas.getWidth() / scale;
        double height = canvas.getHeight() / scale;
        KeyCode key = event.getCode();
        int dx = key == KeyCode.LEFT ? -1 : key == KeyCode.RIGHT ? 1 : 0;
        int dy = key == KeyCode.UP ? -1 : key == KeyCode.DOWN ? 1 : 0;
        Optional<Hit> step = picture.get().step(focused, dx, dy, ink().scaled(1), width, height);
        if (step.isPresent()) {
            focus(step.get());
            event.consume();
            return;
        }
        List<Hit> parts = picture.get().parts(ink().scaled(1), width, height);
        if (!parts.isEmpty()) {
            focus(FocusWalk.next(parts, focused, event.getCode()));
            event.consume();
        }
    }

    private void focus(Hit hit) {
        focused = hit;
        setAccessibleText(hit == Hit.NONE && picture.get() != null ? picture.get().describe() : hit.text());
        hovered.set(hit);
        requestLayout();
    }

    /// Moves the focus to the same part in a picture that has changed.
    final void refocus(Hit part) {
        focus(part);
    }

    /// The part the arrow keys have reached, [Hit#NONE] while the picture as a whole has the focus.
    public Hit focusedPart() {
        return focused;
    }

    /// Where a part lies in this node, for anchoring a popup.
    public Bounds boundsOf(Hit hit) {
        double scale = ink().scale();
        return new BoundingBox(hit.box().x() * scale, hit.box().y() * scale, hit.box().width() * scale, hit.box().height() * scale);
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyles.sheet();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return ALL;
    }

    public static List<CssMetaData<? extends Styleable, ?>> getClassCssMetaData() {
        return ALL;
    }

}
