package dev.glassbox.view;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/// Lets scroll panes repaint only what changed.
final class Viewports {

    private Viewports() {}

    /// The skin caches the whole content as an image, for scrolling on a graphics card. Here a number changes several times a second, and
    /// each time all of the image was painted again: a third of the drawing time of a frame.
    static void repaintPartly(ScrollPane pane) {
        pane.skinProperty().subscribe(skin -> {
            if (skin != null) {
                for (Node viewport : pane.lookupAll(".viewport")) {
                    viewport.setCache(false);
                }
            }
        });
    }
}
