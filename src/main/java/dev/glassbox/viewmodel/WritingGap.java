package dev.glassbox.viewmodel;

import dev.glassbox.session.Forward;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.WeightSnapshot;
import dev.glassbox.session.Worker;
import dev.glassbox.session.WritingLoss;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the sentence costs two runs with the answer in view and while writing; measured only for a run B that reads to the right.
final class WritingGap implements AutoCloseable {

    private final Forward forward;
    private final Study<WritingLoss[]> study;
    private WeightSnapshot measured;
    private boolean measuring;
    private final ReadOnlyObjectWrapper<WritingLoss[]> losses = new ReadOnlyObjectWrapper<>(this, "losses");

    WritingGap(Worker studies, Warmup warmup) {
        forward = new Forward(warmup);
        study = new Study<>(studies);
    }

    /// @param b null before the first look
    void measure(Trace shown, WeightSnapshot b) {
        study.answers().take().ifPresent(answer -> {
            measuring = false;
            losses.set(answer);
        });
        study.failures().take().ifPresent(_ -> measuring = false);
        int[] ids = shown.sentence().ids();
        if (!measuring && b != null && b != measured && b.step() == shown.step() && ids.length > 1 && !b.run().config().causal()
                && sameTokens(b.run(), shown.sentence())) {
            measuring = true;
            measured = b;
            WeightSnapshot a = shown.snapshot();
            study.ask(() -> new WritingLoss[] {WritingLoss.of(forward, a, ids), WritingLoss.of(forward, b, ids)});
        }
    }

    private static boolean sameTokens(LoadedSpec other, Sentence sentence) {
        return other.tokenizer().vocabulary().size() > sentence.tokens().stream().mapToInt(token -> token.id()).max().orElse(0)
                && sentence.size() <= other.config().contextLength();
    }

    void forget() {
        losses.set(null);
        measured = null;
    }

    /// Of A and of B; null before the first.
    ReadOnlyObjectProperty<WritingLoss[]> lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    @Override
    public void close() {
        forward.close();
    }
}
