package dev.glassbox.picture;

/// Colours by function. Each has the name of its looked-up colour in the style sheets.
public enum InkColor {
    BG_APP("-viz-bg-app"),
    BG_SURFACE("-viz-bg-surface"),
    BG_SUBTLE("-viz-bg-subtle"),
    BG_INSET("-viz-bg-inset"),
    BORDER("-viz-border-default"),
    BORDER_STRONG("-viz-border-strong"),
    GRID("-viz-grid"),
    FG("-viz-fg-default"),
    FG_MUTED("-viz-fg-muted"),
    FG_SUBTLE("-viz-fg-subtle"),
    BAR("-viz-bar"),
    FOCUS("-viz-focus"),
    HATCH("-viz-hatch"),
    HATCH_BG("-viz-hatch-bg"),
    OK("-viz-ok"),
    WARN("-viz-warn"),
    ERROR("-viz-error"),
    Q("-viz-q"),
    K("-viz-k"),
    V("-viz-v"),
    RUN_A("-viz-run-a"),
    RUN_B("-viz-run-b"),
    GRADIENT("-viz-gradient"),
    Q_TEXT("-viz-q-text"),
    K_TEXT("-viz-k-text"),
    V_TEXT("-viz-v-text"),
    RUN_A_TEXT("-viz-run-a-text"),
    RUN_B_TEXT("-viz-run-b-text"),
    GRADIENT_TEXT("-viz-gradient-text"),
    AXIS_TIME("-viz-axis-time"),
    AXIS_CHANNEL("-viz-axis-channel");

    private final String css;

    InkColor(String css) {
        this.css = css;
    }

    /// The looked-up colour of the style sheets.
    public String css() {
        return css;
    }
}
