package dev.glassbox.control;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// A few choices side by side, exactly one of them taken; the taken one is ink. One stop for Tab; the arrows take the one beside.
///
/// Only what the user does reaches [#setOnChoice]; setting [#valueProperty] does not.
@DefaultProperty("items")
public class SegmentedControl<T> extends HBox {

    private final ObservableList<T> items = FXCollections.observableArrayList();
    private final ObjectProperty<T> value = new SimpleObjectProperty<>(this, "value") {
        @Override protected void invalidated() {
            select();
        }
    };
    private Function<T, String> names = String::valueOf;
    private Consumer<T> onChoice = choice -> {};

    public SegmentedControl() {
        BundledFonts.load();
        getStyleClass().add("segmented-control");
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        items.addListener((ListChangeListener<T>) change -> rebuild());
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    public ObservableList<T> getItems() {
        return items;
    }

    @SafeVarargs
    public final void setAll(T... choices) {
        items.setAll(choices);
    }

    /// How choices are named; the default is `toString`.
    public void setNames(Function<T, String> naming) {
        names = naming;
        rebuild();
    }

    /// The taken choice; the first item until another is set.
    public ObjectProperty<T> valueProperty() {
        return value;
    }

    public T getValue() {
        return value.get();
    }

    public void setValue(T choice) {
        value.set(choice);
    }

    /// Called with each new choice of the user.
    public void setOnChoice(Consumer<T> handler) {
        onChoice = handler;
    }

    private void rebuild() {
        getChildren().clear();
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            ToggleButton button = new ToggleButton(names.apply(item));
            button.setMnemonicParsing(false); // W_O is a name
            button.getStyleClass().add("segment");
            if (i == 0) {
                button.getStyleClass().add("first");
            }
            if (i == items.size() - 1) {
                button.getStyleClass().add("last");
            }
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> choose(item));
            getChildren().add(button);
        }
        if (value.get() == null && !items.isEmpty()) {
            value.set(items.getFirst());
        }
        select();
    }

    private void choose(T item) {
        boolean isNew = !item.equals(value.get());
        value.set(item);
        select();
        if (isNew) {
            onChoice.accept(item);
        }
    }

    private void select() {
        for (int i = 0; i < getChildren().size(); i++) {
            boolean taken = items.get(i).equals(value.get());
            ((ToggleButton) getChildren().get(i)).setSelected(taken);
            getChildren().get(i).setFocusTraversable(taken);
        }
    }

    private void keyPressed(KeyEvent event) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step == 0 || event.isAltDown() || event.isShortcutDown() || items.isEmpty()) {
            return;
        }
        int next = Math.clamp(items.indexOf(value.get()) + step, 0, items.size() - 1);
        focus(next);
        choose(items.get(next));
        event.consume();
    }

    /// As Tab would: a focus that is only requested counts as one of the mouse, and the next arrow would belong to the window.
    private void focus(int wanted) {
        int at = IntStream.range(0, getChildren().size()).filter(i -> getChildren().get(i).isFocused()).findFirst().orElse(wanted);
        getChildren().forEach(segment -> segment.setFocusTraversable(true));
        for (; at != wanted; at += Integer.signum(wanted - at)) {
            getChildren().get(at).requestFocusTraversal(at < wanted ? TraversalDirection.NEXT : TraversalDirection.PREVIOUS);
        }
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyles.sheet();
    }
}
