package dev.glassbox.view;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.SvgPen;
import dev.glassbox.picture.TokenBench;
import dev.glassbox.picture.TokenBenchPicture;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.viewmodel.TokenizerBenchModel.Bench;
import dev.glassbox.viewmodel.WindowModel;
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

/// What one frame of the tokenizer bench costs while somebody scrolls: six rows are cut to what is on screen, laid out and drawn. The cost must
/// not depend on the length of the text. Run it with `mvn -q test-compile exec:exec@jmh -Djmh=BenchFrameBenchmark`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@State(Scope.Thread)
public class BenchFrameBenchmark {
    private static final double WIDTH = 984;
    private static final double HEIGHT = 300;

    @Param({"200", "200000"})
    public int characters;

    private Bench bench;
    private int offset;

    @Setup
    public void cut() throws InterruptedException {
        try (WindowModel window = new WindowModel(dev.glassbox.session.Warmup.none(Kernels.scalar()), 1, 1, Throwable::printStackTrace)) {
            window.run().open(TinyRuns.spec(10), false);
            window.tokens().activate();
            String text = "The naïve cat sat on a mat 😀 because it was tired.\n".repeat(characters / 50 + 1).substring(0, characters);
            window.tokens().bench().setText(text);
            var model = window.tokens().bench();
            while (model.getBench().rows().size() < 6 || !model.getBench().text().equals(text)) {
                window.pulse().tick(System.nanoTime());
                Thread.sleep(5);
            }
            bench = model.getBench();
        }
    }

    @Benchmark
    public TokenBench cutToTheScreen() {
        offset = (offset + 8) % (bench.text().length() - 100);
        return TokenPictures.bench(bench, offset, TokenBenchPicture.fit(WIDTH, characters), true);
    }

    @Benchmark
    public String drawn() {
        return SvgPen.write(new TokenBenchPicture(cutToTheScreen(), true, -1, -1, "gpt2"), Ink.light(), WIDTH, HEIGHT, 0);
    }
}
