package dev.glassbox.session;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.LogitsSource;
import dev.glassbox.sample.Sampler;
import dev.glassbox.session.DiaryLine.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What the model writes, at fixed moments of its training and now: same prompt and same random numbers in every line, so only
/// training and the temperature differ.
public final class Diary implements AutoCloseable {

    /// Generated tokens in a line; it also ends where it has filled the widest card.
    private static final int LONGEST = 80;
    private static final int CHARACTERS = 110;

    private final Worker worker;
    private final ShownDecoder shown;
    private final Queue<Written> archived = new ConcurrentLinkedQueue<>();
    private final Mailbox<Written> newest = new Mailbox<>();

    /// @param run whose weights wrote the line
    public record Written(LoadedSpec run, DiaryLine line) {}

    /// @param worker shared with others; not closed by [#close()]
    public Diary(Worker worker, Warmup warmup) {
        this(worker, warmup, new PackedCopies());
    }

    /// @param copies shared with others who generate from the same moment
    public Diary(Worker worker, Warmup warmup, PackedCopies copies) {
        this.worker = worker;
        shown = new ShownDecoder(warmup, copies);
    }

    /// Steps that get a line of their own: 0, 40, 100, 300, 1,000, then each doubling.
    public static boolean milestone(int step) {
        return step == 0 || step == 40 || step == 100 || step == 300
                || step >= 1_000 && step % 1_000 == 0 && Integer.bitCount(step / 1_000) == 1;
    }

    /// Writes a line to be kept; it arrives in [#archived()]. No request is dropped.
    public void archive(WeightSnapshot snapshot, String prompt, Sampler.Config config) {
        worker.submit(new Object(), () -> archived.add(write(snapshot, prompt, config)));
    }

    /// Writes the line of this moment; it arrives in [#newest()]. A later request replaces one that has not begun.
    public void write(WeightSnapshot snapshot, String prompt, Sampler.Config config, Runnable done) {
        worker.submit(this, () -> {
            try {
                newest.put(write(snapshot, prompt, config));
            } finally {
                done.run();
            }
        });
    }

    public Queue<Written> archived() {
        return archived;
    }

    public Mailbox<Written> newest() {
        return newest;
    }

    private Written write(WeightSnapshot snapshot, String prompt, Sampler.Config config) {
        LoadedSpec run = snapshot.run();
        LogitsSource reader = shown.reader(snapshot);
        CounterRandom dice = CounterRandom.of(run.spec().seed(), "diary");
        Generator generator = new Generator(reader, run.config().contextLength(), run.tokenizer().ids(prompt), config, index -> (dice.bits(index) >>> 11) * 0x1p-53);
        String text = prompt;
        for (int count = 0; count < LONGEST && text.length() < CHARACTERS; count++) {
            generator.next();
            text = run.tokenizer().decode(generator.ids());
        }
        return new Written(run, new DiaryLine(snapshot.step(), snapshot.validationLoss(), config.temperature(), pieces(run, text)));
    }

    /// The window with a hidden token behind it: what such a model guesses there is its next token.
    static int[] hiding(int[] window, int mask, int longest) {
        int from = Math.max(0, window.length + 1 - longest);
        int[] read = Arrays.copyOfRange(window, from, window.length + 1);
        read[read.length - 1] = mask;
        return read;
    }

    private static List<Piece> pieces(LoadedSpec run, String text) {
        List<Piece> pieces = new ArrayList<>();
        for (String piece : CorpusWords.pieces(text)) {
            pieces.add(new Piece(visible(piece), run.words().knows(piece)));
        }
        return pieces;
    }

    /// One line: a pilcrow for a line end, a box for what has no visible form.
    private static String visible(String piece) {
        StringBuilder shown = new StringBuilder();
        piece.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append(shown.isEmpty() || shown.charAt(shown.length() - 1) != '¶' ? " ¶ " : "");
            } else if (Character.isISOControl(c) && c != '\t' || c == 0xFFFD) {
                shown.append('▯');
            } else {
                shown.appendCodePoint(c == '\t' ? ' ' : c);
            }
        });
        return shown.toString();
    }

    @Override
    public void close() {
        shown.close();
    }
}
