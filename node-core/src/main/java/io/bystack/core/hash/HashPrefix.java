package io.bystack.core.hash;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;

/**
 * Bytes that stand before a hash which is hashed again: H(prefix ‖ H(message)). The block that is
 * hashed the second time is prepared once. See {@link HashBatch#end(HashPrefix)}.
 */
public final class HashPrefix {
  /** Bytes a prefix may have, so that one block holds it, the hash and the padding. */
  public static final int MAX_SIZE = Keccak.RATE - Hash.SIZE - 1;

  private static final int DIGEST_WORDS = Hash.SIZE / Long.BYTES;

  private final long[] block = new long[Keccak.WORDS];
  private final int word;
  private final int shift;

  private HashPrefix(byte[] prefix) {
    byte[] message = new byte[prefix.length + Hash.SIZE];
    System.arraycopy(prefix, 0, message, 0, prefix.length);
    Keccak.setOnly(block, 1, 0, message, 0, message.length);
    this.word = prefix.length / Long.BYTES;
    this.shift = Byte.SIZE * (prefix.length % Long.BYTES);
  }

  /**
   * A prefix.
   *
   * @throws IllegalArgumentException if it is longer than {@link #MAX_SIZE}
   */
  public static HashPrefix of(Bytes prefix) {
    if (prefix.length() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a prefix has at most " + MAX_SIZE + " bytes, given " + prefix.length());
    }
    return new HashPrefix(prefix.toArray());
  }

  /** Makes a lane that holds the state behind a message the one before the second permutation. */
  void wrap(long[] state, int stride, int lane) {
    long d0 = state[lane];
    long d1 = state[stride + lane];
    long d2 = state[2 * stride + lane];
    long d3 = state[3 * stride + lane];
    if (stride == 1) {
      System.arraycopy(block, 0, state, 0, Keccak.WORDS);
    } else {
      for (int i = 0, at = lane; i < Keccak.WORDS; i++, at += stride) {
        state[at] = block[i];
      }
    }
    int at = word * stride + lane;
    if (shift == 0) {
      state[at] ^= d0;
      state[at + stride] ^= d1;
      state[at + 2 * stride] ^= d2;
      state[at + 3 * stride] ^= d3;
      return;
    }
    int rest = Long.SIZE - shift;
    state[at] ^= d0 << shift;
    state[at + stride] ^= d0 >>> rest | d1 << shift;
    state[at + 2 * stride] ^= d1 >>> rest | d2 << shift;
    state[at + 3 * stride] ^= d2 >>> rest | d3 << shift;
    state[at + DIGEST_WORDS * stride] ^= d3 >>> rest;
  }
}
