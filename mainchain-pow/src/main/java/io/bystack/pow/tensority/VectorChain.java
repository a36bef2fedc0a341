package io.bystack.pow.tensority;

import static io.bystack.pow.tensority.MatrixKernel.MATRIX_BYTES;
import static io.bystack.pow.tensority.MatrixKernel.SIZE;
import static io.bystack.pow.tensority.VectorKernel.INTS;
import static io.bystack.pow.tensority.VectorKernel.LANES;
import static io.bystack.pow.tensority.VectorKernel.PAIRS;
import static io.bystack.pow.tensority.VectorKernel.PANEL_COLUMNS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A band of A as 16-bit pairs, 128 per row. The Vector API is called directly in the loops and
 * never through small methods of our own: those are not always inlined, and a vector that crosses a
 * call becomes an object.
 */
final class VectorChain implements MatrixChain {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> NARROW =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));

  /** Rows whose sums are in registers at the same time, two vectors each. */
  private static final int BLOCK_ROWS = 8;

  private static final int PANEL_INTS = PAIRS * PANEL_COLUMNS;

  private final byte[] packed;
  private final int firstRow;
  private final int rows;
  private final int[] panel = new int[PANEL_INTS];
  private final int[] sums = new int[BLOCK_ROWS * PANEL_COLUMNS];
  private int[] band;
  private int[] next;

  VectorChain(byte[] packed, int firstRow, int rows) {
    this.packed = packed;
    this.firstRow = firstRow;
    this.rows = rows;
    this.band = new int[rows * PAIRS];
    this.next = new int[rows * PAIRS];
  }

  @Override
  public void begin(int matrix) {
    for (int column = 0; column < PAIRS; column += LANES) {
      widen(matrix, column, firstRow / 2, rows / 2);
      transpose(panel, rows / 2, band, column);
    }
  }

  @Override
  public void multiply(int matrix) {
    for (int column = 0; column < PAIRS; column += LANES) {
      widen(matrix, column, 0, PAIRS);
      for (int row = 0; row < rows; row += BLOCK_ROWS) {
        accumulate(band, row * PAIRS, panel, sums);
        reduce(sums, next, row * PAIRS + column);
      }
    }
    int[] product = next;
    next = band;
    band = product;
  }

  /** Sign-extends the pairs {@code [from, from + count)} of a panel to 16-bit lanes. */
  private void widen(int matrix, int column, int from, int count) {
    int offset = matrix * MATRIX_BYTES + 2 * PAIRS * 2 * column + from * 2 * PANEL_COLUMNS;
    for (int i = 0; i < count * PANEL_COLUMNS; i += LANES) {
      ByteVector.fromArray(NARROW, packed, offset + 2 * i)
          .convertShape(VectorOperators.B2S, SHORTS, 0)
          .reinterpretAsInts()
          .intoArray(panel, i);
    }
  }

  /** Rows of the reduced transpose: two rows from each pair of a panel. */
  private static void transpose(int[] panel, int pairs, int[] band, int column) {
    for (int pair = 0; pair < pairs; pair++) {
      IntVector even = IntVector.fromArray(INTS, panel, pair * PANEL_COLUMNS);
      IntVector odd = IntVector.fromArray(INTS, panel, pair * PANEL_COLUMNS + LANES);
      IntVector upper = even.and(0xffff).or(odd.lanewise(VectorOperators.LSHL, 16));
      IntVector lower = even.lanewise(VectorOperators.LSHR, 16).or(odd.and(0xffff0000));
      int at = 2 * pair * PAIRS + column;
      ShortVector u = upper.reinterpretAsShorts();
      ShortVector l = lower.reinterpretAsShorts();
      u.add(u.lanewise(VectorOperators.ASHR, 8))
          .lanewise(VectorOperators.LSHL, 8)
          .lanewise(VectorOperators.ASHR, 8)
          .reinterpretAsInts()
          .intoArray(band, at);
      l.add(l.lanewise(VectorOperators.ASHR, 8))
          .lanewise(VectorOperators.LSHL, 8)
          .lanewise(VectorOperators.ASHR, 8)
          .reinterpretAsInts()
          .intoArray(band, at + PAIRS);
    }
  }

  /** Products of eight rows with a panel: in each lane the sum over its half of the t. */
  private static void accumulate(int[] a, int at, int[] panel, int[] sums) {
    ShortVector zero = ShortVector.zero(SHORTS);
    ShortVector a0 = zero, a1 = zero, a2 = zero, a3 = zero;
    ShortVector a4 = zero, a5 = zero, a6 = zero, a7 = zero;
    ShortVector b0 = zero, b1 = zero, b2 = zero, b3 = zero;
    ShortVector b4 = zero, b5 = zero, b6 = zero, b7 = zero;
    for (int t = 0; t < PAIRS; t++) {
      int p = t * PANEL_COLUMNS;
      ShortVector even = IntVector.fromArray(INTS, panel, p).reinterpretAsShorts();
      ShortVector odd = IntVector.fromArray(INTS, panel, p + LANES).reinterpretAsShorts();
      ShortVector x = IntVector.broadcast(INTS, a[at + t]).reinterpretAsShorts();
      a0 = a0.add(x.mul(even));
      b0 = b0.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + PAIRS]).reinterpretAsShorts();
      a1 = a1.add(x.mul(even));
      b1 = b1.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 2 * PAIRS]).reinterpretAsShorts();
      a2 = a2.add(x.mul(even));
      b2 = b2.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 3 * PAIRS]).reinterpretAsShorts();
      a3 = a3.add(x.mul(even));
      b3 = b3.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 4 * PAIRS]).reinterpretAsShorts();
      a4 = a4.add(x.mul(even));
      b4 = b4.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 5 * PAIRS]).reinterpretAsShorts();
      a5 = a5.add(x.mul(even));
      b5 = b5.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 6 * PAIRS]).reinterpretAsShorts();
      a6 = a6.add(x.mul(even));
      b6 = b6.add(x.mul(odd));
      x = IntVector.broadcast(INTS, a[at + t + 7 * PAIRS]).reinterpretAsShorts();
      a7 = a7.add(x.mul(even));
      b7 = b7.add(x.mul(odd));
    }
    a0.reinterpretAsInts().intoArray(sums, 0);
    b0.reinterpretAsInts().intoArray(sums, LANES);
    a1.reinterpretAsInts().intoArray(sums, 2 * LANES);
    b1.reinterpretAsInts().intoArray(sums, 3 * LANES);
    a2.reinterpretAsInts().intoArray(sums, 4 * LANES);
    b2.reinterpretAsInts().intoArray(sums, 5 * LANES);
    a3.reinterpretAsInts().intoArray(sums, 6 * LANES);
    b3.reinterpretAsInts().intoArray(sums, 7 * LANES);
    a4.reinterpretAsInts().intoArray(sums, 8 * LANES);
    b4.reinterpretAsInts().intoArray(sums, 9 * LANES);
    a5.reinterpretAsInts().intoArray(sums, 10 * LANES);
    b5.reinterpretAsInts().intoArray(sums, 11 * LANES);
    a6.reinterpretAsInts().intoArray(sums, 12 * LANES);
    b6.reinterpretAsInts().intoArray(sums, 13 * LANES);
    a7.reinterpretAsInts().intoArray(sums, 14 * LANES);
    b7.reinterpretAsInts().intoArray(sums, 15 * LANES);
  }

  /** Adds the halves, reduces to signed bytes (spec/03 §3.6) and merges even and odd columns. */
  private static void reduce(int[] sums, int[] next, int at) {
    for (int row = 0; row < BLOCK_ROWS; row++) {
      IntVector even = IntVector.fromArray(INTS, sums, row * PANEL_COLUMNS);
      IntVector odd = IntVector.fromArray(INTS, sums, row * PANEL_COLUMNS + LANES);
      even = even.add(even.lanewise(VectorOperators.LSHR, 16)).and(0xffff);
      odd = odd.add(odd.lanewise(VectorOperators.LSHL, 16)).and(0xffff0000);
      ShortVector v = even.or(odd).reinterpretAsShorts();
      v.add(v.lanewise(VectorOperators.LSHL, 8))
          .lanewise(VectorOperators.ASHR, 8)
          .reinterpretAsInts()
          .intoArray(next, at + row * PAIRS);
    }
  }

  @Override
  public void copyTo(byte[] whole) {
    int to = firstRow * SIZE;
    for (int pair : band) {
      whole[to++] = (byte) pair;
      whole[to++] = (byte) (pair >> 16);
    }
  }
}
