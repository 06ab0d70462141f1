package dev.glassbox.kernel;

/// Matrix products. C has M rows and N columns; K is the length of the sum. With `accumulate` the product is added to C.
public interface MatrixKernels {

    /// C[M,N] (+)= A[M,K] · B[K,N]
    void matmul(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                float[] c, int cOff, int ldc, boolean accumulate);

    /// C[M,N] (+)= A[M,K] · B[N,K]ᵀ
    void matmulBT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                  float[] c, int cOff, int ldc, boolean accumulate);

    /// C[M,N] (+)= A[K,M]ᵀ · B[K,N]
    void matmulAT(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                  float[] c, int cOff, int ldc, boolean accumulate);

    /// Lower triangle of C[M,N] = A[M,K] · B[N,K]ᵀ: row i gets its columns 0 … past + i, what lies right of them is **unspecified**.
    /// Causal attention: scores = q · kᵀ, where `past` keys precede the first query (0 in training). The same shape of
    /// product gives d pattern = d z · vᵀ.
    void matmulBTCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                        float[] c, int cOff, int ldc);

    /// C[M,N] (+)= A[M,K] · B[K,N] where A is zero right of column past + i of row i; those zeros may be skipped.
    /// Causal attention: z = pattern · v, and d q = d scores · k.
    void matmulCausal(int m, int n, int k, int past, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                      float[] c, int cOff, int ldc, boolean accumulate);

    /// C[M,N] (+)= A[K,M]ᵀ · B[K,N] where A is zero right of column i of row i; those zeros may be skipped.
    /// Causal attention, backward: d v = patternᵀ · d z, and d k = d scoresᵀ · q.
    void matmulATCausal(int m, int n, int k, float[] a, int aOff, int lda, float[] b, int bOff, int ldb,
                        float[] c, int cOff, int ldc, boolean accumulate);

    /// Copies columns `from … to−1` of B into `out`, ready for many calls of [#matmulPacked] from any number of threads.
    /// Call `out.reshape(k, n)` first; then parts may be packed in parallel, each `from` a multiple of [PackedMatrix#PART].
    ///
    /// @param transposed false: B is stored [K,N]; true: B is stored [N,K]
    void pack(float[] b, int bOff, int ldb, boolean transposed, PackedMatrix out, int from, int to);

    /// C[M,N] (+)= A[M,K] · B[K,N] with K and N of the packed B.
    default void matmulPacked(int m, float[] a, int aOff, int lda, PackedMatrix b, float[] c, int cOff, int ldc, boolean accumulate) {
        matmulPacked(m, a, aOff, lda, b, 0, b.n(), c, cOff, ldc, accumulate);
    }

    /// Columns `from … to−1` of the same product; both multiples of [PackedMatrix#PART], or `to` = N. `cOff` is still the place of column 0.
    void matmulPacked(int m, float[] a, int aOff, int lda, PackedMatrix b, int from, int to,
                      float[] c, int cOff, int ldc, boolean accumulate);
}
