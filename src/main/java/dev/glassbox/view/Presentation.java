package dev.glassbox.view;

import dev.glassbox.viewmodel.Pulse;
import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// The window in front of a room: everything 1.6 times as large, top bar and rail away, one picture beside a few words, the colours of a projector.
/// The mouse pointer hides while it rests.
final class Presentation {
    private static final String STYLE = "presentation";
    private static final long REST = 3_000_000_000L;

    private final Region window;
    private final WindowState state;
    private final Alone alone;
    private Theme usual = Theme.LIGHT;
    private boolean due;
    private boolean moved;
    private long movedAt;

    private Presentation(Region window, WindowState state, Alone alone) {
        this.window = window;
        this.state = state;
        this.alone = alone;
    }

    /// @param chrome what a room need not see
    static void on(Region window, WindowState state, Alone alone, Pulse pulse, List<Node> chrome) {
        var presentation = new Presentation(window, state, alone);
        for (Node node : chrome) {
            node.visibleProperty().bind(state.presenting().not());
            node.managedProperty().bind(node.visibleProperty());
        }
        state.presenting().subscribe((before, now) -> presentation.show(now));
        state.shown().subscribe((before, now) -> presentation.pick());
        state.pictureTurn().subscribe((before, now) -> presentation.turn(now.intValue() - before.intValue()));
        window.addEventFilter(MouseEvent.ANY, event -> presentation.moved = true);
        pulse.add(presentation::pulse);
    }

    private void show(boolean presenting) {
        if (presenting) {
            usual = state.theme().get();
            window.getStyleClass().add(STYLE);
            state.inspectorOpen().set(true);
            state.theme().set(usual == Theme.DARK ? Theme.DARK : Theme.PROJECTOR);
            pick();
        } else {
            state.alone().set(false);
            window.getStyleClass().remove(STYLE);
            state.inspectorOpen().set(!state.cramped().get());
            state.theme().set(usual);
            window.setCursor(null);
        }
    }

    /// In the next pulse: by then the lens has been laid out in its new size.
    private void pick() {
        due = state.presenting().get();
    }

    private void turn(int by) {
        if (state.presenting().get()) {
            alone.turn(by);
        }
    }

    private void pulse(long now) {
        if (due && state.presenting().get()) {
            due = false;
            alone.largest();
        }
        if (moved) {
            moved = false;
            movedAt = now;
        }
        if (state.presenting().get()) {
            Cursor wanted = now - movedAt > REST ? Cursor.NONE : null;
            if (window.getCursor() != wanted) {
                window.setCursor(wanted);
            }
        }
    }
}
