package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Grows a 32-byte seed into 128 passes of 1024 rows of 32 words, strictly one after the other
 * (spec/03 §§3.3, 3.4), and cuts each pass into two matrices (§3.5). Not thread-safe.
 */
public final class SeedExpansion {
  /** Chained passes per seed. */
  public static final int PASSES = 128;

  /** Bytes of the extended seed, and of one row. */
  public static final int ROW_BYTES = 128;

  /** Bytes of one pass. */
  public static final int PASS_BYTES = 1024 * ROW_BYTES;

  private static final int ROWS = 1024;
  private static final int WORDS = 32;
  private static final VarHandle LE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] state = new int[WORDS];
  private final int[] rows = new int[ROWS * WORDS];

  public SeedExpansion(Hash seed) {
    byte[] extended = extendedSeed(seed);
    for (int i = 0; i < WORDS; i++) {
      state[i] = (int) LE_INT.get(extended, 4 * i);
    }
  }

  /** The seed and three more links of its SHA3 chain, 128 bytes (spec/03 §3.3). */
  public static byte[] extendedSeed(Hash seed) {
    byte[] extended = new byte[ROW_BYTES];
    Hash link = seed;
    for (int i = 0; i < 4; i++) {
      link.write(extended, i * Hash.SIZE);
      link = Sha3.sha3(extended, i * Hash.SIZE, Hash.SIZE);
    }
    return extended;
  }

  /** Computes the next of the {@link #PASSES} passes. */
  public void nextPass() {
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(state, 0, rows, row * WORDS, WORDS);
      blockMix(state);
    }
    for (int i = 0; i < ROWS; i++) {
      int row = (state[WORDS / 2] & (ROWS - 1)) * WORDS;
      for (int k = 0; k < WORDS; k++) {
        state[k] ^= rows[row + k];
      }
      blockMix(state);
    }
  }

  /** The rows of the pass just computed, words little-endian, {@link #PASS_BYTES} bytes. */
  public byte[] pass() {
    byte[] bytes = new byte[PASS_BYTES];
    for (int i = 0; i < rows.length; i++) {
      LE_INT.set(bytes, 4 * i, rows[i]);
    }
    return bytes;
  }

  /**
   * Writes a matrix of the pass just computed, row-major signed bytes.
   *
   * @param odd 0 for the matrix of the even rows, 1 for that of the odd rows
   */
  public void matrix(int odd, byte[] rowMajor) {
    for (int half = 0; half < ROWS / 2; half++) {
      int from = (2 * half + odd) * WORDS;
      for (int k = 0; k < WORDS; k++) {
        LE_INT.set(rowMajor, half * ROW_BYTES + 4 * k, rows[from + k]);
      }
    }
  }

  private static void blockMix(int[] x) {
    salsa20With8Rounds(x, 0, 16);
    salsa20With8Rounds(x, 16, 0);
  }

  /** Words at {@code to} become the Salsa20/8 core of themselves xor the words at {@code other}. */
  private static void salsa20With8Rounds(int[] x, int to, int other) {
    for (int i = 0; i < 16; i++) {
      x[to + i] ^= x[other + i];
    }
    int x0 = x[to], x1 = x[to + 1], x2 = x[to + 2], x3 = x[to + 3];
    int x4 = x[to + 4], x5 = x[to + 5], x6 = x[to + 6], x7 = x[to + 7];
    int x8 = x[to + 8], x9 = x[to + 9], x10 = x[to + 10], x11 = x[to + 11];
    int x12 = x[to + 12], x13 = x[to + 13], x14 = x[to + 14], x15 = x[to + 15];
    for (int round = 0; round < 4; round++) {
      x4 ^= Integer.rotateLeft(x0 + x12, 7);
      x8 ^= Integer.rotateLeft(x4 + x0, 9);
      x12 ^= Integer.rotateLeft(x8 + x4, 13);
      x0 ^= Integer.rotateLeft(x12 + x8, 18);
      x9 ^= Integer.rotateLeft(x5 + x1, 7);
      x13 ^= Integer.rotateLeft(x9 + x5, 9);
      x1 ^= Integer.rotateLeft(x13 + x9, 13);
      x5 ^= Integer.rotateLeft(x1 + x13, 18);
      x14 ^= Integer.rotateLeft(x10 + x6, 7);
      x2 ^= Integer.rotateLeft(x14 + x10, 9);
      x6 ^= Integer.rotateLeft(x2 + x14, 13);
      x10 ^= Integer.rotateLeft(x6 + x2, 18);
      x3 ^= Integer.rotateLeft(x15 + x11, 7);
      x7 ^= Integer.rotateLeft(x3 + x15, 9);
      x11 ^= Integer.rotateLeft(x7 + x3, 13);
      x15 ^= Integer.rotateLeft(x11 + x7, 18);
      x1 ^= Integer.rotateLeft(x0 + x3, 7);
      x2 ^= Integer.rotateLeft(x1 + x0, 9);
      x3 ^= Integer.rotateLeft(x2 + x1, 13);
      x0 ^= Integer.rotateLeft(x3 + x2, 18);
      x6 ^= Integer.rotateLeft(x5 + x4, 7);
      x7 ^= Integer.rotateLeft(x6 + x5, 9);
      x4 ^= Integer.rotateLeft(x7 + x6, 13);
      x5 ^= Integer.rotateLeft(x4 + x7, 18);
      x11 ^= Integer.rotateLeft(x10 + x9, 7);
      x8 ^= Integer.rotateLeft(x11 + x10, 9);
      x9 ^= Integer.rotateLeft(x8 + x11, 13);
      x10 ^= Integer.rotateLeft(x9 + x8, 18);
      x12 ^= Integer.rotateLeft(x15 + x14, 7);
      x13 ^= Integer.rotateLeft(x12 + x15, 9);
      x14 ^= Integer.rotateLeft(x13 + x12, 13);
      x15 ^= Integer.rotateLeft(x14 + x13, 18);
    }
    feedForward(x, to, x0, x1, x2, x3);
    feedForward(x, to + 4, x4, x5, x6, x7);
    feedForward(x, to + 8, x8, x9, x10, x11);
    feedForward(x, to + 12, x12, x13, x14, x15);
  }

  private static void feedForward(int[] x, int to, int a, int b, int c, int d) {
    x[to] += a;
    x[to + 1] += b;
    x[to + 2] += c;
    x[to + 3] += d;
  }
}
