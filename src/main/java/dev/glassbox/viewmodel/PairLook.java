package dev.glassbox.viewmodel;

import dev.glassbox.sample.Sampler;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.Run;
import dev.glassbox.session.RunSpec;
import dev.glassbox.session.Trace;
import dev.glassbox.session.WritingLoss;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A look into both runs at the moment that is shown: the shared sentence through run B, what each writes, and what the sentence costs them.
public final class PairLook implements AutoCloseable {

    private final TraceViewModel trace;
    private final SamplingViewModel sampling;
    private final DiaryViewModel diary;
    private final MomentViewModel moment;
    private final SecondRun.Tools tools;
    private final WritingGap writing;
    private final ReadOnlyObjectWrapper<Trace> traceB = new ReadOnlyObjectWrapper<>(this, "traceB");
    private final ReadOnlyObjectWrapper<DiaryLine> sampleA = new ReadOnlyObjectWrapper<>(this, "sampleA");
    private final ReadOnlyObjectWrapper<DiaryLine> sampleB = new ReadOnlyObjectWrapper<>(this, "sampleB");

    PairLook(TraceViewModel trace, SamplingViewModel sampling, DiaryViewModel diary, MomentViewModel moment, SecondRun.Tools tools,
            WritingGap writing) {
        this.trace = trace;
        this.sampling = sampling;
        this.diary = diary;
        this.moment = moment;
        this.tools = tools;
        this.writing = writing;
    }

    /// Starts run B beside run A.
    SecondRun at(Run leader, Run run, RunSpec a, RunSpec b) {
        return new SecondRun(leader, run, a, b, tools);
    }

    /// Once a pulse, while the lens is on stage and run B is ready.
    void refresh(SecondRun second, long now) {
        Trace shown = trace.getTrace().orElse(null);
        if (shown == null) {
            return;
        }
        Sampler.Config config = new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP());
        if (second.look(shown, moment.isLive(), config, diary.promptProperty().get(), now)) {
            traceB.set(second.trace());
            sampleA.set(second.lineA());
            sampleB.set(second.lineB());
        }
        writing.measure(shown, second.snapshot());
    }

    /// There is no run B any more.
    void forget() {
        traceB.set(null);
        sampleA.set(null);
        sampleB.set(null);
        writing.forget();
    }

    /// The shared sentence through run B, at the step run A is shown at; null before the first.
    public ReadOnlyObjectProperty<Trace> traceBProperty() {
        return traceB.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<DiaryLine> sampleAProperty() {
        return sampleA.getReadOnlyProperty();
    }

    /// Written from the same prompt with the same random numbers as run A's.
    public ReadOnlyObjectProperty<DiaryLine> sampleBProperty() {
        return sampleB.getReadOnlyProperty();
    }

    /// Of A and of B, on the shared sentence; measured only for a run B that reads to the right, null otherwise.
    public ReadOnlyObjectProperty<WritingLoss[]> writingLossesProperty() {
        return writing.lossesProperty();
    }

    @Override
    public void close() {
        writing.close();
        tools.close();
    }
}
