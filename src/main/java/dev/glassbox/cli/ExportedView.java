package dev.glassbox.cli;

import dev.glassbox.picture.Picture;
import java.util.List;

/// A view ready to be written in any form.
///
/// @param frames  at least one; only a GIF shows more than the first
/// @param caption what is needed to make the figure again
/// @param header  names of the columns of the same view as CSV
/// @param rows    its rows
record ExportedView(List<Frame> frames, String caption, String header, Csv.Rows rows) {

    /// One picture with its title.
    record Frame(String title, Picture picture) {}
}
