package dev.glassbox.view;

import dev.glassbox.app.Wiring;
import dev.glassbox.control.BundledFonts;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Warmup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;

/// A whole window for tests, with dialogs that answer by themselves.
final class WindowFixture implements AutoCloseable {

    /// Hands out prepared answers and remembers what it was asked.
    static final class AnswersAtOnce implements FileDialogs {
        Path text;
        Path folder;
        final List<Path> shown = new ArrayList<>();

        @Override
        public Optional<Path> openText() {
            return Optional.ofNullable(text);
        }

        @Override
        public Optional<Path> openFile(String title) {
            return Optional.ofNullable(text);
        }

        @Override
        public Optional<Path> save(String name, String kind) {
            return Optional.ofNullable(folder).map(f -> f.resolve(name));
        }

        @Override
        public Optional<Path> folder(String title) {
            return Optional.ofNullable(folder);
        }

        @Override
        public Optional<Path> newFolder(String title, String name) {
            return Optional.ofNullable(folder).map(f -> f.resolve(name));
        }

        @Override
        public void show(Path which) {
            shown.add(which);
        }
    }

    final AnswersAtOnce dialogs = new AnswersAtOnce();
    final Wiring wiring;

    WindowFixture() {
        this(null, Warmup.none(Kernels.scalar()));
    }

    /// @param data the program's own folder
    static WindowFixture remembering(Path data) {
        return new WindowFixture(data, Warmup.none(Kernels.scalar()));
    }

    /// For models that are too large for the scalar kernels, which start faster.
    static WindowFixture with(Warmup warmup) {
        return new WindowFixture(null, warmup);
    }

    private WindowFixture(Path data, Warmup warmup) {
        BundledFonts.load();
        wiring = new Wiring(dialogs, warmup, 1, Optional.ofNullable(data));
    }

    /// Shows the window at the usual size and opens a run that waits.
    void show(Stage stage, RunSpec spec) {
        wiring.window().showOn(stage);
        stage.setWidth(1440);
        stage.setHeight(900);
        wiring.models().pulse().start();
        wiring.models().run().open(spec, false);
    }

    @Override
    public void close() {
        wiring.close();
    }
}
