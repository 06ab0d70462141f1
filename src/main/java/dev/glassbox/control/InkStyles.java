package dev.glassbox.control;

import dev.glassbox.picture.ColorScale;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.ThemeSheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.css.CssMetaData;
import javafx.css.FontCssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// Reads the looked-up colours of the style sheets into an [Ink], and the text scale from the inherited font size.
///
/// The colours are declared on `.root`; here each is an inherited styleable property of the same name, so that replacing
/// the theme's style sheet reaches every picture without further rules.
final class InkStyles {

    /// The font size in pixels at which pictures are drawn at scale 1.
    static final double DESK_SIZE = 13;

    private static final ThemeSheet LIGHT = ThemeSheet.bundled("light");
    private static final List<String> TOKENS = tokens();

    private final Map<String, StyleableObjectProperty<Color>> colors = new HashMap<>();
    private final StyleableObjectProperty<Font> font;
    private final Runnable changed;

    /// What a class of nodes announces to the style engine.
    static <N extends Styleable> List<CssMetaData<? extends Styleable, ?>> metaData(Function<N, InkStyles> styles) {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>();
        for (String token : TOKENS) {
            all.add(new CssMetaData<N, Color>(token, StyleConverter.getColorConverter(), initial(token), true) {
                @Override public boolean isSettable(N node) {
                    return !styles.apply(node).colors.get(token).isBound();
                }

                @Override public StyleableProperty<Color> getStyleableProperty(N node) {
                    return styles.apply(node).colors.get(token);
                }
            });
        }
        all.add(new FontCssMetaData<N>("-fx-font", Font.getDefault()) {
            @Override public boolean isSettable(N node) {
                return !styles.apply(node).font.isBound();
            }

            @Override public StyleableProperty<Font> getStyleableProperty(N node) {
                return styles.apply(node).font;
            }
        });
        return all;
    }

    /// @param metaData the list from [#metaData], as the owner's class keeps it
    InkStyles(Object owner, List<CssMetaData<? extends Styleable, ?>> metaData, Runnable changed) {
        this.changed = changed;
        for (CssMetaData<? extends Styleable, ?> meta : metaData) {
            if (TOKENS.contains(meta.getProperty())) {
                colors.put(meta.getProperty(), property(owner, meta, initial(meta.getProperty())));
            }
        }
        CssMetaData<? extends Styleable, ?> fontData = metaData.stream()
                .filter(meta -> meta.getProperty().equals("-fx-font")).findFirst().orElseThrow();
        font = property(owner, fontData, Font.font(DESK_SIZE));
    }

    @SuppressWarnings("unchecked")
    private <T> StyleableObjectProperty<T> property(Object owner, CssMetaData<? extends Styleable, ?> meta, T initial) {
        return new SimpleStyleableObjectProperty<>((CssMetaData<? extends Styleable, T>) meta, owner, meta.getProperty(), initial) {
            @Override protected void invalidated() {
                changed.run();
            }
        };
    }

    /// The ink as the style sheets have it now.
    Ink ink() {
        Map<InkColor, Integer> byFunction = new EnumMap<>(InkColor.class);
        for (InkColor color : InkColor.values()) {
            byFunction.put(color, argb(colors.get(color.css()).get()));
        }
        double scale = Math.rint(font.get().getSize() / DESK_SIZE * 100) / 100;
        return new Ink(byFunction, stops("-viz-seq-"), stops("-viz-div-"), scale);
    }

    private ColorScale stops(String prefix) {
        Integer[] stops = new Integer[Ink.STOPS];
        Arrays.setAll(stops, i -> argb(colors.get(prefix + i).get()));
        return ColorScale.of(List.of(stops));
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (InkColor color : InkColor.values()) {
            tokens.add(color.css());
        }
        for (String prefix : List.of("-viz-seq-", "-viz-div-")) {
            for (int i = 0; i < Ink.STOPS; i++) {
                tokens.add(prefix + i);
            }
        }
        return tokens;
    }

    private static Color initial(String token) {
        int argb = LIGHT.color(token);
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
    }

    private static int argb(Color color) {
        return (int) Math.round(color.getOpacity() * 255) << 24 | (int) Math.round(color.getRed() * 255) << 16
                | (int) Math.round(color.getGreen() * 255) << 8 | (int) Math.round(color.getBlue() * 255);
    }
}
