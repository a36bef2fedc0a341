package io.bystack.pow.stratum;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.math.BigInteger;
import java.util.HexFormat;

/** Share difficulties, their targets and the targets' text form in jobs (spec/03 §11.2). */
public final class ShareTarget {
  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(8 * Hash.SIZE);
  private static final int FIELD_BITS = 32;

  private ShareTarget() {}

  /** The greatest number a share of this difficulty may have as its proof-of-work hash. */
  public static BigInteger of(long difficulty) {
    if (difficulty < 1) {
      throw new IllegalArgumentException(
          "share difficulty " + difficulty + ", at least 1 expected");
    }
    return SPACE.divide(BigInteger.valueOf(difficulty)).min(SPACE.subtract(BigInteger.ONE));
  }

  /** The job's target field: the top 32 bits as four little-endian bytes in hex. */
  public static String field(BigInteger target) {
    int top = target.shiftRight(8 * Hash.SIZE - FIELD_BITS).intValue();
    return HexFormat.of().toHexDigits(Integer.reverseBytes(top));
  }

  /**
   * What a miner takes a target field for; pools also send fewer than four bytes.
   *
   * @throws IllegalArgumentException if the text is not 1 to 32 bytes in hex
   */
  public static BigInteger decode(String field) {
    Bytes bytes = Bytes.fromHex(field);
    if (bytes.isEmpty() || bytes.length() > Hash.SIZE) {
      throw new IllegalArgumentException(
          "target of " + bytes.length() + " bytes, 1 to 32 expected");
    }
    byte[] bigEndian = new byte[Hash.SIZE];
    for (int i = 0; i < bytes.length(); i++) {
      bigEndian[i] = bytes.at(bytes.length() - 1 - i);
    }
    return new BigInteger(1, bigEndian);
  }
}
