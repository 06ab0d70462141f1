package dev.glassbox.session;

import dev.glassbox.train.LossHistory;
import dev.glassbox.train.TrainingState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A program that keeps safe copies, one after the other, until it is killed. In the copy of step n every number is n.
public final class SafeCopiesLoop {

    private SafeCopiesLoop() {}

    /// @param args the program's own folder, and the number of the first copy
    public static void main(String[] args) throws Exception {
        SafeCopies copies = new SafeCopies(Path.of(args[0]));
        copies.begin();
        LoadedSpec loaded = LoadedSpec.load(TinyRuns.spec(1_000_000), (_, _) -> { });
        for (int n = Integer.parseInt(args[1]); ; n++) {
            float[] values = new float[loaded.transformer().layout().size()];
            Arrays.fill(values, n);
            TrainingState state = new TrainingState(n, n, values, List.of(values, values), 0.1, 2, 0, 0, 0);
            copies.keep(FullState.of(loaded, state, n, n, LossHistory.EMPTY));
            System.out.write('.'); // tells the parent that there is something to lose
            System.out.flush();
        }
    }
}
