package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.TokenChip;
import dev.glassbox.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys of the window: one list that both acts and is shown by `?`, so the two cannot differ.
///
/// Letters, arrows and signs rest while a text field has the focus; those with Ctrl and the function keys do not. Signs such
/// as `[` are matched by the character typed, since every keyboard layout has them elsewhere.
public final class Keys {
    /// @param label how the key is written, such as `Ctrl+E`
    /// @param combination the key pressed, or null when `sign` decides
    /// @param sign the character typed, or 0
    /// @param description what it does; empty when the line before already says it
    /// @param when whether the key means this now; otherwise it is whatever has the focus that gets it
    public record Binding(String group, String label, KeyCombination combination, char sign, String description, BooleanSupplier when, Runnable action) {}

    /// Style class of nodes that play something of their own with Space while they have the focus.
    static final String TAKES_SPACE = "takes-space";
    /// Style class of nodes that walk with the arrow keys whenever they have the focus.
    static final String TAKES_ARROWS = "takes-arrows";

    private final BooleanSupplier covered;
    private final List<Binding> bindings = new ArrayList<>();
    private String group = "";

    /// @param covered whether a sheet lies over the window, which then needs all letters itself
    Keys(BooleanSupplier covered) {
        this.covered = covered;
    }

    Keys group(String name) {
        group = name;
        return this;
    }

    Keys on(String label, String combination, String description, Runnable action) {
        return onWhile(() -> true, label, combination, description, action);
    }

    /// For a key that means something only at times.
    Keys onWhile(BooleanSupplier when, String label, String combination, String description, Runnable action) {
        bindings.add(new Binding(group, label, KeyCombination.valueOf(combination), (char) 0, description, when, action));
        return this;
    }

    Keys onSign(String label, char sign, String description, Runnable action) {
        bindings.add(new Binding(group, label, null, sign, description, () -> true, action));
        return this;
    }

    /// A line of the list that no key belongs to.
    Keys hint(String label, String description) {
        bindings.add(new Binding(group, label, null, (char) 0, description, () -> true, () -> { }));
        return this;
    }

    public List<Binding> bindings() {
        return List.copyOf(bindings);
    }

    void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> pressed(e, scene.getFocusOwner()));
        scene.addEventFilter(KeyEvent.KEY_TYPED, e -> typed(e, scene.getFocusOwner()));
    }

    private void pressed(KeyEvent event, Node focus) {
        if (belongsTo(focus, event) || covered.getAsBoolean() && !reachesThrough(event)) {
            return;
        }
        for (Binding binding : bindings) {
            if (binding.combination != null && binding.combination.match(event) && binding.when.getAsBoolean()) {
                run(binding, event);
                return;
            }
        }
    }

    private void typed(KeyEvent event, Node focus) {
        if (focus instanceof TextInputControl text && text.isEditable()) {
            return;
        }
        for (Binding binding : bindings) {
            if (covered.getAsBoolean() && binding.sign != '?') {
                continue;
            }
            if (binding.sign != 0 && event.getCharacter().equals(String.valueOf(binding.sign))) {
                run(binding, event);
                return;
            }
        }
    }

    private static void run(Binding binding, Event event) {
        event.consume();
        binding.action.run();
    }

    private static boolean reachesThrough(KeyEvent event) {
        return event.isShortcutDown() || event.getCode().isFunctionKey() || event.getCode() == KeyCode.ESCAPE;
    }

    /// Whether the focused control needs this key itself.
    private static boolean belongsTo(Node focus, KeyEvent event) {
        KeyCode code = event.getCode();
        if (focus instanceof TextInputControl text) {
            boolean copies = code == KeyCode.C && event.isShortcutDown();
            return copies && !text.getSelectedText().isEmpty() || text.isEditable() && (copies || !reachesThrough(event));
        }
        if (code == KeyCode.SPACE && focus != null && focus.getStyleClass().contains(TAKES_SPACE)) {
            return true;
        }
        boolean moves = code.isArrowKey() || code == KeyCode.HOME || code == KeyCode.END;
        if (moves && !event.isAltDown() && focus != null && focus.getStyleClass().contains(TAKES_ARROWS)) {
            return true;
        }
        if (focus instanceof PictureView picture && picture.focusedPart() != Picture.Hit.NONE) {
            return !event.isAltDown() && (moves || code == KeyCode.SPACE || code == KeyCode.ENTER || code == KeyCode.ESCAPE);
        }
        boolean slides = focus != null && focus.getAccessibleRole() == AccessibleRole.SLIDER;
        if (slides && (code == KeyCode.HOME || code == KeyCode.END)) {
            return true; // also after a click: nobody expects the window to travel in time then
        }
        if (slides || focus instanceof ToggleButton || focus instanceof PictureView) {
            return moves && focus.isFocusVisible() && !event.isAltDown();
        }
        if (focus instanceof ComboBoxBase<?>) {
            return moves || code == KeyCode.SPACE || code == KeyCode.ENTER;
        }
        // Only a focus that was moved by keys: after a click on a button Space still plays and pauses.
        boolean pressable = focus instanceof ButtonBase || focus instanceof TokenChip;
        return pressable && focus.isFocusVisible() && (code == KeyCode.SPACE || code == KeyCode.ENTER);
    }
}
