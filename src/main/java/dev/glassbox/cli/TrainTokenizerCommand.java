package dev.glassbox.cli;

import dev.glassbox.file.FolderSave;
import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.Corpus;
import dev.glassbox.text.BpeTrainer;
import dev.glassbox.text.CorpusException;
import dev.glassbox.text.Split;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `train-tokenizer`: learns byte-level BPE merges, or collects the characters of a text.
@Command(name = "train-tokenizer", description = "Learns a tokenizer from a text.")
public final class TrainTokenizerCommand implements Callable<Integer> {

    /// What is learned.
    enum Kind { BPE, CHAR }

    private static final int MOST_MERGES = 200_000 - 256;

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", required = true, paramLabel = "FILE|NAME", description = "A UTF-8 text file, or the name of a bundled text.")
    private String input;

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "bpe", description = "bpe or char; default: bpe.")
    private Kind kind;

    @Option(names = "--merges", paramLabel = "N", defaultValue = "219", description = "Merges to learn on top of the 256 bytes; default: 219.")
    private int merges;

    @Option(names = "--split", paramLabel = "RULE", defaultValue = "gpt2",
            description = "gpt2 cuts the text into words first, none lets merges cross spaces; default: gpt2.")
    private Split split;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where vocab.json, merges.txt and tokenizer_config.json go.")
    private Path out;

    /// One row of options fits every command: here the work is too small to be shared out.
    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException, CorpusException {
        Usage.atLeast(spec, "--merges", merges, 0);
        if (merges > MOST_MERGES) {
            throw new CliException("--merges", merges + " is above the limit of " + MOST_MERGES, "a vocabulary has at most 200000 tokens");
        }
        FolderSave folder = new FolderSave(out, TokenizerFiles.KINDS);
        folder.checkReplaceable();
        Corpus corpus = TextSource.corpus(input);
        Tokenizer tokenizer = switch (kind) {
            case CHAR -> CharTokenizer.of(corpus.text());
            case BPE -> BpeTrainer.train(corpus.text(), 256 + merges, split);
        };
        folder.save(TokenizerFiles.content(tokenizer));
        Console console = new Console(spec);
        int size = tokenizer.vocabulary().size();
        if (kind == Kind.BPE && size < 256 + merges) {
            console.message("no pair of tokens is left after " + (size - 256) + " merges");
        }
        console.result(kind == Kind.BPE ? "bpe " + size + " tokens, " + (size - 256) + " merges" : "char " + size + " tokens");
        return 0;
    }
}
