package dev.glassbox.picture;

/// How a line is drawn.
///
/// @param argb  its colour
/// @param width its width in logical pixels
/// @param dash  its pattern
/// @param round whether ends and corners are round
public record Stroke(int argb, double width, Dash dash, boolean round) {

    public static Stroke of(int argb, double width) {
        return new Stroke(argb, width, Dash.SOLID, false);
    }

    public static Stroke round(int argb, double width) {
        return new Stroke(argb, width, Dash.SOLID, true);
    }

    public Stroke dash(Dash pattern) {
        return new Stroke(argb, width, pattern, round);
    }

    /// On and off lengths in logical pixels; they do not grow with the line's width.
    public enum Dash {
        SOLID(0, 0), DASHED(6, 4), SHORT(3, 2), DOTTED(2, 4), FINE(1, 2);

        private final double on;
        private final double off;

        Dash(double on, double off) {
            this.on = on;
            this.off = off;
        }

        public double on() {
            return on;
        }

        public double off() {
            return off;
        }
    }
}
