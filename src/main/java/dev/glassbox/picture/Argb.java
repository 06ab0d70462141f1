package dev.glassbox.picture;

/// Arithmetic on colours packed as 0xAARRGGBB.
public final class Argb {

    private Argb() {}

    /// Reads `#RRGGBB`.
    public static int parse(String hex) {
        if (!hex.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException("A colour is written #RRGGBB, not \"" + hex + "\".");
        }
        return 0xFF000000 | Integer.parseInt(hex.substring(1), 16);
    }

    public static int alpha(int argb) {
        return argb >>> 24;
    }

    public static int red(int argb) {
        return argb >> 16 & 0xFF;
    }

    public static int green(int argb) {
        return argb >> 8 & 0xFF;
    }

    public static int blue(int argb) {
        return argb & 0xFF;
    }

    /// The same hue with its opacity multiplied by `factor`, 0…1.
    public static int fade(int argb, double factor) {
        return (int) Math.round(alpha(argb) * factor) << 24 | argb & 0xFFFFFF;
    }

    /// From `a` (t = 0) to `b` (t = 1), straight through sRGB.
    public static int mix(int a, int b, double t) {
        return channel(a, b, 24, t) | channel(a, b, 16, t) | channel(a, b, 8, t) | channel(a, b, 0, t);
    }

    private static int channel(int a, int b, int shift, double t) {
        int from = a >>> shift & 0xFF;
        int to = b >>> shift & 0xFF;
        return (int) Math.round(from + (to - from) * t) << shift;
    }

    /// Relative luminance of WCAG 2, 0…1.
    public static double luminance(int argb) {
        return 0.2126 * linear(red(argb)) + 0.7152 * linear(green(argb)) + 0.0722 * linear(blue(argb));
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /// Black or white, whichever is readable on this colour.
    public static int readableOn(int argb) {
        return luminance(argb) > 0.179 ? 0xFF000000 : 0xFFFFFFFF;
    }

    /// `#RRGGBB`, without the opacity.
    public static String hex(int argb) {
        return "#%06X".formatted(argb & 0xFFFFFF);
    }
}
