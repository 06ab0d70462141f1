package dev.glassbox.picture;

/// What part of a map is looked at.
///
/// @param zoom 1 shows all of it
/// @param panX of the middle, in pixels
/// @param panY of the middle, in pixels, downwards
public record MapView(double zoom, double panX, double panY) {

    public static final MapView ALL = new MapView(1, 0, 0);

    private static final double LARGEST = 200;

    /// The same place under the mouse, nearer or farther.
    ///
    /// @param x of the mouse from the middle of the picture, in pixels
    public MapView zoomed(double factor, double x, double y) {
        double next = Math.clamp(zoom * factor, 1, LARGEST);
        double real = next / zoom;
        return next == 1 ? ALL : new MapView(next, x - (x - panX) * real, y - (y - panY) * real);
    }

    public MapView moved(double dx, double dy) {
        return new MapView(zoom, panX + dx, panY + dy);
    }
}
