package dev.glassbox.session;

import dev.glassbox.file.BadFileException;
import dev.glassbox.text.CorpusException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder into which another program writes checkpoints of a model it trains, each a model folder: `step-000100`, `step-000200`, … (or
/// `checkpoint-100`). The newest is shown; those that arrive later join the past of the run.
public record FollowedFolder(Path folder) implements RunStart {

    /// Whether there is a checkpoint in a folder already.
    public static boolean fits(Path folder) {
        return Follower.anyIn(folder);
    }

    /// Whether a folder has the name of a checkpoint itself.
    public static boolean isCheckpoint(Path folder) {
        return Follower.isCheckpoint(folder);
    }

    @Override
    public String name() {
        return new SavedModel(folder).name();
    }

    /// Waits for the first checkpoint that is whole.
    @Override
    public Ready load(Progress progress) throws CorpusException, BadFileException {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(folder, Files.exists(folder) ? "is not a folder" : "does not exist", "name the folder that checkpoints are written to");
        }
        Follower follower = new Follower(folder);
        while (true) {
            progress.at(0, "waiting for a checkpoint in " + name());
            var first = follower.first(share -> progress.at(share, "reading the newest checkpoint of " + name()));
            if (first.isPresent()) {
                return first.get();
            }
            try {
                Thread.sleep(Follower.POLL_MILLIS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("closed while waiting", closing);
            }
        }
    }
}
