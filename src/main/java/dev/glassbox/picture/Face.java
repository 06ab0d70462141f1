package dev.glassbox.picture;

/// The four bundled typefaces.
public enum Face {
    SANS("Inter", "inter/Inter-Regular.otf", 400),
    SANS_SEMIBOLD("Inter SemiBold", "inter/Inter-SemiBold.otf", 600),
    MONO("JetBrains Mono", "jetbrains_mono/JetBrainsMono-Regular.ttf", 400),
    MONO_BOLD("JetBrains Mono", "jetbrains_mono/JetBrainsMono-Bold.ttf", 700);

    private final String family;
    private final String resource;
    private final int weight;

    Face(String family, String file, int weight) {
        this.family = family;
        this.resource = "/fonts/com/formdev/flatlaf/fonts/" + file;
        this.weight = weight;
    }

    public String family() {
        return family;
    }

    /// Where the font file lies among the program's resources.
    public String resource() {
        return resource;
    }

    public int weight() {
        return weight;
    }

    public boolean mono() {
        return this == MONO || this == MONO_BOLD;
    }
}
