package io.bystack.pow.consensus;

import io.bystack.core.bytes.Hash;
import java.math.BigInteger;

/**
 * The compact form of a difficulty target, "bits": an exponent of 8, a sign of 1 and a mantissa of
 * 55 bits (spec/03 §§4.1–4.3, 4.6). Two forms of one number may differ, so forms are compared as
 * they are and never by the numbers they stand for.
 */
public final class CompactTarget {
  private static final long MANTISSA = (1L << 55) - 1;
  private static final long SIGN = 1L << 55;
  private static final int EXPONENT_SHIFT = 56;
  private static final int TOP_BYTES = 3;
  private static final BigInteger HASH_SPACE = BigInteger.ONE.shiftLeft(8 * Hash.SIZE);

  private CompactTarget() {}

  /** The number a compact form stands for; may be negative and may exceed 2^256. */
  public static BigInteger toTarget(long bits) {
    int exponent = (int) (bits >>> EXPONENT_SHIFT);
    BigInteger mantissa = BigInteger.valueOf(bits & MANTISSA);
    BigInteger magnitude = mantissa.shiftLeft(8 * (exponent - TOP_BYTES));
    return (bits & SIGN) == 0 ? magnitude : magnitude.negate();
  }

  /** The compact form of a number: its three top bytes, cut towards minus infinity. */
  public static long fromTarget(BigInteger target) {
    if (target.signum() == 0) {
      return 0;
    }
    int bytes = (target.abs().bitLength() + 7) / 8;
    long mantissa =
        bytes <= TOP_BYTES
            ? target.abs().longValueExact() << (8 * (TOP_BYTES - bytes))
            : target.shiftRight(8 * (bytes - TOP_BYTES)).abs().longValueExact();
    long bits = (long) (bytes & 0xff) << EXPONENT_SHIFT | mantissa;
    return target.signum() < 0 ? bits | SIGN : bits;
  }

  /** Expected number of hashes that solve a block of these bits; 0 if none can be missing. */
  public static BigInteger work(long bits) {
    BigInteger target = toTarget(bits);
    return target.signum() <= 0 ? BigInteger.ZERO : HASH_SPACE.divide(target.add(BigInteger.ONE));
  }

  /** A proof-of-work hash as the number that is compared: its bytes read little-endian. */
  public static BigInteger number(Hash powHash) {
    byte[] bigEndian = new byte[Hash.SIZE];
    byte[] bytes = powHash.toArray();
    for (int i = 0; i < Hash.SIZE; i++) {
      bigEndian[i] = bytes[Hash.SIZE - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /** Whether a proof-of-work hash solves a block of these bits. */
  public static boolean isMet(Hash powHash, long bits) {
    return number(powHash).compareTo(toTarget(bits)) <= 0;
  }
}
