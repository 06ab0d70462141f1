package dev.glassbox.tensor;

import dev.glassbox.tensor.Slot.Keep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The list of all slots of a model. Layers declare what they need while the model is put together; see [Workspace].
public final class WorkspaceLayout {
    private final List<Slot> slots = new ArrayList<>();

    /// Values and gradients `[B, T, width]`.
    public Slot rows(String name, int layer, int width, Keep values, Keep grads) {
        return add(name, layer, false, width, values, grads, name);
    }

    /// The same, with gradients that share one array with all slots of the group.
    public Slot rows(String name, int layer, int width, Keep values, Keep grads, String gradGroup) {
        return add(name, layer, false, width, values, grads, gradGroup);
    }

    /// Values and gradients `[B, heads, T, T]`.
    public Slot squares(String name, int layer, int heads, Keep values, Keep grads) {
        return add(name, layer, true, heads, values, grads, name);
    }

    private Slot add(String name, int layer, boolean square, int width, Keep values, Keep grads, String gradGroup) {
        Slot slot = new Slot(slots.size(), name, layer, square, width, padded(width), values, grads, gradGroup);
        slots.add(slot);
        return slot;
    }

    /// Rows that lie a multiple of 4 KiB apart fall into the same few cache sets, which halves the speed of matrix products.
    static int padded(int width) {
        return width > 0 && width % 1024 == 0 ? width + 16 : width;
    }

    /// @throws IllegalArgumentException if the model has no such slot
    public Slot find(String name, int layer) {
        return slots.stream().filter(slot -> slot.name().equals(name) && slot.layer() == layer).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No activations '" + name + "' in layer " + layer + " of this model"));
    }

    public List<Slot> slots() {
        return Collections.unmodifiableList(slots);
    }
}
