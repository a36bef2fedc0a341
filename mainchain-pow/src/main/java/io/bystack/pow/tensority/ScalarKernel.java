package io.bystack.pow.tensority;

import java.util.Arrays;

/**
 * Plain Java: works on every runtime, and is simple enough to check the others against. Layout:
 * transposed matrices.
 */
public final class ScalarKernel implements MatrixKernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void pack(byte[] rowMajor, byte[] packed, int offset) {
    for (int t = 0; t < SIZE; t++) {
      for (int c = 0; c < SIZE; c++) {
        packed[offset + t * SIZE + c] = rowMajor[c * SIZE + t];
      }
    }
  }

  @Override
  public MatrixChain chain(byte[] packed, int firstRow, int rows) {
    return new Chain(packed, firstRow, rows);
  }

  /** The low eight bits of the reduction of a sum (spec/03 §3.6) as a signed byte. */
  static byte reduce(int sum) {
    return (byte) (sum + (sum >> 8));
  }

  private static final class Chain implements MatrixChain {
    private final byte[] packed;
    private final int firstRow;
    private final byte[] band;
    private final short[] wide = new short[MATRIX_BYTES];
    private final int[] sums = new int[SIZE];

    Chain(byte[] packed, int firstRow, int rows) {
      this.packed = packed;
      this.firstRow = firstRow;
      this.band = new byte[rows * SIZE];
    }

    @Override
    public void begin(int matrix) {
      int offset = matrix * MATRIX_BYTES + firstRow * SIZE;
      for (int i = 0; i < band.length; i++) {
        band[i] = reduce(packed[offset + i]);
      }
    }

    @Override
    public void multiply(int matrix) {
      widen(packed, matrix * MATRIX_BYTES, wide);
      for (int row = 0; row < band.length; row += SIZE) {
        Arrays.fill(sums, 0);
        for (int t = 0; t < SIZE; t += 4) {
          accumulate(wide, t * SIZE, sums, band, row + t);
        }
        for (int c = 0; c < SIZE; c++) {
          band[row + c] = reduce(sums[c]);
        }
      }
    }

    private static void widen(byte[] bytes, int offset, short[] wide) {
      for (int i = 0; i < MATRIX_BYTES; i++) {
        wide[i] = bytes[offset + i];
      }
    }

    private static void accumulate(short[] m, int from, int[] sums, byte[] a, int at) {
      int a0 = a[at];
      int a1 = a[at + 1];
      int a2 = a[at + 2];
      int a3 = a[at + 3];
      for (int c = 0; c < SIZE; c++) {
        sums[c] +=
            a0 * m[from + c]
                + a1 * m[from + SIZE + c]
                + a2 * m[from + 2 * SIZE + c]
                + a3 * m[from + 3 * SIZE + c];
      }
    }

    @Override
    public void copyTo(byte[] whole) {
      System.arraycopy(band, 0, whole, firstRow * SIZE, band.length);
    }
  }
}
