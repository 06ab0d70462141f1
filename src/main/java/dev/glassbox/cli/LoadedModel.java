package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Decoder;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.sample.LogitsSource;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A model folder opened for a command, with what is needed to compute.
///
/// @param tokenizer empty for a model that came without one
record LoadedModel(Transformer model, Parameters parameters, Optional<Tokenizer> tokenizer, Kernels kernels, RowPool pool) implements AutoCloseable {

    /// Opens a folder; warnings go to stderr.
    static LoadedModel open(Path path, Compute compute, Console console) throws BadFileException {
        ModelFolder folder = new ModelFolder(path);
        ModelFolder.Opened opened = folder.open();
        opened.warnings().forEach(console::warning);
        Optional<Tokenizer> tokenizer = folder.tokenizer();
        return new LoadedModel(new Transformer(opened.config()), opened.parameters(), tokenizer, compute.arithmetic(), compute.pool());
    }

    ModelConfig config() {
        return model.config();
    }

    /// The ids of `--text` or of `--ids`, whichever is not null, checked against vocabulary and context.
    int[] ids(String textOption, String text, String ids) {
        String option = text != null ? textOption : "--ids";
        int[] parsed = text == null ? TokenIds.parse(option, ids) : Tokenizers.encode(option, tokenizer.orElseThrow(() ->
                new CliException(option, "the model has no tokenizer", "give token ids with --ids")), text, false);
        if (parsed.length == 0) {
            throw new CliException(option, "holds no token", "give at least one");
        }
        return TokenIds.checked(option, parsed, config().vocabSize());
    }

    Pass pass(Workspace work, Probe probe) {
        return new Pass(parameters, work, kernels, pool, probe);
    }

    /// The model for a generator; it remembers what it has read.
    LogitsSource logits() {
        return new Decoder(model, parameters, kernels, pool)::after;
    }

    /// The same without a memory: every window is computed anew.
    LogitsSource logitsWithoutCache(int longest) {
        Workspace work = model.workspace(1, Math.min(longest, config().contextLength()), false);
        return window -> {
            model.forward(pass(work, Probe.NONE), window, 1, window.length);
            Tensor logits = work.logits();
            float[] last = new float[config().vocabSize()];
            for (int id = 0; id < last.length; id++) {
                last[id] = logits.get(window.length - 1, id);
            }
            return last;
        };
    }

    /// What a token looks like: its label, or its number where there is no tokenizer.
    String label(int id) {
        return tokenizer.isPresent() && id < tokenizer.get().vocabulary().size() ? tokenizer.get().vocabulary().label(id) : Integer.toString(id);
    }

    /// The text of ids; ids the tokenizer does not know (padding of the vocabulary) become U+FFFD.
    String text(int... ids) {
        if (tokenizer.isEmpty()) {
            return TokenIds.text(ids);
        }
        int known = tokenizer.get().vocabulary().size();
        if (Arrays.stream(ids).allMatch(id -> id < known)) {
            return tokenizer.get().decode(ids);
        }
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(id < known ? tokenizer.get().decode(id) : "\uFFFD");
        }
        return text.toString();
    }

    @Override
    public void close() {
        pool.close();
    }
}
