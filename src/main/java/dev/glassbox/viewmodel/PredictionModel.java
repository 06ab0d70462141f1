package dev.glassbox.viewmodel;

import dev.glassbox.session.Memorization;
import dev.glassbox.session.PackedCopies;
import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;

/// What the Prediction lens knows: the next token, a second sentence to compare it with, and the texts written from here.
public final class PredictionModel implements AutoCloseable {

    private final ShownDecoder decoder;
    private final NextTokenModel nextToken;
    private final SecondSentenceModel second;
    private final GenerateModel generate;
    private final CopyModel copies;
    private final SideTrainingModel<Memorization.Answer> memorization;
    private final PollModel poll;
    private final TeacherModel teacher;
    private final CostModel cost;

    /// @param studies where everything that takes long is computed; not closed here
    PredictionModel(Pulse pulse, RunViewModel run, TraceViewModel trace, SelectionModel selection, SamplingViewModel sampling, Worker studies, Warmup warmup, PackedCopies packed,
            long seed) {
        decoder = new ShownDecoder(warmup, packed);
        nextToken = new NextTokenModel(pulse, trace, selection, sampling, seed);
        second = new SecondSentenceModel(pulse, trace, studies, decoder);
        generate = new GenerateModel(pulse, trace, sampling, studies, decoder, seed);
        copies = new CopyModel(pulse, generate, studies);
        memorization = new SideTrainingModel<>(pulse, run, studies, warmup, Memorization::new);
        poll = new PollModel(run, trace, nextToken);
        teacher = new TeacherModel(pulse, trace, sampling, studies, decoder, seed);
        cost = new CostModel(pulse, run, trace, studies, decoder, warmup);
    }

    public NextTokenModel nextToken() {
        return nextToken;
    }

    public SecondSentenceModel second() {
        return second;
    }

    public GenerateModel generate() {
        return generate;
    }

    public CopyModel copies() {
        return copies;
    }

    /// The same small model, taught from ever longer texts.
    public SideTrainingModel<Memorization.Answer> memorization() {
        return memorization;
    }

    public PollModel poll() {
        return poll;
    }

    public TeacherModel teacher() {
        return teacher;
    }

    public CostModel cost() {
        return cost;
    }

    @Override
    public void close() {
        cost.stop();
        generate.stop();
        decoder.close();
    }
}
