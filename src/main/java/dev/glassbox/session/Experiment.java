package dev.glassbox.session;

import java.util.ArrayList;
import java.util.List;

/// Two runs that differ in one switch, and the question that makes it worth watching. Data only.
///
/// @param key for files and tests
/// @param title a few words
/// @param question asked before anything moves
/// @param bet one sentence somebody may bet on; whether it holds is seen by playing
/// @param base what run A is; run B is the same but for the switch
/// @param what the one switch
/// @param choices positions of the switch for run B, each a run of its own; the first is the one to begin with
public record Experiment(String key, String title, String question, String bet, RunSpec base, Switch what, List<String> choices) {

    public Experiment {
        choices = List.copyOf(choices);
    }

    /// Run B at one of its positions.
    public RunSpec variant(String choice) {
        return what.set(base, choice);
    }

    private static final int STEPS = 600;

    /// All that are offered, in the order of the lessons.
    public static List<Experiment> catalogue() {
        RunSpec stories = steps(RunSpec.smallStories(), STEPS);
        RunSpec small = small(stories);
        RunSpec names = steps(RunSpec.names(), STEPS);
        List<Experiment> all = new ArrayList<>(List.of(
                new Experiment("mask", "The cheating detector", "What does a model learn that may look at the answer?",
                        "Without the mask B's training loss dives far below A's, and the text it writes stays nonsense.",
                        steps(RunSpec.smallStories(), 900), Switch.MASK, List.of("off")),
                new Experiment("scaling", "No 1/√d_head", "Why are attention scores divided by √d_head?",
                        "B learns almost as well: with d_head 16 scores are small. It hurts when heads are wide.", stories, Switch.SCALING, List.of("off"))));
        for (int depth : new int[] {2, 4, 8}) {
            all.add(new Experiment("residual-" + depth, "No residual, " + depth + " blocks", "How deep can a model be without the wire past its layers?",
                    depth == 2 ? "Two blocks still learn something without it." : "With " + depth + " blocks B hardly learns anything: the gradient does not reach the first ones.",
                    Switch.BLOCKS.set(small, String.valueOf(depth)), Switch.RESIDUAL, List.of("off")));
        }
        all.addAll(List.of(
                new Experiment("positions-none", "No positions", "Can a model write when nothing tells it the order?",
                        "B still learns: under the causal mask a token sees how many came before it.", stories, Switch.POSITIONS, List.of("none")),
                new Experiment("norm-none", "No norm", "What keeps the residual stream in bounds?", "B starts as well as A and falls behind as its stream grows.",
                        stories, Switch.NORM, List.of("none")),
                new Experiment("norm-place", "Pre-norm, post-norm", "Before or after the layer: where should the norm stand?",
                        "Post-norm learns more slowly at this learning rate.", stories, Switch.NORM_PLACE, List.of("post")),
                new Experiment("ffn-none", "No feed-forward", "Is attention all a model needs?", "B lags behind: it can move words about but not work on them.", stories,
                        Switch.FEED_FORWARD, List.of("off")),
                new Experiment("ffn-width", "Wider feed-forward", "What does the factor 4 buy?", "Every doubling helps a little less than the one before.",
                        stories, Switch.FEED_FORWARD_WIDTH, List.of("1", "2", "8")),
                new Experiment("projection-none", "No output projection", "What is W_O for, when heads are simply put side by side?",
                        "B loses little: the next layer mixes the heads as well.", stories, Switch.OUTPUT_PROJECTION, List.of("off")),
                new Experiment("warmup-none", "No warm-up", "Why begin with tiny steps?", "B falls faster at first, and A catches up.", stories, Switch.WARMUP,
                        List.of("off")),
                new Experiment("rate", "Learning rate × 10", "Is faster better?", "With ten times the rate B jumps about and ends higher than A.", stories, Switch.LEARNING_RATE,
                        List.of("× 10", "× 0.1", "× 3")),
                new Experiment("bias-correction", "No bias correction", "What if Adam's averages simply start at zero?",
                        "Only the first steps differ: there B's are too large.", stories, Switch.BIAS_CORRECTION, List.of("off")),
                new Experiment("activation", "GELU, ReLU, SwiGLU", "Does the bend of the activation matter?", "All three end within a few hundredths of a nat.", stories,
                        Switch.ACTIVATION, List.of("ReLU", "SwiGLU", "SiLU")),
                new Experiment("positions", "Four kinds of positions", "Learned, sinusoidal, RoPE or ALiBi?", "RoPE and ALiBi, which speak of distance, learn faster.", stories,
                        Switch.POSITIONS, List.of("RoPE", "ALiBi", "sinusoidal")),
                new Experiment("kv-heads", "MHA, GQA, MQA", "How many key and value heads does it take?", "One pair for all four heads is nearly as good.", stories,
                        Switch.KV_HEADS, List.of("1", "2")),
                new Experiment("heads", "One head, four heads", "Why several heads, when one is as wide as all together?", "One head learns too, but a little worse.",
                        stories, Switch.HEADS, List.of("1", "2", "8")),
                new Experiment("optimizer", "Four optimizers", "What does AdamW add to SGD, momentum and RMSProp?",
                        "At the same learning rate SGD hardly moves: it would need one some hundred times as large.", stories, Switch.OPTIMIZER, List.of("SGD", "momentum", "RMSProp")),
                new Experiment("head", "Tied and free head", "Should reading and writing share one table?", "The free head has more weights and ends about level.", stories,
                        Switch.HEAD, List.of("free")),
                new Experiment("bert", "GPT and BERT", "Guess the next token, or a hidden one?",
                        "B may read both sides, so its guesses are better; but it learns from a seventh of the tokens.", stories, Switch.OBJECTIVE, List.of("masked token (BERT)")),
                new Experiment("batch", "Batch size", "Many small, noisy steps or few calm ones?", "B = 1 zigzags; B = 64 is calm and takes longer per step.", stories,
                        Switch.BATCH_SIZE, List.of("1", "4", "64")),
                new Experiment("corpus", "Corpus size", "What if there is less to read?", "B's training loss falls below A's while its validation loss rises: it learns by heart.",
                        names, Switch.CORPUS_SIZE, List.of("1 / 64", "1 / 16", "a quarter")),
                new Experiment("luck", "Nothing but the seed", "How large is a difference that means nothing?", "Two seeds end a few hundredths of a nat apart.", stories, Switch.SEED,
                        List.of("1", "2"))));
        return List.copyOf(all);
    }

    private static RunSpec steps(RunSpec spec, int steps) {
        return spec.withTraining(spec.training().withSteps(steps));
    }

    /// Narrow, so that eight blocks train as fast as four wide ones.
    private static RunSpec small(RunSpec spec) {
        return Switch.WIDTH.set(spec, "32");
    }
}
