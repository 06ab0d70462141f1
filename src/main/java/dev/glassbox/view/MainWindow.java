package dev.glassbox.view;

import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Puts the main view on a stage: scene, theme, keys, title, icons, full screen.
public final class MainWindow {
    private static final double SMALLEST_WIDTH = 1120;
    private static final double SMALLEST_HEIGHT = 680;
    /// Room for a frame: borders, and a title bar. Desktops tell the real ones only after they have shown the window.
    private static final double FRAME_WIDTH = 16;
    private static final double FRAME_HEIGHT = 48;
    private static final double USUAL_WIDTH = 1440;
    private static final double USUAL_HEIGHT = 900;

    private final WindowState state;
    private final Scene scene;

    public MainWindow(WindowState state, ViewLoader views, Keys keys) {
        this(state, views, keys, USUAL_WIDTH, USUAL_HEIGHT);
    }

    public MainWindow(WindowState state, ViewLoader views, Keys keys, double width, double height) {
        this.state = state;
        scene = new Scene(views.load(Views.MAIN).root(), width, height);
        // Not of this scene alone: a list that drops down has a window of its own.
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        state.theme().subscribe(theme -> scene.getStylesheets().setAll(theme.stylesheets()));
        keys.install(scene);
    }

    public Scene scene() {
        return scene;
    }

    public void showOn(Stage stage) {
        stage.setTitle("Glassbox");
        for (int scale = 1; scale <= 4; scale *= 2) {
            stage.getIcons().add(icon(scale));
        }
        var screen = Screen.getPrimary().getVisualBounds();
        stage.setScene(scene);
        if (screen.getWidth() < USUAL_WIDTH + FRAME_WIDTH || screen.getHeight() < USUAL_HEIGHT + FRAME_HEIGHT) {
            stage.setMaximized(true); // a window larger than the screen puts its title bar, or its lower edge, out of reach
        }
        // The stage counts its frame, the smallest size is that of what is inside.
        stage.setMinWidth(Math.min(SMALLEST_WIDTH + FRAME_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(SMALLEST_HEIGHT + FRAME_HEIGHT, screen.getHeight()));
        stage.setFullScreenExitHint("");
        state.presenting().subscribe(stage::setFullScreen);
        stage.fullScreenProperty().subscribe(state.presenting()::set);
        stage.show();
    }

    private static javafx.scene.image.Image icon(int scale) {
        var mark = new Scene(new Mark(), 24, 24, Color.TRANSPARENT);
        mark.getStylesheets().setAll(Theme.LIGHT.stylesheets());
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(new Scale(scale, scale));
        return mark.getRoot().snapshot(parameters, null);
    }
}
