package dev.glassbox.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Shows one card alone: it fills the stage, and what stood beside it rests. Double click, or Enter in the card; the same or Esc brings the
/// others back.
final class Alone {
    private static final String CARD = "card";
    private static final String LARGE = "-fx-max-width: 100000; -fx-max-height: 100000;";

    private final Pane stage;
    private final BooleanProperty alone;
    private final List<Runnable> undo = new ArrayList<>();
    private Node shown;

    private Alone(Pane stage, BooleanProperty alone) {
        this.stage = stage;
        this.alone = alone;
    }

    static Alone on(Pane stage, WindowState state) {
        var one = new Alone(stage, state.alone());
        stage.addEventHandler(MouseEvent.MOUSE_CLICKED, one::clicked);
        stage.addEventHandler(KeyEvent.KEY_PRESSED, one::pressed);
        state.alone().subscribe(now -> {
            if (!now) {
                one.back();
            }
        });
        state.lens().subscribe((before, now) -> state.alone().set(false));
        return one;
    }

    /// Shows the largest card alone.
    void largest() {
        stage.applyCss();
        stage.layout();
        cards().stream().max(Comparator.comparingDouble(card -> card.getLayoutBounds().getWidth() * card.getLayoutBounds().getHeight())).ifPresent(this::instead);
    }

    /// Shows the card that stands so many places after the one that is alone, in the order of the stage, round and round.
    void turn(int by) {
        Node now = shown;
        alone.set(false);
        stage.applyCss();
        stage.layout();
        List<Node> cards = cards();
        if (!cards.isEmpty()) {
            instead(cards.get(Math.floorMod(cards.indexOf(now) + by, cards.size())));
        }
    }

    private void instead(Node card) {
        alone.set(false);
        show(card);
    }

    /// Those with a picture, as they stand on the stage.
    private List<Node> cards() {
        return stage.lookupAll("." + CARD).stream().filter(OnStage::is).filter(card -> !card.lookupAll(".picture-view").isEmpty())
                .filter(card -> card.getLayoutBounds().getWidth() > 0 && card.getLayoutBounds().getHeight() > 0).distinct().toList();
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && event.isStillSincePress() && event.getTarget() instanceof Node at) {
            toggle(at, event);
        }
    }

    private void pressed(KeyEvent event) {
        Node at = stage.getScene().getFocusOwner();
        if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown() && !event.isAltDown() && at != null) {
            toggle(at, event);
        }
    }

    private void toggle(Node at, javafx.event.Event event) {
        Node card = card(at);
        if (card == null) {
            return;
        }
        if (alone.get()) {
            alone.set(false);
        } else {
            show(card);
        }
        event.consume();
    }

    /// The card around a node; null when a control or a part of a picture lies between, which has a use of its own for it.
    private Node card(Node at) {
        for (Node outer = at; outer != null && outer != stage; outer = outer.getParent()) {
            boolean own = outer instanceof Control && !(outer instanceof Label);
            boolean part = outer instanceof dev.glassbox.control.PictureView picture && picture.opens();
            if (own || part) {
                return null;
            }
            if (outer.getStyleClass().contains(CARD)) {
                return outer;
            }
        }
        return null;
    }

    private void show(Node card) {
        shown = card;
        boolean others = false;
        for (Node inner = card; inner.getParent() != stage; inner = inner.getParent()) {
            Parent place = inner.getParent();
            for (Node beside : place.getChildrenUnmodifiable()) {
                others |= beside != inner && rest(beside);
            }
            widen(inner);
        }
        if (others) {
            alone.set(true);
        } else {
            back();
        }
    }

    private boolean rest(Node beside) {
        if (!beside.isVisible() || beside.visibleProperty().isBound() || beside.managedProperty().isBound()) {
            return false;
        }
        boolean managed = beside.isManaged();
        beside.setVisible(false);
        beside.setManaged(false);
        undo.add(() -> {
            beside.setVisible(true);
            beside.setManaged(managed);
        });
        return true;
    }

    private void widen(Node inner) {
        String style = inner.getStyle();
        Priority wide = HBox.getHgrow(inner);
        Priority high = VBox.getVgrow(inner);
        inner.setStyle(style + LARGE);
        HBox.setHgrow(inner, Priority.ALWAYS);
        VBox.setVgrow(inner, Priority.ALWAYS);
        undo.add(() -> {
            inner.setStyle(style);
            HBox.setHgrow(inner, wide);
            VBox.setVgrow(inner, high);
        });
        if (inner.getParent() instanceof GridPane) {
            Integer column = GridPane.getColumnIndex(inner);
            Integer row = GridPane.getRowIndex(inner);
            Integer columns = GridPane.getColumnSpan(inner);
            Integer rows = GridPane.getRowSpan(inner);
            GridPane.setConstraints(inner, 0, 0, GridPane.REMAINING, GridPane.REMAINING);
            undo.add(() -> {
                GridPane.setColumnIndex(inner, column);
                GridPane.setRowIndex(inner, row);
                GridPane.setColumnSpan(inner, columns);
                GridPane.setRowSpan(inner, rows);
            });
        }
    }

    private void back() {
        undo.reversed().forEach(Runnable::run);
        undo.clear();
    }
}
