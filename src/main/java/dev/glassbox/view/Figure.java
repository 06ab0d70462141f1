package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Picture;
import java.util.function.Supplier;

/// A card's picture that can be exported.
///
/// @param name in file names: `flow`
/// @param title of the card
/// @param note beside the title, as it is now
/// @param drawn what is exported; the view's picture, or a part of it that has a figure of its own
public record Figure(String name, String title, PictureView view, Supplier<String> note, Supplier<Picture> drawn) {

    public Figure(String name, String title, PictureView view, Supplier<String> note) {
        this(name, title, view, note, view::getPicture);
    }

    public Picture picture() {
        return drawn.get();
    }

    /// Whether its card is on the stage now.
    boolean shown() {
        return picture() != null && OnStage.is(view);
    }
}
