package dev.glassbox.picture;

/// A rectangle in the coordinates of a picture.
public record Box(double x, double y, double width, double height) {

    public static final Box EMPTY = new Box(0, 0, 0, 0);

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public double centreX() {
        return x + width / 2;
    }

    public double centreY() {
        return y + height / 2;
    }

    public boolean contains(double px, double py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    public boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /// This box grown by `margin` on every side.
    public Box grown(double margin) {
        return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
    }

    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
