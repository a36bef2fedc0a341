package io.bystack.pow.tensority;

/**
 * A band of rows of the running product A while it is multiplied by one matrix after the other
 * (spec/03 §3.6). Not thread-safe.
 */
public interface MatrixChain {
  /** A becomes the reduced product of the identity and the transpose of a matrix, 0…255. */
  void begin(int matrix);

  /** A becomes the reduced product of A and the transpose of a matrix, 0…255. */
  void multiply(int matrix);

  /** Writes the band, row-major signed bytes, to its place in a whole 256 × 256 matrix. */
  void copyTo(byte[] whole);
}
