package io.bystack.core.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A mutable element of the field of integers modulo p = 2^255 - 19: the sum of {@code l_k *
 * 2^(51k)}.
 *
 * <p>Limbs are signed and only loosely reduced. A product or square leaves limbs in [-2^17, 2^51 +
 * 2^17]; sums and differences do not carry; factors may have limbs up to 2^53 in absolute value,
 * that is sums of up to three products. Nothing here branches on values except where the name says
 * so.
 */
final class FieldElement {
  static final int SIZE = 32;

  private static final long MASK = (1L << 51) - 1;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long l0;
  private long l1;
  private long l2;
  private long l3;
  private long l4;

  /** Zero. */
  FieldElement() {}

  FieldElement(FieldElement other) {
    set(other);
  }

  static FieldElement of(int small) {
    FieldElement e = new FieldElement();
    e.l0 = small;
    return e;
  }

  /** The low 255 bits of 32 little-endian bytes from {@code offset}, taken modulo p. */
  static FieldElement decode(byte[] bytes, int offset) {
    long w0 = (long) WORDS.get(bytes, offset);
    long w1 = (long) WORDS.get(bytes, offset + 8);
    long w2 = (long) WORDS.get(bytes, offset + 16);
    long w3 = (long) WORDS.get(bytes, offset + 24);
    FieldElement e = new FieldElement();
    e.l0 = w0 & MASK;
    e.l1 = (w0 >>> 51 | w1 << 13) & MASK;
    e.l2 = (w1 >>> 38 | w2 << 26) & MASK;
    e.l3 = (w2 >>> 25 | w3 << 39) & MASK;
    e.l4 = (w3 >>> 12) & MASK;
    return e;
  }

  /** The canonical form, in [0, p), as 32 little-endian bytes. */
  byte[] encode() {
    long c0 = l0;
    long c1 = l1;
    long c2 = l2;
    long c3 = l3;
    long c4 = l4;
    for (int pass = 0; pass < 3; pass++) {
      c1 += c0 >> 51;
      c2 += c1 >> 51;
      c3 += c2 >> 51;
      c4 += c3 >> 51;
      c0 = (c0 & MASK) + 19 * (c4 >> 51);
      c1 &= MASK;
      c2 &= MASK;
      c3 &= MASK;
      c4 &= MASK;
    }
    // One if the value is p or more: adding 19 then carries out of bit 255.
    long q = (((((((((c0 + 19) >> 51) + c1) >> 51) + c2) >> 51) + c3) >> 51) + c4) >> 51;
    c0 += 19 * q;
    c1 += c0 >> 51;
    c2 += c1 >> 51;
    c3 += c2 >> 51;
    c4 += c3 >> 51;
    c0 &= MASK;
    c1 &= MASK;
    c2 &= MASK;
    c3 &= MASK;
    c4 &= MASK;
    byte[] bytes = new byte[SIZE];
    WORDS.set(bytes, 0, c0 | c1 << 51);
    WORDS.set(bytes, 8, c1 >>> 13 | c2 << 38);
    WORDS.set(bytes, 16, c2 >>> 26 | c3 << 25);
    WORDS.set(bytes, 24, c3 >>> 39 | c4 << 12);
    return bytes;
  }

  void set(FieldElement f) {
    l0 = f.l0;
    l1 = f.l1;
    l2 = f.l2;
    l3 = f.l3;
    l4 = f.l4;
  }

  /**
   * Takes the value of {@code f} where {@code mask} is all ones, keeps its own where it is zero.
   */
  void setIf(FieldElement f, long mask) {
    l0 ^= mask & (l0 ^ f.l0);
    l1 ^= mask & (l1 ^ f.l1);
    l2 ^= mask & (l2 ^ f.l2);
    l3 ^= mask & (l3 ^ f.l3);
    l4 ^= mask & (l4 ^ f.l4);
  }

  void add(FieldElement f, FieldElement g) {
    l0 = f.l0 + g.l0;
    l1 = f.l1 + g.l1;
    l2 = f.l2 + g.l2;
    l3 = f.l3 + g.l3;
    l4 = f.l4 + g.l4;
  }

  void subtract(FieldElement f, FieldElement g) {
    l0 = f.l0 - g.l0;
    l1 = f.l1 - g.l1;
    l2 = f.l2 - g.l2;
    l3 = f.l3 - g.l3;
    l4 = f.l4 - g.l4;
  }

  void negate(FieldElement f) {
    l0 = -f.l0;
    l1 = -f.l1;
    l2 = -f.l2;
    l3 = -f.l3;
    l4 = -f.l4;
  }

  /**
   * Sets this to {@code f * g}. Column k of the product is the sum of f_i * g_(k-i). Each term is
   * split at bit 51: its high part comes straight from {@code multiplyHigh} of factors shifted by
   * 13 bits in all; the low parts need no splitting, for the wrapped sum of the terms less the high
   * parts' share is exact (it is below 5 * 2^51).
   */
  void multiply(FieldElement f, FieldElement g) {
    final long f0 = f.l0;
    final long f1 = f.l1;
    final long f2 = f.l2;
    final long f3 = f.l3;
    final long f4 = f.l4;
    final long g0 = g.l0;
    final long g1 = g.l1;
    final long g2 = g.l2;
    final long g3 = g.l3;
    final long g4 = g.l4;
    final long h0 = high(f0, g0);
    final long h1 = high(f0, g1) + high(f1, g0);
    final long h2 = high(f0, g2) + high(f1, g1) + high(f2, g0);
    final long h3 = high(f0, g3) + high(f1, g2) + high(f2, g1) + high(f3, g0);
    final long h4 = high(f0, g4) + high(f1, g3) + high(f2, g2) + high(f3, g1) + high(f4, g0);
    final long h5 = high(f1, g4) + high(f2, g3) + high(f3, g2) + high(f4, g1);
    final long h6 = high(f2, g4) + high(f3, g3) + high(f4, g2);
    final long h7 = high(f3, g4) + high(f4, g3);
    final long h8 = high(f4, g4);
    final long t0 = f0 * g0 - (h0 << 51);
    final long t1 = f0 * g1 + f1 * g0 - (h1 << 51);
    final long t2 = f0 * g2 + f1 * g1 + f2 * g0 - (h2 << 51);
    final long t3 = f0 * g3 + f1 * g2 + f2 * g1 + f3 * g0 - (h3 << 51);
    final long t4 = f0 * g4 + f1 * g3 + f2 * g2 + f3 * g1 + f4 * g0 - (h4 << 51);
    final long t5 = f1 * g4 + f2 * g3 + f3 * g2 + f4 * g1 - (h5 << 51);
    final long t6 = f2 * g4 + f3 * g3 + f4 * g2 - (h6 << 51);
    final long t7 = f3 * g4 + f4 * g3 - (h7 << 51);
    final long t8 = f4 * g4 - (h8 << 51);
    carry(
        t0 + 19 * (t5 + h4),
        t1 + h0 + 19 * (t6 + h5),
        t2 + h1 + 19 * (t7 + h6),
        t3 + h2 + 19 * (t8 + h7),
        t4 + h3 + 19 * h8);
  }

  /**
   * Sets this to the square of {@code f}: the columns of {@link #multiply} with equal terms joined.
   */
  void square(FieldElement f) {
    final long f0 = f.l0;
    final long f1 = f.l1;
    final long f2 = f.l2;
    final long f3 = f.l3;
    final long f4 = f.l4;
    final long d0 = f0 << 1;
    final long d1 = f1 << 1;
    final long d2 = f2 << 1;
    final long d3 = f3 << 1;
    final long h0 = high(f0, f0);
    final long h1 = high(d0, f1);
    final long h2 = high(d0, f2) + high(f1, f1);
    final long h3 = high(d0, f3) + high(d1, f2);
    final long h4 = high(d0, f4) + high(d1, f3) + high(f2, f2);
    final long h5 = high(d1, f4) + high(d2, f3);
    final long h6 = high(d2, f4) + high(f3, f3);
    final long h7 = high(d3, f4);
    final long h8 = high(f4, f4);
    final long t0 = f0 * f0 - (h0 << 51);
    final long t1 = d0 * f1 - (h1 << 51);
    final long t2 = d0 * f2 + f1 * f1 - (h2 << 51);
    final long t3 = d0 * f3 + d1 * f2 - (h3 << 51);
    final long t4 = d0 * f4 + d1 * f3 + f2 * f2 - (h4 << 51);
    final long t5 = d1 * f4 + d2 * f3 - (h5 << 51);
    final long t6 = d2 * f4 + f3 * f3 - (h6 << 51);
    final long t7 = d3 * f4 - (h7 << 51);
    final long t8 = f4 * f4 - (h8 << 51);
    carry(
        t0 + 19 * (t5 + h4),
        t1 + h0 + 19 * (t6 + h5),
        t2 + h1 + 19 * (t7 + h6),
        t3 + h2 + 19 * (t8 + h7),
        t4 + h3 + 19 * h8);
  }

  /** floor(f * g / 2^51), for |f| below 2^57 and |g| below 2^56. */
  private static long high(long f, long g) {
    return Math.multiplyHigh(f << 6, g << 7);
  }

  /** All columns hand their excess to the next one at once; 2^255 is 19. */
  private void carry(long c0, long c1, long c2, long c3, long c4) {
    l0 = (c0 & MASK) + 19 * (c4 >> 51);
    l1 = (c1 & MASK) + (c0 >> 51);
    l2 = (c2 & MASK) + (c1 >> 51);
    l3 = (c3 & MASK) + (c2 >> 51);
    l4 = (c4 & MASK) + (c3 >> 51);
  }

  /** Sets this to {@code f} squared {@code count} times, {@code count} at least 1. */
  private void squareTimes(FieldElement f, int count) {
    square(f);
    for (int i = 1; i < count; i++) {
      square(this);
    }
  }

  /** Sets this to f^(2^250 - 1) and {@code f11} to f^11. */
  private void power250(FieldElement f, FieldElement f11) {
    FieldElement t = new FieldElement();
    FieldElement u = new FieldElement();
    FieldElement v = new FieldElement();
    t.square(f);
    u.squareTimes(t, 2);
    u.multiply(u, f);
    f11.multiply(u, t);
    t.square(f11);
    u.multiply(u, t); // 2^5 - 1
    t.squareTimes(u, 5);
    u.multiply(u, t); // 2^10 - 1
    t.squareTimes(u, 10);
    t.multiply(t, u); // 2^20 - 1
    v.squareTimes(t, 20);
    t.multiply(t, v); // 2^40 - 1
    t.squareTimes(t, 10);
    u.multiply(u, t); // 2^50 - 1
    t.squareTimes(u, 50);
    t.multiply(t, u); // 2^100 - 1
    v.squareTimes(t, 100);
    t.multiply(t, v); // 2^200 - 1
    t.squareTimes(t, 50);
    multiply(t, u);
  }

  /** Sets this to 1 / f, that is f^(p - 2) with p - 2 = 2^255 - 21; 0 gives 0. */
  void invert(FieldElement f) {
    FieldElement f11 = new FieldElement();
    FieldElement t = new FieldElement();
    t.power250(f, f11);
    t.squareTimes(t, 5);
    multiply(t, f11);
  }

  /** Sets this to f^((p - 5) / 8), the exponent being 2^252 - 3. */
  void powerForRoot(FieldElement f) {
    FieldElement t = new FieldElement();
    t.power250(f, new FieldElement());
    t.squareTimes(t, 2);
    multiply(t, f);
  }

  boolean isZero() {
    int or = 0;
    for (byte b : encode()) {
      or |= b;
    }
    return or == 0;
  }

  /** Whether the canonical form is odd. */
  boolean isOdd() {
    return (encode()[0] & 1) != 0;
  }

  boolean equalTo(FieldElement other) {
    FieldElement difference = new FieldElement();
    difference.subtract(this, other);
    return difference.isZero();
  }

  void wipe() {
    l0 = 0;
    l1 = 0;
    l2 = 0;
    l3 = 0;
    l4 = 0;
  }
}
