package dev.glassbox.train;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A process that saves one checkpoint after the other until it is killed. In checkpoint n every number is n.
public final class SavingLoop {

    static final ModelConfig CONFIG = ModelConfig.gpt2Style(100, 32, 2, 2, 64);

    private SavingLoop() {}

    /// @param args the folder to save to, and the number of the first checkpoint
    public static void main(String[] args) throws BadFileException {
        ModelFolder folder = new ModelFolder(Path.of(args[0]));
        int size = CONFIG.layout().size();
        for (int n = Integer.parseInt(args[1]); ; n++) {
            checkpoint(n, size).save(folder);
            System.out.write('.'); // tells the parent that there is something to lose
            System.out.flush();
        }
    }

    static Checkpoint checkpoint(int n, int size) {
        float[] values = new float[size];
        Arrays.fill(values, n);
        TrainingState state = new TrainingState(n, n, values, List.of(values, values), 0.1, 2, 0, 0, 0);
        return new Checkpoint(CONFIG, Optional.empty(), TrainingConfig.defaults(), state, n, n, LossHistory.EMPTY);
    }
}
