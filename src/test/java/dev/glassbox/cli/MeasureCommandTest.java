package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasureCommandTest {

    /// A window of which only the plain measurement fails.
    private static final MeasureCommand.Meter METER = new MeasureCommand.Meter() {
        @Override
        public Map<String, Object> withWindow(int width, int height, String lens, boolean pair, double warmUp, double seconds) {
            throw new CliException("measure", "the window threw no font; nothing was measured", new IllegalStateException("no font"));
        }

        @Override
        public Map<String, Object> alone(double warmUp, double seconds) {
            return Map.of("steps_per_s", 5.5);
        }

        @Override
        public Map<String, Object> prediction(int width, int height, Optional<Path> model, double warmUp, double seconds) {
            return Map.of();
        }

        @Override
        public Map<String, Object> map(int width, int height, Optional<Path> model, double warmUp, double seconds) {
            return Map.of();
        }

        @Override
        public Map<String, Object> soak(int width, int height, int minutes) {
            return Map.of();
        }
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aWindowThatFailsIsNoResult() {
        assertEquals(1, run("measure", "--lens", "Attention"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals("error: measure: the window threw no font; nothing was measured\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void figuresAreOneLine() {
        assertEquals(0, run("measure", "--alone"));
        assertEquals("{\"kind\":\"training alone\",\"steps_per_s\":5.5}\n", out.toString(StandardCharsets.UTF_8));
    }

    private int run(String... args) {
        return GlassboxCommand.run(List.of(new MeasureCommand(METER)), out, err, args);
    }
}
