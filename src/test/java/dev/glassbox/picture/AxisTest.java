package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void theLogAxisHasAPlaceForStepZero() {
        Axis axis = Axis.log(2000);
        assertEquals(0, axis.place(0));
        assertEquals(1, axis.place(2000));
        assertEquals(0.607, axis.place(100), 0.001);
        assertEquals(100, axis.value(axis.place(100)), 1e-9);
        assertEquals(List.of(0.0, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0), axis.ticks(12));
    }

    @Test
    void fewerTicksAreTakenWhenThereIsLittleRoom() {
        assertEquals(true, Axis.log(300_000).ticks(5).size() <= 5);
        assertEquals(0.0, Axis.log(300_000).ticks(5).getFirst());
    }

    @Test
    void linearTicksAreRoundNumbers() {
        assertEquals(List.of(0.0, 500.0, 1000.0, 1500.0, 2000.0), Axis.linear(0, 2000).ticks(5));
        assertEquals(0.25, Axis.linear(0, 8).place(2));
        assertThrows(IllegalArgumentException.class, () -> Axis.linear(1, 1));
    }
}
