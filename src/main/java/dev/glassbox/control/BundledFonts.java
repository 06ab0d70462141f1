package dev.glassbox.control;

import dev.glassbox.picture.Face;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// Loads the bundled typefaces into the toolkit; when one cannot be loaded, takes the first installed substitute.
public final class BundledFonts {

    private static final List<String> SANS = List.of("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans");
    private static final List<String> MONO = List.of("JetBrains Mono", "Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono");
    private static final Map<Face, String> FAMILIES = loadAll();

    private BundledFonts() {}

    /// Makes the families known to style sheets. Calling it again costs nothing.
    public static void load() {
        FAMILIES.size();
    }

    /// A toolkit font.
    public static Font font(Face face, double size) {
        FontWeight weight = face == Face.MONO_BOLD || face == Face.SANS_SEMIBOLD && !FAMILIES.get(face).equals(face.family())
                ? FontWeight.BOLD : FontWeight.NORMAL;
        return Font.font(FAMILIES.get(face), weight, size);
    }

    private static Map<Face, String> loadAll() {
        Map<Face, String> families = new EnumMap<>(Face.class);
        for (Face face : Face.values()) {
            families.put(face, load(face));
        }
        return families;
    }

    private static String load(Face face) {
        try (InputStream in = BundledFonts.class.getResourceAsStream(face.resource())) {
            Font font = in == null ? null : Font.loadFont(in, 13);
            return font == null ? substitute(face) : face.family();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the font " + face.resource() + ".", e);
        }
    }

    private static String substitute(Face face) {
        List<String> installed = Font.getFamilies();
        return (face.mono() ? MONO : SANS).stream().filter(installed::contains).findFirst()
                .orElse(face.mono() ? "Monospaced" : "System");
    }
}
