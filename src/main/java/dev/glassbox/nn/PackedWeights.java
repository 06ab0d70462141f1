package dev.glassbox.nn;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.PackedMatrix;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/// Copies of the weight matrices in the order the kernels like best, for many products with the same weights. The results are the
/// same bits as without them. They must be packed again when the weights change.
public final class PackedWeights {
    /// No copies: products read the weights where they are.
    public static final PackedWeights NONE = new PackedWeights(List.of(), false);

    private final PackedMatrix[] forward;
    private final PackedMatrix[] backward;
    private final List<Piece> pieces = new ArrayList<>();

    /// A range of columns packed by one thread.
    private record Piece(WeightMatrix matrix, boolean back, int from, int to) {
    }

    /// @param training whether there are copies for the backward pass, too
    public PackedWeights(List<WeightMatrix> matrices, boolean training) {
        this.forward = new PackedMatrix[matrices.size()];
        this.backward = new PackedMatrix[matrices.size()];
        for (WeightMatrix matrix : matrices) {
            forward[matrix.number()] = new PackedMatrix(matrix.in(), matrix.out());
            addPieces(matrix, false, matrix.in(), matrix.out());
            if (training) {
                backward[matrix.number()] = new PackedMatrix(matrix.out(), matrix.in());
                addPieces(matrix, true, matrix.out(), matrix.in());
            }
        }
    }

    /// Pieces of about 64 Ki elements, so that small matrices are not cut up.
    private void addPieces(WeightMatrix matrix, boolean back, int k, int n) {
        int step = Math.max(1, (65_536 / k + PackedMatrix.PART - 1) / PackedMatrix.PART) * PackedMatrix.PART;
        for (int from = 0; from < n; from += step) {
            pieces.add(new Piece(matrix, back, from, Math.min(n, from + step)));
        }
    }

    /// Copies the current weights.
    public void pack(Parameters params, Kernels kernels, RowPool pool) {
        pool.run(pieces.size(), i -> {
            Piece piece = pieces.get(i);
            if (piece.back()) {
                piece.matrix().packBackward(kernels, params.values(), backward[piece.matrix().number()], piece.from(), piece.to());
            } else {
                piece.matrix().packForward(kernels, params.values(), forward[piece.matrix().number()], piece.from(), piece.to());
            }
        });
    }

    /// Null if there is no copy.
    PackedMatrix forward(int number) {
        return number < forward.length ? forward[number] : null;
    }

    /// Null if there is no copy.
    PackedMatrix backward(int number) {
        return number < backward.length ? backward[number] : null;
    }
}
