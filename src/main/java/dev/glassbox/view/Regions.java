package dev.glassbox.view;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;

/// Moves the keyboard focus between the regions of the window.
final class Regions {

    private Regions() {}

    /// Focuses the first control of the region after the one that has the focus now.
    static void focusNext(Node window, Node... regions) {
        Node owner = window.getScene().getFocusOwner();
        int at = 0;
        for (int i = 0; i < regions.length; i++) {
            if (holds(regions[i], owner)) {
                at = i + 1;
            }
        }
        for (int i = 0; i < regions.length; i++) {
            if (focusFirst(regions[(at + i) % regions.length])) {
                return;
            }
        }
    }

    /// Gives the focus to what `Enter` would press in a sheet, else to its first control.
    static void focusDefault(Node sheet) {
        sheet.lookupAll(".button").stream().filter(node -> node instanceof Button button && button.isDefaultButton() && !node.isDisabled())
                .findFirst().or(() -> first(sheet)).ifPresent(Node::requestFocus);
    }

    /// False when nothing in it can have the focus.
    private static boolean focusFirst(Node region) {
        Optional<Node> first = first(region);
        first.ifPresent(node -> {
            node.requestFocus();
            // Only a focus that was moved by traversal is drawn, so it goes forth and back.
            node.requestFocusTraversal(TraversalDirection.NEXT);
            node.getScene().getFocusOwner().requestFocusTraversal(TraversalDirection.PREVIOUS);
        });
        return first.isPresent();
    }

    private static Optional<Node> first(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable()) {
            return Optional.of(node);
        }
        List<Node> children = node instanceof Parent parent ? parent.getChildrenUnmodifiable() : List.of();
        return children.stream().map(Regions::first).flatMap(Optional::stream).findFirst();
    }

    private static boolean holds(Node region, Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == region) {
                return true;
            }
        }
        return false;
    }
}
