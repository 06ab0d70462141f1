package dev.glassbox.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.StrictJson;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.text.CorpusException;
import dev.glassbox.train.LossHistory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks into a followed folder now and then. A checkpoint is read once it no longer changes from one look to the next; one that then is not
/// whole is looked at again when it changes, and named once it has kept still for a while. Used by one thread.
final class Follower {

    static final int POLL_MILLIS = 1_000;
    /// Looks without a change after which a checkpoint that cannot be read is named.
    private static final int PATIENCE = 10;
    private static final Pattern NAME = Pattern.compile("(?:step|checkpoint)[-_](\\d{1,9})");
    private static final String METRICS = "metrics.json";
    private static final int METRICS_LIMIT = 1 << 16;

    private final Path folder;
    private final Map<Path, Waiting> waiting = new HashMap<>();
    private final Set<Path> taken = new HashSet<>();
    private final Set<Path> troubled = new HashSet<>();
    private LoadedSpec loaded;

    private record Waiting(String stamp, int still, boolean named) {}

    /// @param loss as the other program told in `metrics.json`, NaN if it did not
    record Arrival(int step, float[] values, double loss, double validationLoss) {}

    /// What a look found.
    ///
    /// @param trouble a sentence for each checkpoint that cannot be used
    /// @param mended whether one of the arrivals had been such a trouble before
    record News(List<Arrival> arrivals, List<String> trouble, boolean mended) {}

    Follower(Path folder) {
        this.folder = folder;
    }

    static boolean isCheckpoint(Path folder) {
        return NAME.matcher(String.valueOf(folder.getFileName())).matches();
    }

    static boolean anyIn(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Follower::isCheckpoint)) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException noFolder) {
            return false;
        }
    }

    /// The newest whole checkpoint as the beginning of a run; empty while there is none.
    Optional<RunStart.Ready> first(ModelFolder.Progress progress) throws CorpusException, BadFileException {
        List<Map.Entry<Integer, Path>> settled = settled();
        for (Map.Entry<Integer, Path> checkpoint : settled.reversed()) {
            try {
                RunStart.Ready ready = new SavedModel(checkpoint.getValue(), Optional.empty(), new SavedModel(folder).name())
                        .lookedAt(checkpoint.getKey(), metrics(checkpoint.getValue()), told(settled, checkpoint.getKey()), this, (share, _) -> progress.at(share));
                loaded = ready.loaded();
                taken.add(checkpoint.getValue());
                return Optional.of(ready);
            } catch (BadFileException notWhole) {
                if (patienceEnds(checkpoint.getValue())) {
                    throw notWhole;
                }
            }
        }
        return Optional.empty();
    }

    /// The losses of all checkpoints up to one, so that the curve begins where the other program began.
    private static LossHistory told(List<Map.Entry<Integer, Path>> checkpoints, int upTo) {
        List<LossHistory.Point> points = new ArrayList<>();
        for (Map.Entry<Integer, Path> checkpoint : checkpoints) {
            double loss = metrics(checkpoint.getValue())[0];
            if (checkpoint.getKey() <= upTo && Double.isFinite(loss)) {
                points.add(new LossHistory.Point(checkpoint.getKey(), (float) loss));
            }
        }
        return new LossHistory(1, points);
    }

    /// What has come since the last look.
    News look() {
        List<Arrival> arrivals = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        boolean mended = false;
        for (Map.Entry<Integer, Path> checkpoint : settled()) {
            Path place = checkpoint.getValue();
            try {
                ModelFolder.Opened opened = new ModelFolder(place).open();
                if (!opened.config().equals(loaded.config())) {
                    throw new BadFileException(place, "holds a model of another shape than the checkpoints before it", "follow it from a folder of its own");
                }
                double[] losses = metrics(place);
                arrivals.add(new Arrival(checkpoint.getKey(), opened.parameters().values(), losses[0], losses[1]));
                taken.add(place);
                waiting.remove(place);
                mended |= troubled.remove(place);
            } catch (BadFileException notWhole) {
                if (patienceEnds(place)) {
                    troubled.add(place);
                    trouble.add(RunSentences.unreadable(notWhole) + " The other checkpoints are shown.");
                }
            }
        }
        return new News(arrivals, trouble, mended);
    }

    /// Checkpoints not yet taken that are as they were at the last look, by step.
    private List<Map.Entry<Integer, Path>> settled() {
        Map<Integer, Path> settled = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches() && !taken.contains(entry) && Files.isDirectory(entry)) {
                    String stamp = stamp(entry);
                    Waiting before = waiting.get(entry);
                    boolean still = before != null && before.stamp.equals(stamp);
                    waiting.put(entry, still ? new Waiting(stamp, before.still + 1, before.named) : new Waiting(stamp, 0, false));
                    if (still) {
                        settled.put(Integer.parseInt(name.group(1)), entry);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return List.of(); // a folder on a network may come back
        }
        return List.copyOf(settled.entrySet());
    }

    private boolean patienceEnds(Path place) {
        Waiting now = waiting.get(place);
        if (now == null || now.named || now.still < PATIENCE) {
            return false;
        }
        waiting.put(place, new Waiting(now.stamp, now.still, true));
        return true;
    }

    private static String stamp(Path checkpoint) throws IOException {
        StringBuilder stamp = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(checkpoint)) {
            for (Path file : files) {
                stamp.append(file.getFileName()).append(file.toFile().length()).append(file.toFile().lastModified()).append('\n');
            }
        }
        return stamp.toString();
    }

    /// Loss and validation loss, NaN where nobody told.
    private static double[] metrics(Path checkpoint) {
        Path file = checkpoint.resolve(METRICS);
        if (!Files.isRegularFile(file)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        try {
            JsonNode json = StrictJson.read(file, METRICS_LIMIT);
            return new double[] {json.path("loss").asDouble(Double.NaN), json.path("validation_loss").asDouble(Double.NaN)};
        } catch (BadFileException unreadable) {
            return new double[] {Double.NaN, Double.NaN}; // the weights are what counts
        }
    }
}
