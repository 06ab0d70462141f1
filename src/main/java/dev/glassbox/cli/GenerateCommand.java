package dev.glassbox.cli;

import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.Printable;
import dev.glassbox.sample.Draws;
import dev.glassbox.sample.Generator;
import dev.glassbox.sample.Sampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `generate`: continues a prompt, or draws the next token many times.
@Command(name = "generate", description = "Continues a prompt, or draws its next token many times (--draws).")
public final class GenerateCommand implements Callable<Integer> {

    /// How the text is written.
    enum Format { TEXT, JSON }

    /// Exactly one of them is given.
    static final class Prompt {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "The text to continue.")
        private String text;

        @Option(names = "--ids", paramLabel = "IDS", description = "The same as token ids, for example 1,2,3.")
        private String ids;
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "The model folder.")
    private Path folder;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Prompt prompt;

    @Option(names = "--tokens", paramLabel = "N", defaultValue = "64", description = "Tokens to add; default: 64.")
    private int tokens;

    @Option(names = "--temperature", paramLabel = "X", defaultValue = "1", description = "0 takes the most probable token; default: 1.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "N", defaultValue = "0", description = "Keeps the N most probable tokens, 0 = all; default: 0.")
    private int topK;

    @Option(names = "--top-p", paramLabel = "X", defaultValue = "1", description = "Keeps tokens until their probabilities reach X; default: 1.")
    private double topP;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the draws; default: 1.")
    private long seed;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text or json; default: text.")
    private Format format;

    @Option(names = "--draws", paramLabel = "N", description = "Draws the next token N times instead of continuing.")
    private Integer draws;

    @Option(names = "--samples", paramLabel = "FILE.csv", description = "Where the drawn token ids go.")
    private Path samples;

    @Option(names = "--logits", paramLabel = "FILE.csv", description = "Writes the logits of the next token, before temperature.")
    private Path logits;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Sampler.Config config = config();
        Console console = new Console(spec);
        try (LoadedModel model = LoadedModel.open(folder, compute, console)) {
            int[] ids = model.ids("--prompt", prompt.text, prompt.ids);
            Generator generator = new Generator(model.logits(), model.config().contextLength(), ids, config, Draws.seeded(seed));
            if (logits != null || draws != null) {
                drawNext(generator.peek().stages(), config);
            }
            if (draws == null) {
                List<Generator.Token> added = new ArrayList<>();
                for (int i = 0; i < tokens; i++) {
                    added.add(generator.next());
                }
                print(console, model, ids, generator.generated(), added);
            }
        } catch (IllegalArgumentException notNumbers) { // NaN weights have been warned of already
            throw new CliException("--model", notNumbers.getMessage() + "; choose a model whose weights are finite", notNumbers);
        }
        return 0;
    }

    private void checkOptions() throws BadFileException {
        Usage.atLeast(spec, "--tokens", tokens, 0);
        if (draws != null) {
            Usage.atLeast(spec, "--draws", draws, 1);
        }
        if ((draws == null) != (samples == null)) {
            throw Usage.wrong(spec, draws == null ? "--draws" : "--samples", "--draws and --samples belong together");
        }
        for (Path file : new Path[] {samples, logits}) {
            if (file != null) {
                AtomicFile.checkReplaceable(file, FileKind.CSV);
            }
        }
    }

    private Sampler.Config config() {
        Usage.atLeast(spec, "--temperature", temperature, 0);
        Usage.atLeast(spec, "--top-k", topK, 0);
        if (!(topP >= 0 && topP <= 1)) {
            throw Usage.wrong(spec, "--top-p", Numbers.text(topP) + " is not from 0 to 1");
        }
        return new Sampler.Config(temperature, topK, topP);
    }

    private void drawNext(Sampler.Stages stages, Sampler.Config config) throws BadFileException {
        if (logits != null) {
            Csv.write(logits, "token_id,logit", csv -> {
                for (int id = 0; id < stages.logits().length; id++) {
                    csv.row(id, stages.logits()[id]);
                }
            });
        }
        if (samples != null) {
            Draws random = Draws.seeded(seed);
            Csv.write(samples, "token_id", csv -> {
                for (int i = 0; i < draws; i++) {
                    csv.row(config.greedy() ? stages.largest() : Sampler.draw(stages, random.at(i)));
                }
            });
        }
    }

    private void print(Console console, LoadedModel model, int[] ids, int[] generated, List<Generator.Token> added) {
        if (format == Format.TEXT) {
            int[] all = new int[ids.length + generated.length];
            System.arraycopy(ids, 0, all, 0, ids.length);
            System.arraycopy(generated, 0, all, ids.length, generated.length);
            console.result(Printable.lines(model.text(all)));
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("prompt", model.text(ids));
        json.put("prompt_ids", ids);
        json.put("text", model.text(generated));
        json.put("ids", generated);
        json.put("tokens", added.stream().map(token -> model.text(token.id())).toList());
        json.put("probabilities", added.stream().map(Generator.Token::probability).toList());
        json.put("temperature", temperature);
        json.put("top_k", topK);
        json.put("top_p", topP);
        json.put("seed", seed);
        json.put("fingerprint", model.parameters().fingerprint());
        console.result(Json.line(json));
    }
}
