package dev.glassbox.planted.view;

import java.awt.image.BufferedImage;

/// Planted: AWT beside JavaFX.
public class UsesAwt {
    public BufferedImage image;
}
