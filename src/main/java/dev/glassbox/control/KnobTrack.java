package dev.glassbox.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// A horizontal track with a knob, the wish, and a tick below it, the fact.
///
/// Places are 0…1. Only the user moves the knob through `onMove`; setting [#placeProperty] moves it silently.
final class KnobTrack extends Region {

    private static final double HEIGHT = 24;
    private static final double TRACK = 4;
    private static final double KNOB = 16;

    private final Region track = part("track");
    private final Region fill = part("fill");
    private final Region knob = part("knob");
    private final Region mark = part("mark");
    private final DoubleProperty place = new SimpleDoubleProperty(this, "place") {
        @Override protected void invalidated() {
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
            requestLayout();
        }
    };
    private final DoubleProperty applied = new SimpleDoubleProperty(this, "applied", Double.NaN) {
        @Override protected void invalidated() {
            requestLayout();
        }
    };
    private final Moves moves;

    /// What the user does.
    interface Moves {
        void to(double place);

        void by(int steps);

        void toEnd(boolean high);
    }

    KnobTrack(Moves moves) {
        this.moves = moves;
        getStyleClass().add("knob-track");
        getChildren().addAll(track, fill, mark, knob);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            drag(event);
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private static Region part(String styleClass) {
        Region part = new Region();
        part.getStyleClass().add(styleClass);
        part.setMouseTransparent(true);
        return part;
    }

    DoubleProperty placeProperty() {
        return place;
    }

    /// NaN hides the tick.
    DoubleProperty appliedProperty() {
        return applied;
    }

    private void drag(MouseEvent event) {
        if (event.isPrimaryButtonDown() && getWidth() > KNOB) {
            moves.to(Math.clamp((event.getX() - KNOB / 2) / (getWidth() - KNOB), 0, 1));
            event.consume();
        }
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT, DOWN -> moves.by(-1);
            case RIGHT, UP -> moves.by(1);
            case PAGE_DOWN -> moves.by(-10);
            case PAGE_UP -> moves.by(10);
            case HOME -> moves.toEnd(false);
            case END -> moves.toEnd(true);
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 240;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 48;
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected void layoutChildren() {
        double run = getWidth() - KNOB;
        double middle = getHeight() / 2;
        double x = snapPositionX(Math.clamp(place.get(), 0, 1) * run);
        track.resizeRelocate(0, snapPositionY(middle - TRACK / 2), getWidth(), TRACK);
        fill.resizeRelocate(0, snapPositionY(middle - TRACK / 2), x + KNOB / 2, TRACK);
        knob.resizeRelocate(x, snapPositionY(middle - KNOB / 2), KNOB, KNOB);
        mark.setVisible(!Double.isNaN(applied.get()));
        if (mark.isVisible()) {
            double at = snapPositionX(Math.clamp(applied.get(), 0, 1) * run + KNOB / 2 - 1);
            mark.resizeRelocate(at, snapPositionY(middle + KNOB / 2), 2, 4);
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> place.get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        switch (action) {
            case INCREMENT -> moves.by(1);
            case DECREMENT -> moves.by(-1);
            default -> super.executeAccessibleAction(action, parameters);
        }
    }
}
