package dev.glassbox.train;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// L2 norms of one step, `√Σ x²`: of the whole gradient, and of gradient, weights and update of each part of the model.
///
/// The weights are cut into pieces, each within one parameter. Threads share the pieces; their sums are added in file order, so that a
/// norm has the same bits with any number of threads.
final class StepNorms {

    /// Weights of a piece.
    private static final int PIECE = 16_384;

    private final GradientNorms.Groups groups;
    private final List<Piece> pieces;
    private final Parameters params;
    private final RowPool pool;
    private final double[] squares;
    private float[] before = new float[0];
    private double[] gradient;
    private double[] weight;

    /// A part of the weights within one parameter.
    record Piece(int from, int to, boolean decays, int group) {

        int size() {
            return to - from;
        }
    }

    StepNorms(List<Parameter> parameters, Parameters params, RowPool pool) {
        this.params = params;
        this.pool = pool;
        groups = GradientNorms.Groups.of(parameters);
        pieces = pieces(parameters, groups);
        squares = new double[pieces.size()];
    }

    private static List<Piece> pieces(List<Parameter> parameters, GradientNorms.Groups groups) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            for (int from = parameter.offset(); from < parameter.end(); from += PIECE) {
                pieces.add(new Piece(from, Math.min(from + PIECE, parameter.end()), parameter.decays(), groups.ofParameter()[i]));
            }
        }
        return List.copyOf(pieces);
    }

    /// All weights, in file order.
    List<Piece> pieces() {
        return pieces;
    }

    /// The parts that are told apart, in their order.
    List<GradientNorms.Group> groups() {
        return groups.groups();
    }

    /// Of the gradient over all weights.
    double gradient(Kernels kernels) {
        pool.run(pieces.size(), i -> {
            Piece piece = pieces.get(i);
            squares[i] = kernels.sumSquares(piece.size(), params.grads(), piece.from());
        });
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    /// Of each part's gradient, from the sums of squares that [#gradient] left, and of its weights, which are copied for [#afterUpdate].
    void beforeUpdate(Kernels kernels) {
        gradient = roots(squares);
        if (before.length != params.values().length) {
            before = new float[params.values().length];
        }
        weight = ofEach(piece -> {
            System.arraycopy(params.values(), piece.from(), before, piece.from(), piece.size());
            return kernels.sumSquares(piece.size(), before, piece.from());
        });
    }

    /// Of what the update changed in each part, with what [#beforeUpdate] measured.
    GradientNorms afterUpdate(int step, Kernels kernels) {
        double[] update = ofEach(piece -> {
            for (int i = piece.from(); i < piece.to(); i++) {
                before[i] = params.values()[i] - before[i];
            }
            return kernels.sumSquares(piece.size(), before, piece.from());
        });
        return new GradientNorms(step, gradient, weight, update);
    }

    private double[] ofEach(ToDoubleFunction<Piece> sumSquares) {
        double[] parts = new double[pieces.size()];
        pool.run(parts.length, i -> parts[i] = sumSquares.applyAsDouble(pieces.get(i)));
        return roots(parts);
    }

    /// Sums of squares of the pieces to the norm of each part.
    private double[] roots(double[] parts) {
        double[] norms = new double[groups.groups().size()];
        for (int i = 0; i < parts.length; i++) {
            norms[pieces.get(i).group()] += parts[i];
        }
        for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.sqrt(norms[i]);
        }
        return norms;
    }
}
