package dev.glassbox.control;

import java.util.Objects;

/// The style sheet our controls bring along: shapes and sizes; all colours are looked up from the theme.
final class ControlStyles {

    private static final String SHEET = Objects.requireNonNull(ControlStyles.class.getResource("/css/controls.css"),
            "The style sheet /css/controls.css is missing from the program's resources.").toExternalForm();

    private ControlStyles() {}

    static String sheet() {
        return SHEET;
    }
}
