package dev.glassbox.planted.picture;

import javafx.scene.paint.Color;

/// Planted: a picture that knows JavaFX.
public class UsesToolkit {
    public Color color;
}
