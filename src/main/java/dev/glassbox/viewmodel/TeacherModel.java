package dev.glassbox.viewmodel;

import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.Guess;
import dev.glassbox.session.ShownDecoder;
import dev.glassbox.session.Study;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Worker;
import dev.glassbox.text.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Teacher forcing against free running on the shared sentence: training feeds the true tokens and judges each guess, generation feeds the
/// model its own.
public final class TeacherModel {

    /// Both ways through one sentence.
    ///
    /// @param tokens labels of the true tokens
    /// @param guesses one for each token, of the token after it; what the true sentence makes the model say
    /// @param free    labels of what the model wrote by itself from the first token on, as many as `tokens`
    /// @param parted  the first position at which the two differ; the number of tokens when they never do
    public record Both(List<String> tokens, List<Guess> guesses, List<String> free, int parted, Sampler.Config config) {}

    private final TraceViewModel trace;
    private final SamplingViewModel sampling;
    private final ShownDecoder decoder;
    private final Draws draws;
    private final Study<Both> study;
    private final ReadOnlyObjectWrapper<Both> both = new ReadOnlyObjectWrapper<>(this, "both");
    private boolean due = true;
    private boolean shown;

    TeacherModel(Pulse pulse, TraceViewModel trace, SamplingViewModel sampling, Worker worker, ShownDecoder decoder, long seed) {
        this.trace = trace;
        this.sampling = sampling;
        this.decoder = decoder;
        draws = Draws.seeded(seed);
        study = new Study<>(worker);
        trace.traceProperty().subscribe(() -> due = true);
        sampling.temperatureProperty().subscribe(() -> due = true);
        sampling.topKProperty().subscribe(() -> due = true);
        sampling.topPProperty().subscribe(() -> due = true);
        pulse.add(now -> refresh());
    }

    /// While hidden nothing is asked for.
    public void setShown(boolean now) {
        shown = now;
    }

    private void refresh() {
        study.answers().take().ifPresent(both::set);
        if (due && shown && trace.getTrace().filter(t -> !t.sentence().isEmpty()).isPresent()) {
            due = false;
            Trace moment = trace.getTrace().orElseThrow();
            Sampler.Config config = new Sampler.Config(sampling.getTemperature(), sampling.getTopK(), sampling.getTopP());
            study.ask(() -> run(moment, config));
        }
    }

    private Both run(Trace moment, Sampler.Config config) {
        int[] ids = moment.sentence().ids();
        Generator generator = new Generator(window -> decoder.reader(moment.snapshot()).after(window), moment.config().contextLength(), new int[] {ids[0]}, config, draws);
        generator.run(ids.length - 1, id -> false);
        int[] free = generator.ids();
        Vocabulary vocabulary = moment.snapshot().run().tokenizer().vocabulary();
        int parted = IntStream.range(0, ids.length).filter(i -> ids[i] != free[i]).findFirst().orElse(ids.length);
        return new Both(moment.sentence().tokens().stream().map(token -> token.label()).toList(), moment.guesses(),
                IntStream.of(free).mapToObj(vocabulary::label).toList(), parted, config);
    }

    /// Null before the first answer.
    public ReadOnlyObjectProperty<Both> bothProperty() {
        return both.getReadOnlyProperty();
    }
}
