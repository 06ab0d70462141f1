package dev.glassbox.model;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.text.Gpt2TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a folder of the exact shape of GPT-2 small, 124,439,808 weights, filled with random numbers, with GPT-2's own tokenizer: for trying by hand what the real one would do.
///
/// ```
/// mvn -q test-compile
/// java -cp target/classes:target/test-classes:$(echo target/glassbox/lib/*.jar | tr ' ' ':') dev.glassbox.model.RandomGpt2 gpt2-shape
/// JAVA_OPTS=-Xmx1200m target/glassbox/bin/glassbox info gpt2-shape
/// ```
public final class RandomGpt2 {

    private RandomGpt2() {}

    /// @param args the folder to make
    public static void main(String[] args) throws IOException {
        ModelConfig config = ModelConfig.gpt2();
        float[] values = new float[config.layout().size()];
        for (Parameter parameter : config.layout().parameters()) {
            CounterRandom random = CounterRandom.of(1, parameter.name());
            boolean gain = parameter.name().contains("ln_") && parameter.name().endsWith("weight");
            for (int i = parameter.offset(); i < parameter.end(); i++) {
                values[i] = (gain ? 1 : 0) + (random.nextFloat() - 0.5f) * 0.07f;
            }
        }
        Path folder = Path.of(args[0]);
        new ModelFolder(folder).draft(config, values).save();
        Gpt2TokenizerFiles.write(folder);
        System.out.println(Files.size(folder.resolve(ModelFolder.WEIGHTS)) + " bytes in " + folder);
    }
}
