package dev.glassbox.view;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;

/// What the window itself remembers; none of it concerns the model.
public final class WindowState {
    /// What lies over the window, at most one at a time, and where.
    public enum Overlay {
        NONE(null, Pos.CENTER, Insets.EMPTY),
        RUN_MENU(Views.RUN_MENU, Pos.TOP_LEFT, new Insets(50, 0, 0, 188)),
        EXPORT(Views.EXPORT, Pos.TOP_RIGHT, new Insets(50, 16, 0, 0)),
        KEYS(Views.KEYS, Pos.CENTER, Insets.EMPTY),
        UNSAVED(Views.UNSAVED, Pos.CENTER, Insets.EMPTY);

        final Views view;
        final Pos place;
        final Insets margin;

        Overlay(Views view, Pos place, Insets margin) {
            this.view = view;
            this.place = place;
            this.margin = margin;
        }
    }

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.LIGHT);
    private final ObjectProperty<Views> lens = new SimpleObjectProperty<>(this, "lens", Views.LIVE);
    private final ObjectProperty<Lens> shown = new SimpleObjectProperty<>(this, "shown");
    private final ObjectProperty<Overlay> overlay = new SimpleObjectProperty<>(this, "overlay", Overlay.NONE);
    private final BooleanProperty inspectorOpen = new SimpleBooleanProperty(this, "inspectorOpen", true);
    private final BooleanProperty reducedMotion = new SimpleBooleanProperty(this, "reducedMotion");
    private final BooleanProperty tracing = new SimpleBooleanProperty(this, "tracing");
    private final BooleanProperty presenting = new SimpleBooleanProperty(this, "presenting");
    private final BooleanProperty alone = new SimpleBooleanProperty(this, "alone");
    private final BooleanProperty editing = new SimpleBooleanProperty(this, "editing");
    private final ReadOnlyIntegerWrapper pictureTurn = new ReadOnlyIntegerWrapper(this, "pictureTurn");
    private final ReadOnlyIntegerWrapper regionTurn = new ReadOnlyIntegerWrapper(this, "regionTurn");
    private final ReadOnlyBooleanWrapper low = new ReadOnlyBooleanWrapper(this, "low");
    private final ReadOnlyBooleanWrapper narrow = new ReadOnlyBooleanWrapper(this, "narrow");
    private final ReadOnlyBooleanWrapper cramped = new ReadOnlyBooleanWrapper(this, "cramped");

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    public ObjectProperty<Views> lens() {
        return lens;
    }

    /// The controller of the lens on the stage; null before the first is loaded.
    public ObjectProperty<Lens> shown() {
        return shown;
    }

    public ObjectProperty<Overlay> overlay() {
        return overlay;
    }

    public BooleanProperty inspectorOpen() {
        return inspectorOpen;
    }

    /// When true nothing glides: every duration is zero.
    public BooleanProperty reducedMotion() {
        return reducedMotion;
    }

    /// Whether the trace drawer is open.
    public BooleanProperty tracing() {
        return tracing;
    }

    /// Whether the window is a presentation: full screen, large, one picture, in the colours for a room.
    public BooleanProperty presenting() {
        return presenting;
    }

    /// Whether one card fills the stage.
    public BooleanProperty alone() {
        return alone;
    }

    /// Whether the sentence strip shows its text field.
    public BooleanProperty editing() {
        return editing;
    }

    /// True under the width at which the inspector becomes a drawer over the stage.
    public ReadOnlyBooleanProperty cramped() {
        return cramped.getReadOnlyProperty();
    }

    /// True while the window is so low that secondary facts give way.
    public ReadOnlyBooleanProperty low() {
        return low.getReadOnlyProperty();
    }

    void setLow(boolean value) {
        low.set(value);
    }

    /// True while captions have to be short.
    public ReadOnlyBooleanProperty narrow() {
        return narrow.getReadOnlyProperty();
    }

    void setNarrow(boolean value) {
        narrow.set(value);
    }

    void setCramped(boolean value) {
        if (cramped.get() != value) {
            cramped.set(value);
            inspectorOpen.set(!value || presenting.get());
        }
    }

    /// Counts how often the focus was sent to the next region.
    public ReadOnlyIntegerProperty regionTurn() {
        return regionTurn.getReadOnlyProperty();
    }

    public void nextRegion() {
        regionTurn.set(regionTurn.get() + 1);
    }

    public void toggle(BooleanProperty property) {
        property.set(!property.get());
    }

    public void toggleTheme() {
        theme.set(presenting.get() ? theme.get().otherInARoom() : theme.get().other());
    }

    /// Counts how often a presentation was sent to its next picture; less for the one before.
    public ReadOnlyIntegerProperty pictureTurn() {
        return pictureTurn.getReadOnlyProperty();
    }

    public void nextPicture(int by) {
        pictureTurn.set(pictureTurn.get() + by);
    }

    public void toggle(Overlay wanted) {
        overlay.set(overlay.get() == wanted ? Overlay.NONE : wanted);
    }

    public void closeOverlay() {
        overlay.set(Overlay.NONE);
    }

    /// One step out, as `Esc` does: the topmost thing that is open closes. False when nothing was.
    public boolean stepOut() {
        if (overlay.get() != Overlay.NONE) {
            closeOverlay();
        } else if (editing.get()) {
            editing.set(false);
        } else if (tracing.get()) {
            tracing.set(false);
        } else if (shown.get() != null && shown.get().stepOut()) {
            return true;
        } else if (presenting.get()) {
            presenting.set(false);
        } else if (alone.get()) {
            alone.set(false);
        } else if (cramped.get() && inspectorOpen.get()) {
            inspectorOpen.set(false);
        } else {
            return false;
        }
        return true;
    }
}
