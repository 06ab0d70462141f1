package dev.glassbox.view;

import dev.glassbox.picture.FigurePicture.TextSize;
import java.util.Locale;

/// How a figure is exported; remembered until the window closes.
///
/// @param text size of the text in a framed figure; a picture as on screen keeps its own
public record ExportOptions(Format format, Frame frame, Colours colours, TextSize text) {
    public static final ExportOptions FIRST = new ExportOptions(Format.PNG, Frame.SLIDE, Colours.LIGHT, TextSize.SLIDE);

    /// CSV: the numbers, for figures that have some.
    public enum Format { PNG, SVG, CSV }

    public enum Colours { LIGHT, DARK, TRANSPARENT }

    /// What is around the picture, and how large the whole is.
    ///
    /// @see #scale
    public enum Frame {
        SLIDE("1920 × 1080", 1, true),
        SLIDE_LARGE("3840 × 2160", 2, true),
        SCREEN("as on screen", 1, false),
        SCREEN_2("as on screen × 2", 2, false),
        SCREEN_3("as on screen × 3", 3, false),
        SCREEN_4("as on screen × 4", 4, false);

        private final String label;
        private final int scale;
        private final boolean slide;

        Frame(String label, int scale, boolean slide) {
            this.label = label;
            this.scale = scale;
            this.slide = slide;
        }

        /// Pixels per logical pixel.
        public int scale() {
            return scale;
        }

        /// Whether the picture is laid out anew in a frame with title and caption.
        public boolean slide() {
            return slide;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    public ExportOptions with(Format value) {
        return new ExportOptions(value, frame, colours, text);
    }

    public ExportOptions with(Frame value) {
        return new ExportOptions(format, value, colours, text);
    }

    public ExportOptions with(Colours value) {
        return new ExportOptions(format, frame, value, text);
    }

    public ExportOptions with(TextSize value) {
        return new ExportOptions(format, frame, colours, value);
    }

    public String ending() {
        return "." + format.name().toLowerCase(Locale.ROOT);
    }
}
