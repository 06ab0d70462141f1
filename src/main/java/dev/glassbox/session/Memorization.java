package dev.glassbox.session;

import dev.glassbox.analysis.CopyCheck;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Sampler;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.train.Trainer;
import dev.glassbox.train.TrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How much a model copies, by how much text it learned from: the same small model, from one seed and with as many steps, on ever longer beginnings
/// of the run's text. Belongs to one thread, which calls [#go] again until it is finished.
///
/// A model of little text can write nothing but its lines; one of much text has to make lines. The difference of its losses on read and on unread text
/// says the same in nats.
public final class Memorization implements SideTraining<Memorization.Answer> {

    /// Of each model.
    public static final int STEPS = 600;

    private static final int ROUND = 100;
    private static final int MOST_SIZES = 5;
    /// Each text is so many times as long as the one before.
    private static final int FACTOR = 4;
    private static final int LONGEST = 64;
    private static final int BATCH = 8;
    private static final int WIDTH = 48;
    private static final int HEADS = 4;
    private static final int BLOCKS = 2;
    private static final int SAMPLES = 16;
    private static final int SAMPLE_TOKENS = 64;
    private static final int WINDOWS = 32;

    /// @param times how often it was written
    public record Wrote(CopyCheck.Line line, int times) {}

    /// What one of the models has become.
    ///
    /// @param tokens, characters of the text it learned from
    /// @param steps      done when this was measured
    /// @param loss       on windows of that text, nats per token
    /// @param unread     on the run's validation text, nats per token; NaN without one
    /// @param lines      what it wrote, compared with the text it learned from; begun lines are left out
    /// @param chance     share of the validation text's lines that stand in that text as well: what whoever wrote the text repeats anyway; NaN without one
    public record Learner(int tokens, int characters, int steps, double loss, double unread, List<Wrote> lines, double chance) {
        public Learner {
            lines = List.copyOf(lines);
        }

        /// Lines it wrote, each as often as it was written.
        public int written() {
            return lines.stream().mapToInt(Wrote::times).sum();
        }

        /// Those that stand in its text.
        public int copied() {
            return lines.stream().filter(wrote -> wrote.line().copied()).mapToInt(Wrote::times).sum();
        }

        /// Of the lines written; NaN before there is one.
        public double share() {
            return lines.isEmpty() ? Double.NaN : copied() / (double) written();
        }
    }

    /// @param steps    each model has done at least
    /// @param of       models there are
    /// @param learners those that were measured already, from the shortest text
    public record Answer(LoadedSpec run, int steps, int of, List<Learner> learners) implements Progress {
        public Answer {
            learners = List.copyOf(learners);
        }

        /// Index of the learner whose text is nearest in length, in ratio.
        public int nearest(double characters) {
            int best = 0;
            for (int i = 1; i < learners.size(); i++) {
                if (Math.abs(Math.log(learners.get(i).characters / characters)) < Math.abs(Math.log(learners.get(best).characters / characters))) {
                    best = i;
                }
            }
            return best;
        }

        /// The same, but at least one learner on from the one a knob stood at: a key moves it by less than a size.
        public int towards(int from, double characters) {
            int at = nearest(characters);
            int now = Math.clamp(from, 0, learners.size() - 1);
            int step = Double.compare(characters, learners.get(now).characters);
            return at == now ? Math.clamp(now + step, 0, learners.size() - 1) : at;
        }

        @Override
        public boolean done() {
            return steps >= STEPS;
        }
    }

    /// One model with its text.
    private static final class Pupil {
        private final int[] ids;
        private final String text;
        private final Trainer trainer;
        private final CopyCheck check;
        private final double chance;
        private Learner measured;

        private Pupil(int[] ids, String text, Trainer trainer, CopyCheck check, double chance) {
            this.ids = ids;
            this.text = text;
            this.trainer = trainer;
            this.check = check;
            this.chance = chance;
        }
    }

    private final LoadedSpec run;
    private final Kernels kernels;
    private final RowPool pool = new RowPool(1);
    private final ModelConfig config;
    private final List<Pupil> pupils = new ArrayList<>();

    /// Two blocks of width 48 with the run's tokens, and seed; the context is the run's, 64 at most.
    ///
    /// @throws IllegalArgumentException with one sentence when there is no text
    public Memorization(LoadedSpec run, Kernels kernels) {
        this.run = run;
        this.kernels = kernels;
        if (!run.hasText()) {
            throw new IllegalArgumentException("This model came without a text to learn from; choose one in the run menu.");
        }
        int context = Math.min(LONGEST, run.config().contextLength());
        config = ModelConfig.gpt2Style(run.config().vocabSize(), context, BLOCKS, HEADS, WIDTH);
        int[] all = run.tokens().train();
        List<Integer> sizes = sizes(all.length, context);
        TrainingConfig training = TrainingConfig.defaults().withBatchSize(BATCH).withLearningRate(3e-3).withMinLr(3e-4).withWarmup(20).withSteps(STEPS)
                .withDropout(0).withSeed(run.spec().seed());
        List<String> unread = CopyCheck.lines(run.tokenizer().decode(run.tokens().validation()));
        for (int size : sizes) {
            int[] ids = Arrays.copyOf(all, size);
            String text = run.tokenizer().decode(ids);
            CopyCheck check = new CopyCheck(text);
            double chance = unread.isEmpty() ? Double.NaN : unread.stream().filter(check::contains).count() / (double) unread.size();
            Trainer trainer = new Trainer(new Transformer(config), training, ids, new int[0], kernels, pool);
            pupils.add(new Pupil(ids, text, trainer, check, chance));
        }
    }

    /// From the shortest, which holds two windows, to the whole text; any text a run accepts has room for two sizes.
    private static List<Integer> sizes(int whole, int context) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = whole; size >= 2 * (context + 1) && sizes.size() < MOST_SIZES; size /= FACTOR) {
            sizes.add(size);
        }
        Collections.reverse(sizes);
        return sizes;
    }

    /// Trains for about so long, the model that is farthest behind first, and measures each after every hundred steps.
    @Override
    public Answer go(long nanos) {
        long end = System.nanoTime() + nanos;
        while (behind().trainer.stepsDone() < STEPS) {
            Pupil pupil = behind();
            pupil.trainer.step();
            if (pupil.trainer.stepsDone() % ROUND == 0) {
                pupil.measured = measure(pupil);
            }
            if (System.nanoTime() > end) {
                break;
            }
        }
        return new Answer(run, behind().trainer.stepsDone(), pupils.size(), pupils.stream().filter(pupil -> pupil.measured != null).map(pupil -> pupil.measured).toList());
    }

    /// In whole rounds, so that the models are measured one after the other and not all at once.
    private Pupil behind() {
        Pupil behind = pupils.getFirst();
        for (Pupil pupil : pupils) {
            if (pupil.trainer.stepsDone() / ROUND < behind.trainer.stepsDone() / ROUND) {
                behind = pupil;
            }
        }
        return behind;
    }

    private Learner measure(Pupil pupil) {
        int[] unread = run.tokens().validation();
        return new Learner(pupil.ids.length, pupil.text.length(), pupil.trainer.stepsDone(), loss(pupil.trainer, pupil.ids), loss(pupil.trainer, unread), write(pupil),
                pupil.chance);
    }

    /// Mean cross-entropy over evenly spaced windows; NaN when there is no room for one.
    private double loss(Trainer trainer, int[] ids) {
        int time = Math.min(config.contextLength(), ids.length - 1);
        if (time < 1) {
            return Double.NaN;
        }
        Transformer model = trainer.model();
        Workspace work = model.workspace(1, time, false);
        Pass pass = new Pass(trainer.parameters(), work, kernels, pool, Probe.NONE);
        int windows = Math.min(WINDOWS, (ids.length - 1) / time);
        double sum = 0;
        for (int window = 0; window < windows; window++) {
            int from = windows == 1 ? 0 : (int) ((long) (ids.length - 1 - time) * window / (windows - 1));
            model.forward(pass, Arrays.copyOfRange(ids, from, from + time), 1, time);
            sum += model.loss(pass, Arrays.copyOfRange(ids, from + 1, from + time + 1));
        }
        return sum / windows;
    }

    /// Texts drawn at T = 1 behind a line end of the text, the same random numbers for every model; a line that was only begun is left out.
    private List<Wrote> write(Pupil pupil) {
        Tokenizer tokenizer = run.tokenizer();
        Decoder decoder = new Decoder(pupil.trainer.model(), pupil.trainer.parameters(), kernels, pool);
        int[] prompt = {pupil.ids[lineEnd(pupil.ids)]};
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            Generator generator = new Generator(decoder::after, config.contextLength(), prompt, Sampler.Config.PLAIN, Draws.seeded(run.spec().seed() + sample));
            generator.run(SAMPLE_TOKENS, id -> false);
            String text = tokenizer.decode(generator.generated());
            List<String> written = CopyCheck.lines(text);
            boolean whole = text.endsWith("\n") || !written.isEmpty() && !Character.isLetterOrDigit(written.getLast().charAt(written.getLast().length() - 1));
            (whole ? written : written.subList(0, Math.max(0, written.size() - 1))).forEach(line -> lines.merge(line, 1, Integer::sum));
        }
        return lines.entrySet().stream().map(line -> new Wrote(pupil.check.line(line.getKey()), line.getValue())).toList();
    }

    /// Where the first line of the text ends; 0 when it never does.
    private int lineEnd(int[] ids) {
        Vocabulary vocabulary = run.tokenizer().vocabulary();
        return IntStream.range(0, ids.length).filter(i -> vocabulary.text(ids[i]).endsWith("\n")).findFirst().orElse(0);
    }
}
