package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Colours and fonts by function: what turns the same picture into a light, dark, projected or printed one.
///
/// @param colors     one ARGB colour for each function
/// @param sequential from nothing to much; its low end looks like the background
/// @param diverging  from negative to positive; its middle looks like the background
/// @param scale      text and spacing relative to a desk: 1 on screen, 1.6 in front of a room
public record Ink(Map<InkColor, Integer> colors, ColorScale sequential, ColorScale diverging, double scale) {

    /// How many stops a scale has in the style sheets.
    public static final int STOPS = 9;

    private static final Ink LIGHT = of(ThemeSheet.bundled("light"), 1);
    private static final Ink DARK = of(ThemeSheet.bundled("dark"), 1);
    private static final Ink PROJECTOR = of(ThemeSheet.bundled("projector"), 1.6);

    public Ink {
        colors = Map.copyOf(colors);
        for (InkColor color : InkColor.values()) {
            if (!colors.containsKey(color)) {
                throw new IllegalArgumentException("The colour " + color.css() + " is not set.");
            }
        }
    }

    /// The light theme, also that of paper.
    public static Ink light() {
        return LIGHT;
    }

    public static Ink dark() {
        return DARK;
    }

    /// Strong contrast and text 1.6 times as large, for a room.
    public static Ink projector() {
        return PROJECTOR;
    }

    /// Reads all colours and stops from a theme's style sheet.
    public static Ink of(ThemeSheet sheet, double scale) {
        Map<InkColor, Integer> colors = new EnumMap<>(InkColor.class);
        for (InkColor color : InkColor.values()) {
            colors.put(color, sheet.color(color.css()));
        }
        return new Ink(colors, stops(sheet, "-viz-seq-"), stops(sheet, "-viz-div-"), scale);
    }

    private static ColorScale stops(ThemeSheet sheet, String prefix) {
        List<Integer> stops = new ArrayList<>();
        for (int i = 0; i < STOPS; i++) {
            stops.add(sheet.color(prefix + i));
        }
        return ColorScale.of(stops);
    }

    /// The ARGB colour for a function.
    public int color(InkColor function) {
        return colors.get(function);
    }

    /// The same colour, more or less see-through.
    public int color(InkColor function, double opacity) {
        return Argb.fade(color(function), opacity);
    }

    /// The typeface and size for a role, at this ink's scale.
    public TextFont font(FontRole role) {
        return new TextFont(role.face(), role.size() * scale);
    }

    /// The same colours at another text size.
    public Ink scaled(double factor) {
        return new Ink(colors, sequential, diverging, factor);
    }

    /// A length that grows with the text.
    public double px(double length) {
        return length * scale;
    }
}
