package dev.glassbox.cli;

import dev.glassbox.model.Golden;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.model.Transformer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// A golden case as a model folder.
final class GoldenFolder {

    private GoldenFolder() {}

    static Golden write(String name, Path folder) throws IOException {
        Golden golden = Golden.read(name);
        new ModelFolder(folder).draft(golden.config(), golden.parameters(new Transformer(golden.config())).values())
                .with("config.json", out -> out.write(golden.json().get("config").toString().getBytes(StandardCharsets.UTF_8))).save();
        return golden;
    }

    /// The first sequence of the case as `1,2,3`.
    static String firstSequence(Golden golden) {
        return String.join(",", Arrays.stream(golden.ints("ids")).limit(golden.time()).mapToObj(Integer::toString).toList());
    }
}
