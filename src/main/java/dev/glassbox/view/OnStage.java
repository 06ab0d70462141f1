package dev.glassbox.view;

import javafx.scene.Node;

/// Whether a node can be seen now: in a window, and nothing around it is hidden.
final class OnStage {

    private OnStage() {}

    static boolean is(Node node) {
        if (node.getScene() == null) {
            return false;
        }
        for (Node outer = node; outer != null; outer = outer.getParent()) {
            if (!outer.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
