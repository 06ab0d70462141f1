package dev.glassbox.app;

import dev.glassbox.control.BundledFonts;
import dev.glassbox.file.AppFolder;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.Theme;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The window: opens on the default run, which begins to train by itself once the first frame is on screen.
public final class GlassboxApp extends Application {
    private Wiring wiring;

    @Override
    public void start(Stage stage) {
        BundledFonts.load();
        Kernels kernels = Kernels.best();
        wiring = new Wiring(new DesktopFileDialogs(stage, getHostServices()), Warmup.start(kernels),
                Runtime.getRuntime().availableProcessors(), Optional.of(AppFolder.ofThisUser()));
        // Loads while the window is built; what is loaded plays only once the pulse runs, so after the first frame.
        wiring.models().run().open(RunSpec.smallStories(), true);
        var preferences = Platform.getPreferences();
        wiring.state().theme().set(Theme.of(preferences.getColorScheme()));
        preferences.colorSchemeProperty().subscribe(scheme -> wiring.state().theme().set(Theme.of(scheme)));
        preferences.reducedMotionProperty().subscribe(wiring.state().reducedMotion()::set);
        stage.setOnCloseRequest(closing -> {
            closing.consume();
            wiring.files().before(stage::close);
        });
        wiring.window().showOn(stage);
        kernels.limit().ifPresent(wiring.notices()::tell);
        wiring.models().pulse().start();
    }

    /// The last window was closed: nothing may keep the process alive.
    @Override
    public void stop() {
        wiring.close();
    }
}
