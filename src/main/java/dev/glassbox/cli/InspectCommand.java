package dev.glassbox.cli;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.FileKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `inspect`: what the window shows, as numbers.
@Command(name = "inspect", description = "Writes logits, loss, attention, hidden states and gradients of a text.")
public final class InspectCommand implements Callable<Integer> {

    /// What can be written.
    enum What { LOGITS, LOSS, ATTENTION, HIDDEN, GRADIENTS }

    /// Exactly one of them is given.
    static final class Source {
        @Option(names = "--text", paramLabel = "TEXT", description = "The text to look at.")
        private String text;

        @Option(names = "--ids", paramLabel = "IDS", description = "The same as token ids, for example 1,2,3.")
        private String ids;
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "The model folder.")
    private Path folder;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(names = "--what", split = ",", paramLabel = "NAME", description = "logits, loss, attention, hidden, gradients; default: all.")
    private List<What> what;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A .safetensors or .json file.")
    private Path out;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException {
        String name = out.toString().toLowerCase(Locale.ROOT);
        boolean json = name.endsWith(".json");
        if (!json && !name.endsWith(".safetensors")) {
            throw Usage.wrong(spec, "--out", "'" + out + "' ends neither in .safetensors nor in .json");
        }
        FileKind kind = json ? FileKind.JSON : FileKind.SAFETENSORS;
        AtomicFile.checkReplaceable(out, kind);
        Set<What> wanted = what == null ? EnumSet.allOf(What.class) : EnumSet.copyOf(what);
        try (LoadedModel model = LoadedModel.open(folder, compute, new Console(spec))) {
            int[] ids = model.ids("--text", source.text, source.ids);
            if (ids.length > model.config().contextLength()) {
                throw new CliException(source.text != null ? "--text" : "--ids", "has " + ids.length + " tokens; the limit of this model is "
                        + model.config().contextLength(), "use a shorter text");
            }
            InspectedTensors tensors = InspectedTensors.compute(model, ids, wanted);
            AtomicFile.write(out, kind, json ? tensors.json() : tensors.safetensors());
        }
        return 0;
    }
}
