package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Picture;
import java.util.function.Supplier;

/// A card's picture that can be exported.
///
/// @param name in file names: `flow`
/// @param title of the card
/// @param note beside the title, as it is now
public record Figure(String name, String title, PictureView view, Supplier<String> note) {

    public Picture picture() {
        return view.getPicture();
    }
}
