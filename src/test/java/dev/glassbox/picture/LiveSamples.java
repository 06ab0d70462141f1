package dev.glassbox.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Plausible data for the pictures of the Live lens: causal rows that sum to 1, a few strong edges, groups of words.
public final class LiveSamples {

    private static final List<String> SENTENCE = List.of("the", "·cat", "·sat", "·on", "·the", "·mat", "·because", "·it", "·was");
    private static final List<String> GUESSES = List.of("·woman", "·sat", "·on", "·the", "·bed", "·because", "·it", "·was", "·old");
    private static final double[] P = {0.072, 0.272, 0.9999, 0.9997, 0.243, 0.787, 0.854, 0.9996, 0.208};

    private LiveSamples() {}

    public static List<String> sentence(int time) {
        List<String> tokens = new ArrayList<>();
        for (int t = 0; t < time; t++) {
            tokens.add(SENTENCE.get(t % SENTENCE.size()));
        }
        return tokens;
    }

    public static Flow flow(int time, int layers) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> tokens = sentence(time);
        float[] x = new float[time * 64];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextGaussian() * 0.25);
        }
        List<float[]> weights = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            weights.add(weights(time, layer, random));
        }
        List<Flow.Guess> guesses = new ArrayList<>();
        for (int t = 0; t < time; t++) {
            guesses.add(new Flow.Guess(GUESSES.get(t % 9), P[t % 9], t + 1 < time ? tokens.get(t + 1) : ""));
        }
        return new Flow(tokens, x, 64, weights, "mean of 4 heads", true, guesses);
    }

    private static float[] weights(int time, int layer, SplittableRandom random) {
        float[] w = new float[time * time];
        for (int q = 0; q < time; q++) {
            double sum = 0;
            for (int k = 0; k <= q; k++) {
                double score = random.nextGaussian() * (0.5 + 0.4 * layer);
                if (layer >= 2 && q % 9 == 6 && k % 9 == layer - 1) {
                    score += 3;
                }
                if (layer > 0 && k == q - 1) {
                    score += 1.2;
                }
                w[q * time + k] = (float) Math.exp(score);
                sum += w[q * time + k];
            }
            for (int k = 0; k <= q; k++) {
                w[q * time + k] /= (float) sum;
            }
        }
        return w;
    }

    public static FlowPicture lines() {
        return new FlowPicture(flow(9, 4), Selection.of(6, 1), FlowPicture.Mode.LINES, false);
    }

    public static FlowPicture maps() {
        return new FlowPicture(flow(9, 4), Selection.of(6, 1), FlowPicture.Mode.MAPS, false);
    }

    /// Five groups and free words; `trained` pulls the groups together.
    public static ScatterPicture map(boolean trained) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> labels = new ArrayList<>();
        List<Float> xy = new ArrayList<>();
        List<Dots.Group> groups = new ArrayList<>();
        for (String word : List.of("happy", "dark", "lived", "and", "sat", "because", "the", "was", "it", "on", "old", "kind", "ran",
                "saw", "big", "warm", "quiet", "of", "in", "to", "day", "went", "then", "so", "tired", "sleepy", "brave", "new")) {
            labels.add("·" + word);
            xy.add((float) (random.nextGaussian() * 0.4 + 0.1));
            xy.add((float) (random.nextGaussian() * 0.3 + 0.1));
        }
        String[] names = {"animals", "people", "food", "furniture", "places"};
        double[][] centres = {{-0.7, -0.5}, {-0.75, 0.15}, {0.85, -0.7}, {0.3, -0.72}, {0.82, -0.2}};
        for (int g = 0; g < names.length; g++) {
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                members.add(labels.size());
                labels.add("·" + (g == 0 && i == 0 ? "cat" : names[g].substring(0, 3) + i));
                double spread = trained ? 0.03 : 0.45;
                xy.add((float) ((trained ? centres[g][0] : 0) + random.nextGaussian() * spread));
                xy.add((float) ((trained ? centres[g][1] : 0) + random.nextGaussian() * spread));
            }
            groups.add(new Dots.Group(names[g], members));
        }
        float[] flat = new float[xy.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = xy.get(i);
        }
        return new ScatterPicture(new Dots(labels, flat, groups, 64, trained ? 0.366 : 0.061), Selection.of(5, 28), 6);
    }

    public static DiaryPicture diary() {
        return new DiaryPicture(List.of(
                new DiaryPicture.Line(0, 6.18, pieces("~the'l ~olded*▯▯Lun7▯▯▯ir rug ~bra▯ ~d ~mouse▯▯ ~tasty▯▯ ~call")),
                new DiaryPicture.Line(40, 3.64, pieces("~theq the cheese ~chair▯ ate ~he▯ ~king▯ it to on chair walked")),
                new DiaryPicture.Line(100, 1.26, pieces("the cow ate the orange . ¶ the cat sat on the mouse lay on the big bed and")),
                new DiaryPicture.Line(300, 0.933, pieces("the cow lay on the bed because it was warm . ¶ the puppy")),
                new DiaryPicture.Line(2000, 0.857, pieces("the cow ate the bread . ¶ the cat slept on the chair"))),
                "T redraws the newest line; older lines were drawn with 0.80", -1);
    }

    private static List<DiaryPicture.Piece> pieces(String text) {
        List<DiaryPicture.Piece> pieces = new ArrayList<>();
        for (String word : text.split(" ")) {
            boolean unknown = word.startsWith("~");
            pieces.add(new DiaryPicture.Piece((pieces.isEmpty() ? "" : " ") + (unknown ? word.substring(1) : word), !unknown));
        }
        return pieces;
    }

    public static float[] losses(int steps) {
        SplittableRandom random = new SplittableRandom(5);
        float[] losses = new float[steps];
        for (int s = 0; s < steps; s++) {
            double clean = 0.86 + 5.3 / (1 + Math.pow((s + 1) / 42.0, 1.9));
            losses[s] = (float) (clean + random.nextGaussian() * 0.035);
        }
        return losses;
    }

    public static TimelinePicture timeline(int steps, int viewed) {
        List<Integer> keyframes = new ArrayList<>();
        for (int step = 5; step < steps; step = Math.max(step + 1, (int) (step * 1.3))) {
            keyframes.add(step);
        }
        return new TimelinePicture(List.of(new TimelinePicture.Curve(Points.ofSteps(0, losses(steps), steps), InkColor.RUN_A)), steps, viewed,
                Math.log(475), "ln 475", keyframes, List.of(100), true, "");
    }

    public static TokenStripPicture strip() {
        return new TokenStripPicture(SENTENCE, List.of(257, 323, 308, 275, 259, 333, 269, 274, 270), Selection.of(6, 1), "·old", 0.208);
    }

    /// The stage of a 1440 × 900 window.
    public static PanelsPicture stage(FlowPicture flow) {
        return new PanelsPicture(List.of(
                new PanelsPicture.Panel("One sentence through the model", "step 2,000, updates while training", flow,
                        new Box(0, 0, 1000, 400)),
                new PanelsPicture.Panel("Map of the vocabulary", "58 words, PCA", map(true), new Box(0, 412, 328, 240)),
                new PanelsPicture.Panel("What it writes", "prompt “the”, same random numbers", diary(),
                        new Box(340, 412, 660, 240))), 1000, 652);
    }
}
