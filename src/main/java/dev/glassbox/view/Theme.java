package dev.glassbox.view;

import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;

/// The colour themes of the screen. A theme is one stylesheet of looked-up colours; everything else is shared.
public enum Theme {
    LIGHT("/css/tokens_light.css", "fth-sun"),
    DARK("/css/tokens_dark.css", "fth-moon"),
    /// Strong contrast for a room.
    PROJECTOR("/css/tokens_projector.css", "fth-monitor");

    private static final String LAYOUT = "/css/app.css";

    private final String colours;
    private final String icon;

    Theme(String colours, String icon) {
        this.colours = colours;
        this.icon = icon;
    }

    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? DARK : LIGHT;
    }

    /// What the theme button switches to.
    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /// What it switches to in a presentation.
    public Theme otherInARoom() {
        return this == DARK ? PROJECTOR : DARK;
    }

    public String icon() {
        return icon;
    }

    /// The stylesheets of a scene in this theme, in order.
    public List<String> stylesheets() {
        return List.of(address(colours), address(LAYOUT));
    }

    private static String address(String path) {
        return Objects.requireNonNull(Theme.class.getResource(path), () -> path + " is missing from the program")
                .toExternalForm();
    }
}
