package dev.glassbox.app;

import dev.glassbox.view.FileDialogs;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.HostServices;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;

/// The desktop's own dialogs; remembers the last folder of each kind.
final class DesktopFileDialogs implements FileDialogs {
    private final Stage owner;
    private final HostServices host;
    private File lastOpened;
    private File lastSaved;

    DesktopFileDialogs(Stage owner, HostServices host) {
        this.owner = owner;
        this.host = host;
    }

    @Override
    public Optional<Path> openText() {
        var chooser = new FileChooser();
        chooser.setTitle("Open a text to learn from");
        chooser.getExtensionFilters().addAll(new ExtensionFilter("Text", "*.txt", "*.md", "*.csv", "*.text"),
                new ExtensionFilter("All files", "*"));
        chooser.setInitialDirectory(existing(lastOpened));
        File file = chooser.showOpenDialog(owner);
        lastOpened = file == null ? lastOpened : file.getParentFile();
        return Optional.ofNullable(file).map(File::toPath);
    }

    @Override
    public Optional<Path> openFile(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(existing(lastOpened));
        File file = chooser.showOpenDialog(owner);
        lastOpened = file == null ? lastOpened : file.getParentFile();
        return Optional.ofNullable(file).map(File::toPath);
    }

    @Override
    public Optional<Path> save(String name, String kind) {
        var chooser = new FileChooser();
        chooser.setTitle("Save the picture");
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(new ExtensionFilter(kind, "*" + name.substring(name.lastIndexOf('.'))));
        chooser.setInitialDirectory(existing(lastSaved));
        File file = chooser.showSaveDialog(owner);
        lastSaved = file == null ? lastSaved : file.getParentFile();
        return Optional.ofNullable(file).map(File::toPath);
    }

    @Override
    public Optional<Path> folder(String title) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(existing(lastSaved));
        File folder = chooser.showDialog(owner);
        lastSaved = folder == null ? lastSaved : folder;
        return Optional.ofNullable(folder).map(File::toPath);
    }

    @Override
    public Optional<Path> newFolder(String title, String name) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        chooser.setInitialDirectory(existing(lastSaved));
        File folder = chooser.showSaveDialog(owner);
        lastSaved = folder == null ? lastSaved : folder.getParentFile();
        return Optional.ofNullable(folder).map(File::toPath);
    }

    @Override
    public void show(Path folder) {
        host.showDocument(folder.toUri().toString());
    }

    private static File existing(File folder) {
        return folder != null && folder.isDirectory() ? folder : null;
    }
}
