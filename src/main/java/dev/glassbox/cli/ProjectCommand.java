package dev.glassbox.cli;

import dev.glassbox.analysis.Projection;
import dev.glassbox.analysis.Tsne;
import dev.glassbox.file.AtomicFile;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.FileKind;
import dev.glassbox.tensor.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `project`: the picture of the embeddings as numbers.
@Command(name = "project", description = "Projects the rows of a tensor, usually the token embeddings, onto two or three axes.")
public final class ProjectCommand implements Callable<Integer> {

    /// How it is projected.
    enum Method { PCA, TSNE }

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "The model folder.")
    private Path folder;

    @Option(names = "--tensor", paramLabel = "NAME", defaultValue = "wte.weight", description = "A matrix; default: wte.weight, the token embeddings.")
    private String tensor;

    @Option(names = "--method", paramLabel = "METHOD", defaultValue = "pca", description = "pca or tsne; default: pca.")
    private Method method;

    @Option(names = "--axes", paramLabel = "N", defaultValue = "2", description = "2 or 3; default: 2.")
    private int axes;

    @Option(names = "--out", required = true, paramLabel = "FILE.csv", description = "Where the points go.")
    private Path out;

    @Option(names = "--ratios", paramLabel = "FILE.csv", description = "Where each axis' share of the variance goes (pca).")
    private Path ratios;

    @Option(names = "--rows", paramLabel = "N", description = "Takes N evenly spaced rows only.")
    private Integer rows;

    @Option(names = "--perplexity", paramLabel = "X", defaultValue = "30", description = "About how many neighbours count (tsne); default: 30.")
    private double perplexity;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the first places (tsne); default: 1.")
    private long seed;

    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Console console = new Console(spec);
        try (LoadedModel model = LoadedModel.open(folder, compute, console)) {
            Parameter matrix = model.model().layout().find(tensor).orElseThrow(() -> new CliException("--tensor",
                    "this model has no '" + tensor + "'", "use one of " + matrices(model)));
            if (matrix.shape().rank() != 2) {
                throw new CliException("--tensor", "'" + tensor + "' is no matrix", "use one of " + matrices(model));
            }
            int all = matrix.shape().dim(0);
            int d = matrix.shape().dim(1);
            int[] picked = picked(all);
            if (method == Method.TSNE && picked.length > Tsne.LIMIT) {
                throw new CliException("--method", "t-SNE compares all pairs of rows; " + picked.length + " are above the limit of " + Tsne.LIMIT,
                        "add --rows " + Tsne.LIMIT + " or use pca");
            }
            if (picked.length < all) {
                console.message("showing " + picked.length + " of " + all + " rows, evenly spaced");
            }
            project(model, picked, rows(model.parameters().values(), matrix.offset(), d, picked), d, all == model.config().vocabSize());
        }
        return 0;
    }

    private void checkOptions() throws BadFileException {
        if (axes != 2 && axes != 3) {
            throw Usage.wrong(spec, "--axes", axes + " is neither 2 nor 3");
        }
        Usage.atLeast(spec, "--perplexity", perplexity, 1);
        if (rows != null) {
            Usage.atLeast(spec, "--rows", rows, 1);
        }
        AtomicFile.checkReplaceable(out, FileKind.CSV);
        if (ratios != null) {
            if (method != Method.PCA) {
                throw Usage.wrong(spec, "--ratios", "only pca has shares of the variance");
            }
            AtomicFile.checkReplaceable(ratios, FileKind.CSV);
        }
    }

    private static String matrices(LoadedModel model) {
        return String.join(", ", model.model().layout().parameters().stream().filter(p -> p.shape().rank() == 2).map(Parameter::name).limit(4).toList());
    }

    private int[] picked(int all) {
        int count = rows == null ? all : Math.min(rows, all);
        int[] picked = new int[count];
        for (int i = 0; i < count; i++) {
            picked[i] = (int) ((long) i * all / count);
        }
        return picked;
    }

    private static float[] rows(float[] values, int offset, int d, int[] picked) {
        float[] rows = new float[Math.multiplyExact(picked.length, d)];
        for (int i = 0; i < picked.length; i++) {
            System.arraycopy(values, offset + picked[i] * d, rows, i * d, d);
        }
        return rows;
    }

    private void project(LoadedModel model, int[] picked, float[] data, int d, boolean tokens) throws BadFileException {
        float[] coords;
        try {
            if (method == Method.PCA) {
                Projection.Pca pca = Projection.pca(data, picked.length, d, Math.min(axes, d));
                coords = widened(pca.coords(), picked.length, Math.min(axes, d));
                writeRatios(pca);
            } else {
                Tsne tsne = new Tsne(data, picked.length, d, axes, perplexity, seed);
                while (tsne.stepsDone() < Tsne.USUAL_STEPS) {
                    tsne.step();
                }
                coords = tsne.coords();
            }
        } catch (IllegalArgumentException notNumbers) {
            throw new CliException("--model", notNumbers.getMessage() + "; choose a model whose weights are finite", notNumbers);
        }
        Csv.write(out, axes == 2 ? "token_id,label,x,y" : "token_id,label,x,y,z", csv -> {
            for (int i = 0; i < picked.length; i++) {
                List<Object> cells = new ArrayList<>(List.of(picked[i], tokens ? model.label(picked[i]) : Integer.toString(picked[i])));
                for (int axis = 0; axis < axes; axis++) {
                    cells.add(coords[i * axes + axis]);
                }
                csv.row(cells.toArray());
            }
        });
    }

    /// A matrix with fewer columns than axes lies flat in the missing ones.
    private float[] widened(float[] coords, int n, int have) {
        if (have == axes) {
            return coords;
        }
        float[] wide = new float[n * axes];
        for (int i = 0; i < n; i++) {
            System.arraycopy(coords, i * have, wide, i * axes, have);
        }
        return wide;
    }

    private void writeRatios(Projection.Pca pca) throws BadFileException {
        if (ratios != null) {
            Csv.write(ratios, "explained_variance_ratio", csv -> {
                for (double share : pca.shares()) {
                    csv.row(share);
                }
            });
        }
    }
}
