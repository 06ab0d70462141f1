package dev.glassbox.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The colours of a theme as its style sheet lists them, read without a toolkit: screen, paper and SVG share one source.
public final class ThemeSheet {

    private static final Pattern DECLARATION = Pattern.compile("(-viz-[a-z0-9-]+)\\s*:\\s*(#[0-9A-Fa-f]{6})\\s*;");

    private final String name;
    private final Map<String, Integer> colors;

    private ThemeSheet(String name, Map<String, Integer> colors) {
        this.name = name;
        this.colors = Map.copyOf(colors);
    }

    /// One of "light", "dark", "projector".
    public static ThemeSheet bundled(String theme) {
        String resource = "/css/tokens_" + theme + ".css";
        try (InputStream in = ThemeSheet.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no style sheet " + resource + ".");
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the style sheet " + resource + ".", e);
        }
    }

    /// Reads every `-viz-…: #RRGGBB;` of a style sheet's text.
    public static ThemeSheet parse(String name, String css) {
        Map<String, Integer> colors = new HashMap<>();
        Matcher matcher = DECLARATION.matcher(css);
        while (matcher.find()) {
            colors.put(matcher.group(1), Argb.parse(matcher.group(2)));
        }
        return new ThemeSheet(name, colors);
    }

    public int color(String token) {
        Integer color = colors.get(token);
        if (color == null) {
            throw new IllegalArgumentException("The style sheet " + name + " does not set " + token + ".");
        }
        return color;
    }
}
