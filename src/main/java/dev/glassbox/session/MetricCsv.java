package dev.glassbox.session;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.session.MetricLog.Metric;
import dev.glassbox.train.GradientNorms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Everything a run measured as a table: one row a step, numbers in full precision, a cell left empty where nothing was measured.
public final class MetricCsv {

    private static final List<String> COLUMNS = List.of("step", "loss", "validation_loss", "gradient_norm", "learning_rate", "tokens", "milliseconds",
            "tokens_per_second", "update_to_weight");

    private MetricCsv() {}

    /// Replaces the file at once, or leaves it as it was.
    ///
    /// @throws BadFileException when it cannot be written
    public static void write(Path file, MetricLog log, GradientLog gradients) throws BadFileException {
        AtomicFile.write(file, FileKind.CSV, out -> {
            out.write((header(gradients) + "\n").getBytes(StandardCharsets.UTF_8));
            int rows = log.size();
            int next = 0;
            for (int row = 0; row < rows; row++) {
                StringBuilder line = new StringBuilder(row(log, row));
                while (next < gradients.size() && gradients.get(next).step() < log.step(row)) {
                    next++;
                }
                GradientNorms norms = next < gradients.size() && gradients.get(next).step() == log.step(row) ? gradients.get(next) : null;
                for (int group = 0; group < gradients.groups().size(); group++) {
                    line.append(',').append(norms == null ? "" : number(norms.gradient()[group]));
                    line.append(',').append(norms == null ? "" : number(norms.ratio(group)));
                }
                out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /// Several runs in one table, one below the other; a column says which.
    ///
    /// @param runs name to log, in the order of the table
    /// @throws BadFileException when it cannot be written
    public static void write(Path file, SequencedMap<String, MetricLog> runs) throws BadFileException {
        AtomicFile.write(file, FileKind.CSV, out -> {
            out.write(("run," + String.join(",", COLUMNS) + "\n").getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, MetricLog> run : runs.entrySet()) {
                String name = '"' + run.getKey().replace("\"", "\"\"") + "\",";
                int rows = run.getValue().size();
                for (int row = 0; row < rows; row++) {
                    out.write((name + row(run.getValue(), row) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    private static String header(GradientLog gradients) {
        List<String> names = new ArrayList<>(COLUMNS);
        for (GradientNorms.Group group : gradients.groups()) {
            String key = group.key().replace(' ', '_').toLowerCase(Locale.ROOT);
            names.add("gradient_norm_" + key);
            names.add("update_to_weight_" + key);
        }
        return String.join(",", names);
    }

    private static String row(MetricLog log, int row) {
        double nanos = log.get(Metric.NANOS, row);
        double tokens = log.get(Metric.TOKENS, row);
        return log.step(row) + "," + number(log.get(Metric.LOSS, row)) + "," + number(log.get(Metric.VALIDATION_LOSS, row)) + ","
                + number(log.get(Metric.GRAD_NORM, row)) + "," + number(log.get(Metric.LEARNING_RATE, row)) + "," + (int) tokens + ","
                + number(nanos / 1e6) + "," + number(nanos > 0 ? tokens * 1e9 / nanos : Double.NaN) + "," + number(log.get(Metric.UPDATE_RATIO, row));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }
}
