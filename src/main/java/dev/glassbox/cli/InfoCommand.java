package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ConfigJson;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.train.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `info`: opens a model folder, checks everything in it and says what it is.
@Command(name = "info", description = "Opens and checks a model folder; prints parameters, configuration and fingerprint.")
public final class InfoCommand implements Callable<Integer> {

    /// How it is printed.
    enum Format { TEXT, JSON }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The model folder.")
    private Path path;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private Format format;

    /// One row of options fits every command: here the work is too small to be shared out.
    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws BadFileException {
        Console console = new Console(spec);
        ModelFolder folder = new ModelFolder(path);
        ModelFolder.Opened model = folder.open();
        Optional<Tokenizer> tokenizer = folder.tokenizer();
        Optional<Checkpoint.Progress> progress = Checkpoint.check(folder);
        List<String> warnings = new ArrayList<>(model.warnings());
        if (tokenizer.isPresent() && tokenizer.get().vocabulary().size() > model.config().vocabSize()) {
            warnings.add(path + ": its tokenizer has " + tokenizer.get().vocabulary().size() + " tokens, the model only " + model.config().vocabSize());
        }
        warnings.forEach(console::warning);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("parameters", model.config().parameterCount());
        facts.put("fingerprint", model.parameters().fingerprint());
        facts.put("config", ConfigJson.values(model.config()));
        facts.put("tokenizer", tokenizer.map(InfoCommand::describe).orElse(null));
        facts.put("training", progress.map(InfoCommand::describe).orElse(null));
        facts.put("non_finite", model.parameters().nonFinite());
        facts.put("warnings", warnings);
        if (format == Format.JSON) {
            console.result(Json.line(facts));
        } else {
            facts.remove("warnings");
            print(console, "", facts);
        }
        return 0;
    }

    private static Map<String, Object> describe(Tokenizer tokenizer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", tokenizer.kind());
        facts.put("tokens", tokenizer.vocabulary().size());
        return facts;
    }

    private static Map<String, Object> describe(Checkpoint.Progress progress) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", progress.step());
        facts.put("seed", progress.seed());
        facts.put("optimizer", progress.optimizer().key());
        facts.put("loss", progress.loss());
        facts.put("validation_loss", progress.validationLoss());
        return facts;
    }

    /// One `name value` a line; what lies in a group is indented below its name.
    private static void print(Console console, String indent, Map<?, ?> facts) {
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group) {
                console.result(indent + name);
                print(console, indent + "  ", group);
            } else {
                String text = switch (value) {
                    case null -> "none";
                    case Double number -> Numbers.text(number);
                    default -> value.toString();
                };
                console.result(indent + name + " " + text);
            }
        });
    }
}
