package dev.glassbox.picture;

/// What a text is for. [Ink#font] turns the role into a typeface at a size.
public enum FontRole {
    /// Card titles.
    TITLE(Face.SANS_SEMIBOLD, 14),
    /// Column headings inside a picture.
    HEADING(Face.SANS_SEMIBOLD, 13),
    BODY(Face.SANS, 13),
    CAPTION(Face.SANS, 12),
    CAPTION_BOLD(Face.SANS_SEMIBOLD, 12),
    /// Reference lines and remarks inside a picture: the smallest prose there is.
    NOTE(Face.SANS, 11),
    /// Tokens as the subject of a row.
    TOKEN(Face.MONO, 14),
    TOKEN_BOLD(Face.MONO_BOLD, 14),
    /// Numbers and tokens beside others.
    MONO(Face.MONO, 13),
    MONO_BOLD(Face.MONO_BOLD, 13),
    MONO_SMALL(Face.MONO, 12),
    MONO_SMALL_BOLD(Face.MONO_BOLD, 12),
    /// Ids and axis ticks: the smallest numbers there are.
    TICK(Face.MONO, 11),
    READOUT(Face.MONO_BOLD, 16);

    private final Face face;
    private final double size;

    FontRole(Face face, double size) {
        this.face = face;
        this.size = size;
    }

    public Face face() {
        return face;
    }

    /// The size on a desk, in logical pixels.
    public double size() {
        return size;
    }
}
