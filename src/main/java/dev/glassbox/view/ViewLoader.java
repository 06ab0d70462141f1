package dev.glassbox.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads views and makes their controllers from a map *controller class → supplier*, so that a controller receives
/// everything through its constructor and one that nobody registered fails at once, by name.
public final class ViewLoader {
    private final Map<Class<?>, Supplier<?>> controllers = new HashMap<>();

    /// A node tree with the controller that drives it.
    public record Loaded(Parent root, Object controller) {}

    public <C> ViewLoader register(Class<C> type, Supplier<? extends C> supplier) {
        controllers.put(type, supplier);
        return this;
    }

    /// @throws IllegalStateException when a controller of the view is not registered
    public Loaded load(Views view) {
        var loader = new FXMLLoader(view.location());
        loader.setControllerFactory(this::controller);
        try {
            Parent root = loader.load();
            return new Loaded(root, loader.getController());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + view + ": " + e.getMessage(), e);
        }
    }

    private Object controller(Class<?> type) {
        Supplier<?> supplier = controllers.get(type);
        if (supplier == null) {
            throw new IllegalStateException("no supplier registered for " + type.getName());
        }
        return supplier.get();
    }
}
