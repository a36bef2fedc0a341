package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;

/**
 * One way to compute the chained matrix products of Tensority (spec/03 §3.6). All kernels give the
 * same bytes; they differ in speed and in how they lay out a seed's matrices.
 */
public interface MatrixKernel {
  /** Rows and columns of every matrix. */
  int SIZE = 256;

  /** Matrices of one seed. */
  int MATRICES = 256;

  /** Bytes of one matrix in any layout. */
  int MATRIX_BYTES = SIZE * SIZE;

  /** A short name for logs and benchmarks. */
  String name();

  /** Copies one matrix from row-major form into this kernel's layout at {@code offset}. */
  void pack(byte[] rowMajor, byte[] packed, int offset);

  /**
   * A new chain over a band of rows. Rows never influence each other, so bands may run in parallel.
   *
   * @param packed all matrices in this kernel's layout
   * @param firstRow first row of the band, a multiple of 8
   * @param rows number of rows, a multiple of 8
   */
  MatrixChain chain(byte[] packed, int firstRow, int rows);

  /** The matrices of a seed in this kernel's layout; the slow, sequential part (16 MiB). */
  default SeedMatrices matrices(Hash seed) {
    byte[] packed = new byte[MATRICES * MATRIX_BYTES];
    SeedExpansion expansion = new SeedExpansion(seed);
    byte[] matrix = new byte[MATRIX_BYTES];
    for (int pass = 0; pass < SeedExpansion.PASSES; pass++) {
      expansion.nextPass();
      for (int odd = 0; odd < 2; odd++) {
        expansion.matrix(odd, matrix);
        pack(matrix, packed, (2 * pass + odd) * MATRIX_BYTES);
      }
    }
    return new SeedMatrices(seed, packed);
  }
}
