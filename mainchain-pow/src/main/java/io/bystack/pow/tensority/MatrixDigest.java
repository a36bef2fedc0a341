package io.bystack.pow.tensority;

import static io.bystack.pow.tensority.MatrixKernel.MATRIX_BYTES;
import static io.bystack.pow.tensority.MatrixKernel.SIZE;

import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.List;

/** From the four products to the proof-of-work hash (spec/03 §3.6, second half). */
public final class MatrixDigest {
  private static final int FNV_PRIME = 0x01000193;
  private static final int WORDS = SIZE / 4;

  private MatrixDigest() {}

  /** The sum of row-major matrices modulo 256. */
  public static byte[] sum(List<byte[]> products) {
    byte[] sum = new byte[MATRIX_BYTES];
    for (byte[] product : products) {
      for (int i = 0; i < MATRIX_BYTES; i++) {
        sum[i] += product[i];
      }
    }
    return sum;
  }

  /** The rows of a summed matrix folded into one, 256 bytes. */
  public static byte[] fold(byte[] sum) {
    int[] words = new int[SIZE * WORDS];
    for (int row = 0; row < SIZE; row++) {
      int from = row * SIZE;
      for (int i = 0; i < WORDS; i++) {
        words[row * WORDS + i] =
            (sum[from + i] & 0xff)
                | (sum[from + i + WORDS] & 0xff) << 8
                | (sum[from + i + 2 * WORDS] & 0xff) << 16
                | (sum[from + i + 3 * WORDS] & 0xff) << 24;
      }
    }
    for (int half = words.length / 2; half >= WORDS; half /= 2) {
      for (int i = 0; i < half; i++) {
        words[i] = words[i] * FNV_PRIME ^ words[half + i];
      }
    }
    byte[] row = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      row[i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
    }
    return row;
  }

  /** The proof-of-work hash of the four products. */
  public static Hash hash(List<byte[]> products) {
    return Sha3.sha3(fold(sum(products)));
  }
}
