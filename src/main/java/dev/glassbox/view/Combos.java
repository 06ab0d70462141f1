package dev.glassbox.view;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/// Fills drop-down lists.
final class Combos {
    private Combos() {}

    /// Takes the first choice.
    static <T> void fill(ComboBox<T> box, List<T> choices, Function<T, String> names) {
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T choice) {
                return choice == null ? "" : names.apply(choice);
            }

            @Override
            public T fromString(String text) {
                return choices.stream().filter(choice -> names.apply(choice).equals(text)).findFirst().orElse(null);
            }
        });
        box.getItems().setAll(choices);
        box.setValue(choices.getFirst());
    }
}
