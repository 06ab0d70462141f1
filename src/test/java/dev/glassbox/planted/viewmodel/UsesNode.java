package dev.glassbox.planted.viewmodel;

import javafx.scene.Node;

/// Planted: a view model that holds a node.
public class UsesNode {
    public Node node;
}
