package io.bystack.core.crypto;

import io.bystack.core.crypto.EdwardsPoint.Addend;
import java.util.Arrays;

/**
 * Multiples of the base point B, and the two ways to multiply with them: one that leaks nothing
 * about the factor through time or memory access, for secrets, and the fast double product of
 * verification.
 */
final class BasePoint {
  private static final int ROWS = 32;
  private static final int ROW_SIZE = 8;
  private static final int WINDOW_B = 8;
  private static final int WINDOW_A = 5;

  /** Row i holds (1 … 8) · 256^i · B. */
  private static final Addend[] COMB = comb();

  /** B, 3B, 5B, … 127B. */
  private static final Addend[] ODD = oddMultiples();

  private BasePoint() {}

  /** k·B for a reduced, secret k; the time does not depend on k. */
  static EdwardsPoint multiply(byte[] k) {
    byte[] digits = signedHexDigits(k);
    EdwardsPoint p = new EdwardsPoint();
    Addend chosen = Addend.neutral();
    for (int i = 1; i < 64; i += 2) {
      select(chosen, i / 2, digits[i]);
      p.addAffine(chosen, false, true);
    }
    for (int i = 0; i < 4; i++) {
      p.twice(i == 3);
    }
    for (int i = 0; i < 64; i += 2) {
      select(chosen, i / 2, digits[i]);
      p.addAffine(chosen, false, true);
    }
    Arrays.fill(digits, (byte) 0);
    return p;
  }

  /** s·B + k·P for public s, k below 2^253; the time depends on them. */
  static EdwardsPoint multiplyAdd(byte[] s, byte[] k, EdwardsPoint p) {
    byte[] digitsB = signedWindows(s, WINDOW_B);
    byte[] digitsP = signedWindows(k, WINDOW_A);
    Addend[] oddP = oddMultiples(p);
    int i = digitsB.length - 1;
    while (i >= 0 && digitsB[i] == 0 && digitsP[i] == 0) {
      i--;
    }
    EdwardsPoint sum = new EdwardsPoint();
    for (; i >= 0; i--) {
      int b = digitsB[i];
      int a = digitsP[i];
      sum.twice(a != 0 || b != 0);
      if (a != 0) {
        sum.add(oddP[Math.abs(a) / 2], a < 0, b != 0);
      }
      if (b != 0) {
        sum.addAffine(ODD[Math.abs(b) / 2], b < 0, false);
      }
    }
    return sum;
  }

  /** Sets {@code chosen} to digit · 256^row · B, looking at every entry of the row. */
  private static void select(Addend chosen, int row, int digit) {
    long negative = digit >> 31;
    int magnitude = (digit ^ (int) negative) - (int) negative;
    chosen.setIf(Neutral.AFFINE, -1L);
    for (int j = 1; j <= ROW_SIZE; j++) {
      chosen.setIf(COMB[row * ROW_SIZE + j - 1], (long) ((magnitude ^ j) - 1) >> 63);
    }
    chosen.negateIf(negative);
  }

  /** 64 digits in [-8, 8) with k = sum of digit_i · 16^i, for k below 2^255. */
  private static byte[] signedHexDigits(byte[] k) {
    byte[] digits = new byte[64];
    int carry = 0;
    for (int i = 0; i < 64; i++) {
      int digit = ((k[i / 2] >>> (4 * (i & 1))) & 15) + carry;
      carry = (digit + 8) >> 4;
      digits[i] = (byte) (digit - (carry << 4));
    }
    return digits;
  }

  /**
   * The non-adjacent form of width w of a number below 2^253: digits that are zero or odd and below
   * 2^(w-1) in absolute value, at least w - 1 zeros after each other digit.
   */
  private static byte[] signedWindows(byte[] k, int width) {
    byte[] digits = new byte[257];
    int carry = 0;
    int bit = 0;
    while (bit < 256) {
      if (bit(k, bit) == carry) {
        bit++;
        continue;
      }
      int word = carry;
      for (int i = 0; i < width; i++) {
        word += bit(k, bit + i) << i;
      }
      carry = word >> (width - 1);
      digits[bit] = (byte) (word - (carry << width));
      bit += width;
    }
    if (carry != 0) {
      throw new IllegalArgumentException("the factor is not below 2^253");
    }
    return digits;
  }

  private static int bit(byte[] k, int i) {
    return i < 256 ? (k[i >> 3] >>> (i & 7)) & 1 : 0;
  }

  /** P, 3P, … 15P. */
  private static Addend[] oddMultiples(EdwardsPoint p) {
    Addend[] odd = new Addend[1 << (WINDOW_A - 2)];
    odd[0] = p.toAddend();
    EdwardsPoint twice = p.copy();
    twice.twice(true);
    Addend step = twice.toAddend();
    EdwardsPoint next = p.copy();
    for (int i = 1; i < odd.length; i++) {
      next.add(step, false, true);
      odd[i] = next.toAddend();
    }
    return odd;
  }

  private static Addend[] oddMultiples() {
    EdwardsPoint[] points = new EdwardsPoint[1 << (WINDOW_B - 2)];
    points[0] = EdwardsPoint.base();
    EdwardsPoint twice = points[0].copy();
    twice.twice(true);
    Addend step = twice.toAddend();
    for (int i = 1; i < points.length; i++) {
      points[i] = points[i - 1].copy();
      points[i].add(step, false, true);
    }
    return EdwardsPoint.toAffineAddends(points);
  }

  private static Addend[] comb() {
    EdwardsPoint[] points = new EdwardsPoint[ROWS * ROW_SIZE];
    EdwardsPoint first = EdwardsPoint.base();
    for (int row = 0; row < ROWS; row++) {
      Addend step = first.toAddend();
      EdwardsPoint next = first.copy();
      for (int j = 0; j < ROW_SIZE; j++) {
        points[row * ROW_SIZE + j] = next.copy();
        next.add(step, false, true);
      }
      for (int i = 0; i < 8; i++) {
        first.twice(i == 7);
      }
    }
    return EdwardsPoint.toAffineAddends(points);
  }

  private static final class Neutral {
    static final Addend AFFINE = Addend.neutral();
  }
}
