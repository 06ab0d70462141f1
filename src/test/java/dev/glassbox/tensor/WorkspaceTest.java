package dev.glassbox.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.tensor.Slot.Keep;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final WorkspaceLayout layout = new WorkspaceLayout();
    private final Slot first = layout.rows("x", 0, 4, Keep.STEP, Keep.STEP);
    private final Slot second = layout.rows("x", 1, 4, Keep.STEP, Keep.STEP);
    private final Slot wide = layout.rows("wide", 0, 1024, Keep.SHARED, Keep.NONE);

    @Test
    void trainingKeepsTheActivationsOfEveryLayer() {
        Workspace work = new Workspace(layout, 2, 3, true);
        assertNotSame(work.values(first), work.values(second));
        assertNotSame(work.grads(first), work.grads(second));
    }

    @Test
    void viewingSharesThemAndHasNoGradients() {
        Workspace work = new Workspace(layout, 2, 3, false);
        assertSame(work.values(first), work.values(second));
        assertEquals(0, work.grads(first).length);
        assertTrue(work.bytes() < new Workspace(layout, 2, 3, true).bytes());
    }

    @Test
    void rowsOfFourKibibytesArePadded() {
        assertEquals(1040, wide.stride());
        Workspace work = new Workspace(layout, 1, 3, false);
        work.begin(new int[2], 1, 2);
        work.values(wide)[1040] = 5;
        assertEquals(5, work.tensor(wide, 'F').get(1, 0));
    }

    @Test
    void aBatchThatDoesNotFitIsRefused() {
        Workspace work = new Workspace(layout, 2, 3, false);
        assertEquals("A batch of 3 sequences of 3 tokens does not fit this workspace of 2 × 3",
                assertThrows(IllegalArgumentException.class, () -> work.begin(new int[9], 3, 3)).getMessage());
    }
}
