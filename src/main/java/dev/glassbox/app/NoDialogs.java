package dev.glassbox.app;

import dev.glassbox.view.FileDialogs;
import java.nio.file.Path;
import java.util.Optional;

/// For windows nobody sits in front of: every dialog is cancelled.
final class NoDialogs implements FileDialogs {

    @Override
    public Optional<Path> openFile(String title) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> openText() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> save(String name, String kind) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> folder(String title) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> newFolder(String title, String name) {
        return Optional.empty();
    }

    @Override
    public void show(Path folder) {}
}
