package io.bystack.core.crypto;

import java.util.Arrays;

/**
 * Integers modulo the order L = 2^252 + c of the base point (spec/05 §2), as 32 little-endian
 * bytes. The arithmetic runs in limbs of 21 bits (252 = 12 · 21) and takes the same time for all
 * values.
 */
final class Scalar {
  static final int SIZE = 32;

  private static final int BITS = 21;
  private static final int LIMBS = 12;
  private static final long MASK = (1L << BITS) - 1;

  /** -c in signed limbs: 2^252 is this modulo L. */
  private static final long[] TOP = {666643, 470296, 654183, -997805, 136657, -683901};

  private static final byte[] L = {
    (byte) 0xed,
    (byte) 0xd3,
    (byte) 0xf5,
    0x5c,
    0x1a,
    0x63,
    0x12,
    0x58,
    (byte) 0xd6,
    (byte) 0x9c,
    (byte) 0xf7,
    (byte) 0xa2,
    (byte) 0xde,
    (byte) 0xf9,
    (byte) 0xde,
    0x14,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x10
  };

  private Scalar() {}

  /** The value of up to 64 bytes modulo L. */
  static byte[] reduce(byte[] wide) {
    long[] limbs = new long[2 * LIMBS + 1];
    load(wide, limbs);
    return finish(limbs);
  }

  /** (a · b + c) mod L for factors and summand of 32 bytes, none of them necessarily reduced. */
  static byte[] multiplyAdd(byte[] a, byte[] b, byte[] c) {
    long[] x = new long[LIMBS + 1];
    long[] y = new long[LIMBS + 1];
    long[] sum = new long[2 * LIMBS + 1];
    load(a, x);
    load(b, y);
    load(c, sum);
    for (int i = 0; i <= LIMBS; i++) {
      for (int j = 0; j <= LIMBS; j++) {
        sum[i + j] += x[i] * y[j];
      }
    }
    byte[] result = finish(sum);
    Arrays.fill(x, 0);
    Arrays.fill(y, 0);
    return result;
  }

  /** Whether 32 bytes are below L. */
  static boolean isReduced(byte[] bytes, int offset) {
    for (int i = SIZE - 1; i >= 0; i--) {
      int difference = (bytes[offset + i] & 0xff) - (L[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  /** Subtracts L in place from the 32 bytes at {@code offset}, which must be at least L. */
  static void subtractOrder(byte[] bytes, int offset) {
    int borrow = 0;
    for (int i = 0; i < SIZE; i++) {
      int difference = (bytes[offset + i] & 0xff) - (L[i] & 0xff) + borrow;
      bytes[offset + i] = (byte) difference;
      borrow = difference >> 8;
    }
  }

  private static void load(byte[] bytes, long[] limbs) {
    for (int bit = 0, k = 0; bit < 8 * bytes.length; bit += BITS, k++) {
      long window = 0;
      for (int i = 0; i < 4 && bit / 8 + i < bytes.length; i++) {
        window |= (bytes[bit / 8 + i] & 0xffL) << (8 * i);
      }
      limbs[k] = (window >>> (bit % 8)) & MASK;
    }
  }

  /** Reduces and encodes; wipes the limbs. */
  private static byte[] finish(long[] s) {
    carry(s, s.length - 1);
    for (int i = s.length - 1; i >= LIMBS; i--) {
      fold(s, i);
      if (i == LIMBS + LIMBS / 2) {
        carry(s, i - 1);
      }
    }
    carry(s, LIMBS);
    fold(s, LIMBS);
    carry(s, LIMBS);
    fold(s, LIMBS);
    // Now the value is in [-c, L). Only a negative one needs L once more.
    carry(s, LIMBS);
    long negative = s[LIMBS] >> 63;
    s[LIMBS - 1] += (s[LIMBS] & ~negative) << BITS;
    s[LIMBS] &= negative;
    fold(s, LIMBS);
    carry(s, LIMBS - 1);
    byte[] bytes = new byte[SIZE];
    for (int k = 0, bit = 0; k < LIMBS; k++, bit += BITS) {
      long window = s[k] << (bit % 8);
      for (int i = 0; i < 4 && bit / 8 + i < SIZE; i++) {
        bytes[bit / 8 + i] |= (byte) (window >>> (8 * i));
      }
    }
    Arrays.fill(s, 0);
    return bytes;
  }

  /** Replaces limb {@code i} by what it is modulo L in the limbs below. */
  private static void fold(long[] s, int i) {
    for (int j = 0; j < TOP.length; j++) {
      s[i - LIMBS + j] += s[i] * TOP[j];
    }
    s[i] = 0;
  }

  /** Brings limbs 0 … last-1 into [0, 2^21). */
  private static void carry(long[] s, int last) {
    for (int i = 0; i < last; i++) {
      s[i + 1] += s[i] >> BITS;
      s[i] &= MASK;
    }
  }
}
