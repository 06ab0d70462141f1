package dev.glassbox.text;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A megabyte of text through the tokenizers: 5,000 merges are to be learned in under 3 s and one letter repeated to be cut in under 2 s,
/// without any warming up, as a person meets it. Run it with `mvn -q test-compile exec:exec@jmh -Djmh=TokenizerBenchmark`.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 2)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@State(Scope.Thread)
public class TokenizerBenchmark {
    private static final int MEGABYTE = 1_000_000;

    private final String letters = "a".repeat(MEGABYTE);
    private String words;

    @Setup
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < MEGABYTE) {
            int word = (int) (3_000 * random.nextDouble() * random.nextDouble());
            text.append(Integer.toString(word * 7_919 + 12_345, 26).replaceAll("[0-9]", "e")).append(' ');
        }
        words = text.toString();
    }

    /// Learning from a megabyte of words.
    @State(Scope.Thread)
    public static class Rule {
        @Param({"GPT2", "NONE"})
        public Split split;
    }

    /// Cutting a megabyte of one letter.
    @State(Scope.Thread)
    public static class Published {
        @Param({"gpt2", "cl100k", "o200k"})
        public String name;
        private Tokenizer tokenizer;

        @Setup
        public void load() {
            tokenizer = PretrainedTokenizers.load(name);
        }
    }

    @Benchmark
    public Tokenizer fiveThousandMerges(Rule rule) {
        return BpeTrainer.train(words, 256 + 5_000, rule.split);
    }

    @Benchmark
    public int[] oneLetterOwn(Rule rule) {
        return BpeTrainer.train(letters.substring(0, 5_000), 270, rule.split).ids(letters);
    }

    @Benchmark
    public int[] oneLetter(Published published) {
        return published.tokenizer.ids(letters);
    }
}
