package dev.glassbox.view;

import java.nio.file.Path;
import java.util.Optional;

/// Asking the person for files; behind an interface because no file chooser can open without a desktop.
public interface FileDialogs {

    /// A text file to learn from; empty when the dialog was cancelled.
    Optional<Path> openText();

    /// Any file to read; empty when it was called off.
    Optional<Path> openFile(String title);

    /// Where to save a file.
    ///
    /// @param name proposed file name with its ending
    /// @param kind what it is, such as "PNG picture"
    Optional<Path> save(String name, String kind);

    /// Where to make a folder, or one to write to again.
    ///
    /// @param name proposed
    Optional<Path> newFolder(String title, String name);

    /// Opens a folder in the desktop's file manager.
    void show(Path folder);

    /// A folder to write to or to read from; empty when it was called off.
    Optional<Path> folder(String title);
}
