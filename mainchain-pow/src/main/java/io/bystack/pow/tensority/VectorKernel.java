package io.bystack.pow.tensority;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products on the machine's vector unit: 16-bit lanes with wrap-around, one multiply and one
 * add for as many multiply-adds as there are lanes (32 with 512-bit vectors).
 *
 * <p>Neighbouring t share a 32-bit lane, so that both operands are read along rows and an element
 * pair of A is broadcast by a plain 32-bit load. A matrix is cut into panels of two vectors of
 * columns, the first with the even, the second with the odd ones: after the sums, the two vectors
 * of a panel merge into the pairs the next product broadcasts, without a shuffle. The order of
 * bytes in a packed matrix is panel, t / 2, vector, lane, t mod 2.
 *
 * <p>Needs the module {@code jdk.incubator.vector}; loading the class without it fails with a
 * {@link LinkageError}.
 */
public final class VectorKernel implements MatrixKernel {
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Columns of a panel over two: 32-bit lanes of a vector. */
  static final int LANES = INTS.length();

  /** Element pairs of a row. */
  static final int PAIRS = SIZE / 2;

  /** Columns of a panel. */
  static final int PANEL_COLUMNS = 2 * LANES;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  @Override
  public String name() {
    return "vector-" + INTS.vectorBitSize();
  }

  @Override
  public void pack(byte[] rowMajor, byte[] packed, int offset) {
    int to = offset;
    for (int panel = 0; panel < SIZE; panel += PANEL_COLUMNS) {
      for (int pair = 0; pair < PAIRS; pair++) {
        for (int odd = 0; odd < 2; odd++) {
          int from = (panel + odd) * SIZE + 2 * pair;
          for (int lane = 0; lane < LANES; lane++) {
            SHORT.set(packed, to, (short) SHORT.get(rowMajor, from + 2 * SIZE * lane));
            to += 2;
          }
        }
      }
    }
  }

  @Override
  public MatrixChain chain(byte[] packed, int firstRow, int rows) {
    return new VectorChain(packed, firstRow, rows);
  }
}
