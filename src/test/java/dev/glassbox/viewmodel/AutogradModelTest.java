package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.Test;

class AutogradModelTest {

    private final AutogradModel model = new AutogradModel();

    private double gradient(String name) {
        for (int i = 0; i < model.size(); i++) {
            if (model.name(i).equals(name)) {
                return model.received()[i];
            }
        }
        return fail("no node is called " + name);
    }

    @Test
    void walksTheFirstPresetNodeByNodeToItsGradients() {
        assertEquals("L", model.root());
        assertTrue(Double.isNaN(gradient("a")));
        model.next();
        assertEquals(1, gradient("a"), "from the sum alone");
        assertEquals(List.of("c", "a"), model.sums().stream().map(AutogradModel.Sum::to).toList());
        model.next();
        assertEquals(4, gradient("a"));
        assertEquals(2, gradient("b"));
        AutogradModel.Sum last = model.sums().getFirst();
        assertEquals(new AutogradModel.Sum("c", "a", 3, 1, 3, 1, 4), last);
        model.back();
        assertEquals(1, gradient("a"));
        model.toEnd();
        assertEquals(model.size(), model.turnsProperty().get());
        model.next();
        assertEquals(model.size(), model.turnsProperty().get());
    }

    @Test
    void everyPresetCanBeWalkedToTheEnd() {
        for (AutogradModel.Preset preset : AutogradModel.PRESETS) {
            model.setText(preset.text());
            assertEquals("", model.errorProperty().get(), preset.title());
            model.toEnd();
            for (double gradient : model.received()) {
                assertTrue(Double.isFinite(gradient), preset.title());
            }
        }
        model.setText(AutogradModel.PRESETS.get(3).text());
        model.toEnd();
        double sum = Math.exp(2) + Math.exp(1) + Math.exp(0.1);
        assertEquals(Math.exp(2) / sum - 1, gradient("z1"), 1e-12);
        assertEquals(Math.exp(1) / sum, gradient("z2"), 1e-12);
    }

    @Test
    void aWrongExpressionKeepsTheGraphAndSaysWhy() {
        model.toEnd();
        model.setText("a = 2; b = ");
        assertTrue(model.errorProperty().get().contains("stops after"), model.errorProperty().get());
        assertEquals(4, model.size());
        model.setText("a = 2; L = a^2");
        assertEquals("", model.errorProperty().get());
        assertEquals(0, model.turnsProperty().get());
    }
}
