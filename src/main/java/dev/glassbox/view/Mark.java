package dev.glassbox.view;

import javafx.scene.Group;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/// The mark of the program: a box with three token rows and one attention line through them.
public final class Mark extends Group {
    private static final double SIDE = 24;

    public Mark() {
        var box = new Rectangle(1, 1, SIDE - 2, SIDE - 2);
        box.setArcWidth(10);
        box.setArcHeight(10);
        box.getStyleClass().add("mark-box");
        getChildren().addAll(box, row(7), row(12), row(17));
        var reads = new Line(8, 6, 16, 18);
        reads.getStyleClass().add("mark-line");
        getChildren().add(reads);
    }

    private static Line row(double y) {
        var row = new Line(6, y, SIDE - 6, y);
        row.getStyleClass().add("mark-row");
        return row;
    }
}
