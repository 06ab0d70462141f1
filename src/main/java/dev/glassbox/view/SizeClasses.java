package dev.glassbox.view;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/// Tells the stylesheet how much room there is: `:narrow` and `:broad` by width, `:low` and `:tall` by height. All sizes of the
/// regions live in `app.css` under these four.
final class SizeClasses {
    private static final double NARROW = 1360;
    private static final double BROAD = 1760;
    private static final double LOW = 820;
    private static final double TALL = 1000;
    /// Under this width the inspector is a drawer.
    private static final double DRAWER = 1240;

    private SizeClasses() {}

    static void follow(Region window, WindowState state) {
        window.widthProperty().subscribe(w -> {
            double width = w.doubleValue();
            set(window, "narrow", width < NARROW);
            set(window, "broad", width >= BROAD);
            state.setNarrow(width < NARROW);
            if (width > 0) {
                state.setCramped(width < DRAWER);
            }
        });
        window.heightProperty().subscribe(h -> {
            set(window, "low", h.doubleValue() < LOW);
            state.setLow(h.doubleValue() < LOW);
            set(window, "tall", h.doubleValue() >= TALL);
        });
    }

    private static void set(Region window, String name, boolean on) {
        window.pseudoClassStateChanged(PseudoClass.getPseudoClass(name), on);
    }
}
