package dev.glassbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.file.FolderSave;
import dev.glassbox.file.StrictJson;
import dev.glassbox.model.Safetensors.Entry;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.TokenizerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder with a model, as Hugging Face lays out GPT-2: `config.json`, `model.safetensors`, the files of its tokenizer, and for going
/// on with training `training.json` and `optimizer.safetensors`.
public final class ModelFolder {

    public static final String CONFIG = "config.json";
    public static final String WEIGHTS = "model.safetensors";
    public static final String TRAINING = "training.json";
    public static final String OPTIMIZER = "optimizer.safetensors";
    /// Which text the model learned from; written by the window, so that it can go on by itself.
    public static final String CORPUS = "corpus.json";

    private static final int CORPUS_LIMIT = 32 << 20;

    private static final Map<String, FileKind> FILES = files();

    private final Path folder;
    private final FolderSave save;

    /// A model for looking at.
    ///
    /// @param warnings sentences about what is odd but no reason to refuse, such as weights that are NaN
    public record Opened(ModelConfig config, Parameters parameters, List<String> warnings) {}

    /// How far reading or writing is.
    public interface Progress {
        Progress NONE = _ -> { };

        /// May throw to stop the work; nothing then is changed on the disk.
        ///
        /// @param share done, 0…1
        void at(double share);
    }

    /// @param folder need not exist yet
    public ModelFolder(Path folder) {
        this.folder = folder;
        this.save = new FolderSave(folder, FILES);
    }

    private static Map<String, FileKind> files() {
        Map<String, FileKind> files = new LinkedHashMap<>();
        files.put(CONFIG, FileKind.JSON);
        files.putAll(TokenizerFiles.KINDS);
        files.put(TRAINING, FileKind.JSON);
        files.put(CORPUS, FileKind.JSON);
        files.put(OPTIMIZER, FileKind.SAFETENSORS);
        files.put(WEIGHTS, FileKind.SAFETENSORS);
        return files;
    }

    public Path folder() {
        return folder;
    }

    /// Reads `config.json` alone.
    public ModelConfig config() throws BadFileException {
        return ConfigJson.read(required(CONFIG));
    }

    /// Opens the model for looking at: configuration and weights, everything checked.
    public Opened open() throws BadFileException {
        return open(Progress.NONE);
    }

    /// The same, telling how far it is.
    public Opened open(Progress progress) throws BadFileException {
        return save.consistently(() -> {
            ModelConfig config = config();
            Path file = required(WEIGHTS);
            Parameters parameters = WeightsFile.read(file, config, progress);
            return new Opened(config, parameters, warnings(file, parameters));
        });
    }

    /// Sentences about weights that are odd but no reason to refuse them.
    public static List<String> warnings(Path file, Parameters parameters) {
        int odd = parameters.nonFinite();
        return odd == 0 ? List.of()
                : List.of(file + ": " + odd + " of " + parameters.values().length + " weights are NaN or infinite; results will be NaN too");
    }

    /// The tokenizer; empty if the folder has none.
    public Optional<Tokenizer> tokenizer() throws BadFileException {
        if (!TokenizerFiles.any(folder, save)) {
            return Optional.empty();
        }
        return Optional.of(TokenizerFiles.read(folder, save));
    }

    /// `training.json`, if the folder has one.
    public Optional<JsonNode> training() throws BadFileException {
        Optional<Path> file = save.path(TRAINING);
        return file.isEmpty() ? Optional.empty() : Optional.of(StrictJson.read(file.get(), ConfigJson.LIMIT));
    }

    /// `corpus.json`, if the folder has one.
    public Optional<JsonNode> corpus() throws BadFileException {
        Optional<Path> file = save.path(CORPUS);
        return file.isEmpty() ? Optional.empty() : Optional.of(StrictJson.read(file.get(), CORPUS_LIMIT));
    }

    /// The optimizer's running averages, one array in file order for each prefix (`m`, `v`).
    public List<float[]> moments(ModelConfig config, List<String> prefixes) throws BadFileException {
        List<float[]> moments = new ArrayList<>();
        visitMoments(config, prefixes, (tensors, entries, layout) -> {
            float[] values = new float[layout.size()];
            for (Parameter parameter : layout.parameters()) {
                tensors.read(entries.get(parameter.name()), values, parameter.offset());
            }
            moments.add(values);
        });
        return moments;
    }

    /// Checks names and shapes of the optimizer's averages without reading their numbers.
    public void checkMoments(ModelConfig config, List<String> prefixes) throws BadFileException {
        visitMoments(config, prefixes, (_, _, _) -> { });
    }

    /// Is shown the tensors of one prefix, by parameter name.
    private interface MomentsVisitor {
        void visit(Safetensors tensors, Map<String, Entry> entries, ParameterLayout layout) throws BadFileException;
    }

    private void visitMoments(ModelConfig config, List<String> prefixes, MomentsVisitor visitor) throws BadFileException {
        if (prefixes.isEmpty()) {
            return;
        }
        Path file = required(OPTIMIZER);
        ParameterLayout layout = config.layout();
        try (Safetensors tensors = Safetensors.open(file)) {
            WeightsFile.checkRoom(file, config, 1 + prefixes.size());
            for (String prefix : prefixes) {
                Map<String, Entry> entries = new LinkedHashMap<>();
                for (Entry entry : tensors.entries()) {
                    if (entry.name().startsWith(prefix + ".")) {
                        entries.put(entry.name().substring(prefix.length() + 1), entry);
                    }
                }
                WeightsFile.checkNames(file, layout, entries);
                visitor.visit(tensors, entries, layout);
            }
        }
    }

    /// Runs several of the reading methods so that they see one and the same state even while another program saves.
    public <T> T consistently(FolderSave.Reading<T> reading) throws BadFileException {
        return save.consistently(reading);
    }

    private Path required(String name) throws BadFileException {
        if (!Files.isDirectory(folder)) {
            throw Files.exists(folder) ? new BadFileException(folder, "is not a folder", "name the folder that holds " + CONFIG)
                    : new BadFileException(folder, "does not exist", "check the name of the model folder");
        }
        Optional<Path> file = save.path(name);
        if (file.isEmpty()) {
            throw new BadFileException(folder.resolve(name), "does not exist", "name a complete model folder");
        }
        return file.get();
    }

    /// Checks before long work begins that saving here has a chance.
    public void checkReplaceable() throws BadFileException {
        save.checkReplaceable();
    }

    /// Collects what is saved; nothing is written before [Draft#save].
    public Draft draft(ModelConfig config, float[] values) {
        return new Draft(config, values);
    }

    /// A new state of the folder.
    public final class Draft {

        private final ModelConfig config;
        private final ParameterLayout layout;
        private final Map<String, AtomicFile.Content> files = new LinkedHashMap<>();

        private Draft(ModelConfig config, float[] values) {
            this.config = config;
            this.layout = config.layout();
            if (values.length != layout.size()) {
                throw new IllegalArgumentException("This model has " + layout.size() + " weights, not " + values.length);
            }
            files.put(CONFIG, ConfigJson.content(config));
            files.put(WEIGHTS, new SafetensorsWriter().addAll("", layout, values));
        }

        public ModelConfig config() {
            return config;
        }

        /// Adds another file of the folder, for example of the tokenizer.
        public Draft with(String name, AtomicFile.Content content) {
            files.put(name, content);
            return this;
        }

        /// Adds the optimizer's running averages.
        public Draft withMoments(List<String> prefixes, List<float[]> moments) {
            if (!prefixes.isEmpty()) {
                SafetensorsWriter writer = new SafetensorsWriter();
                for (int i = 0; i < prefixes.size(); i++) {
                    writer.addAll(prefixes.get(i) + ".", layout, moments.get(i));
                }
                files.put(OPTIMIZER, writer);
            }
            return this;
        }

        /// Replaces the state of the folder; killed at any moment, it holds the old one or the new one.
        public void save() throws BadFileException {
            save.save(files);
        }

        /// The same, telling how far it is.
        public void save(Progress progress) throws BadFileException {
            long numbers = (long) Float.BYTES * layout.size();
            double total = numbers + (files.get(OPTIMIZER) instanceof SafetensorsWriter moments ? moments.size() : 0);
            long[] written = {0};
            Map<String, AtomicFile.Content> watched = new LinkedHashMap<>();
            files.forEach((name, content) -> watched.put(name, out -> content.writeTo(new WatchedStream(out, count -> {
                written[0] += count;
                progress.at(Math.min(1, written[0] / total));
            }))));
            save.save(watched);
        }
    }
}
