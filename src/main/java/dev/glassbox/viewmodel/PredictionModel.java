package dev.glassbox.viewmodel;

import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Warmup;
import dev.glassbox.session.Worker;

/// What the Prediction lens knows: the next token, and a second sentence to compare it with.
public final class PredictionModel implements AutoCloseable {

    private final ShownDecoder decoder;
    private final NextTokenModel nextToken;
    private final SecondSentenceModel second;

    /// @param studies where everything that takes long is computed; not closed here
    PredictionModel(Pulse pulse, TraceViewModel trace, SelectionModel selection, SamplingViewModel sampling, Worker studies, Warmup warmup, long seed) {
        decoder = new ShownDecoder(warmup);
        nextToken = new NextTokenModel(pulse, trace, selection, sampling, seed);
        second = new SecondSentenceModel(pulse, trace, studies, decoder);
    }

    public NextTokenModel nextToken() {
        return nextToken;
    }

    public SecondSentenceModel second() {
        return second;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
