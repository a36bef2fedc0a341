package io.bystack.core.hash;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;

/**
 * SHA3-256 of FIPS 202 (padding {@code 06}), the ledger's hash function (spec/01 §2). For many
 * short messages at once {@link HashBatch} is several times faster.
 */
public final class Sha3 {
  /** The hash of the empty byte string. */
  public static final Hash EMPTY = sha3(Bytes.EMPTY);

  private Sha3() {}

  public static Hash sha3(Bytes bytes) {
    return bytes.with(Sha3::sha3);
  }

  public static Hash sha3(byte[] bytes) {
    return sha3(bytes, 0, bytes.length);
  }

  /** The hash of {@code length} bytes from {@code offset} of the array. */
  public static Hash sha3(byte[] array, int offset, int length) {
    long[] state = new long[LaneChoice.ONE.words()];
    int at = offset;
    int left = length;
    for (; left >= Keccak.RATE; left -= Keccak.RATE, at += Keccak.RATE) {
      Keccak.absorb(state, 1, 0, array, at);
      LaneChoice.ONE.permute(state);
    }
    Keccak.absorbLast(state, 1, 0, array, at, left);
    LaneChoice.ONE.permute(state);
    return Keccak.digest(state[0], state[1], state[2], state[3]);
  }

  /** The hash of two 32-byte values one after the other. */
  public static Hash sha3(Hash left, Hash right) {
    byte[] joined = new byte[2 * Hash.SIZE];
    left.write(joined, 0);
    right.write(joined, Hash.SIZE);
    return sha3(joined);
  }
}
