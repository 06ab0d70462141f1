package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.RunSpec;
import dev.glassbox.text.BpeTokenizer;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.WordTokenizer;
import dev.glassbox.viewmodel.TokenizerBenchModel.Bench;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Which tokenizers the bench shows, in which order; keeps what is dear to make. Used by one background thread.
final class BenchLineUp {
    static final String THIS_MODEL = "this_model";
    /// As large as word vocabularies of translation systems were before subwords.
    private static final int MOST_WORDS = 50_000;
    /// Texts longer than this are told row by row.
    private static final int LONG = 20_000;

    /// What the rows are made from.
    ///
    /// @param run     the open model; null before the first
    /// @param trained the trainer's tokenizer; null before the first
    /// @param merges  how many of its merges are shown as made
    /// @param opened  read from a folder; null for none
    /// @param toy     pieces of a made-up split; empty for none
    record Order(LoadedSpec run, BpeTokenizer trained, int merges, Tokenizer opened, BenchAlphabet alphabet, boolean moreSizes, List<String> toy) {}

    private final Map<String, BenchTokenizer> published = new HashMap<>();
    private LoadedSpec knownRun;
    private String text = "";
    private BenchTokenizer words;
    private BenchTokenizer letters;
    private BenchAlphabet knownAlphabet;
    private boolean first = true;

    void encode(String wanted, Order order, Consumer<Bench> news) {
        List<TokenRow> rows = new ArrayList<>();
        boolean slow = first || wanted.length() > LONG;
        for (BenchTokenizer tokenizer : learned(order)) {
            rows.add(TokenRow.of(tokenizer, wanted));
        }
        for (String name : PretrainedTokenizers.names()) {
            if (slow) {
                news.accept(new Bench(wanted, rows, false));
            }
            rows.add(TokenRow.of(published(name), wanted));
        }
        if (order.opened() != null) {
            rows.add(TokenRow.of(row("opened", "Opened", order.opened()), wanted));
        }
        if (!order.toy().isEmpty()) {
            rows.add(TokenRow.of(new BenchTokenizer.Toy(verdict(wanted, order.toy(), rows), order.toy()), wanted));
        }
        first = false;
        news.accept(new Bench(wanted, rows, true));
    }

    private List<BenchTokenizer> learned(Order order) {
        List<BenchTokenizer> rows = new ArrayList<>();
        if (order.run() == null) {
            return rows;
        }
        if (order.run() != knownRun) {
            text = text(order.run());
            words = words(WordTokenizer.of(text, MOST_WORDS));
        }
        if (order.run() != knownRun || order.alphabet() != knownAlphabet) {
            letters = order.alphabet().tokenizer(text);
        }
        knownRun = order.run();
        knownAlphabet = order.alphabet();
        rows.add(letters);
        rows.add(words);
        if (order.trained() != null && order.moreSizes()) {
            int all = order.trained().merges().size();
            SortedSet<Integer> sizes = new TreeSet<>(List.of(all / 4, all / 2, all, Math.min(all, order.merges())));
            for (int merges : sizes) {
                String made = number(merges) + (merges == 1 ? " merge" : " merges");
                rows.add(row(merges == order.merges() ? "own" : "own_" + merges, "Own, " + made, order.trained().prefix(merges)));
            }
        }
        rows.add(row(THIS_MODEL, "This model", order.run().tokenizer()));
        return rows;
    }

    /// What characters and words are taken from; for a model that came without its text, that of the default run.
    private static String text(LoadedSpec run) {
        try {
            return run.hasText() ? run.corpus().text() : RunSpec.smallStories().corpus().load().text();
        } catch (CorpusException unreadable) {
            throw new IllegalStateException("a text of the program itself cannot be read", unreadable);
        }
    }

    /// Which of the real rows cut a text as the toy does.
    private static String verdict(String wanted, List<String> toy, List<TokenRow> rows) {
        TokenPieces pieces = new BenchTokenizer.Toy("", toy).encode(wanted);
        List<String> same = rows.stream().filter(row -> row.pieces().sameCuts(pieces)).map(row -> row.tokenizer().title()).toList();
        return same.isEmpty() ? "no row cuts like it" : "as " + String.join(", ", same);
    }

    private static BenchTokenizer words(WordTokenizer tokenizer) {
        return new BenchTokenizer.Words("words", "Words", "split at spaces, V = " + number(tokenizer.size()), tokenizer);
    }

    private static BenchTokenizer row(String key, String title, Tokenizer tokenizer) {
        String size = number(tokenizer.vocabulary().size());
        return switch (tokenizer.kind()) {
            case "char" -> new BenchTokenizer.Characters(key, title, "characters, V = " + size, tokenizer, List.of());
            case "numbers" -> BenchTokenizer.Complete.of(key, title, "only ids, V = " + size, tokenizer);
            default -> BenchTokenizer.Complete.of(key, title, "BPE, V = " + size, tokenizer);
        };
    }

    private BenchTokenizer published(String name) {
        return published.computeIfAbsent(name, _ -> row(name, name.equals("gpt2") ? "GPT-2" : name, PretrainedTokenizers.load(name)));
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
