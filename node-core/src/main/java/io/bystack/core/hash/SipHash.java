package io.bystack.core.hash;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;

/**
 * SipHash-2-4: a short keyed hash. Whoever does not know the key cannot find inputs that collide,
 * which makes it good for short names, not for proofs.
 */
public final class SipHash {
  private final long k0;
  private final long k1;

  /** A function with a key of 128 bits, as two words least significant byte first. */
  public SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** The 64-bit hash of a byte string. */
  public long hash(Bytes data) {
    State state = new State(k0, k1);
    int whole = data.length() & ~7;
    for (int at = 0; at < whole; at += Long.BYTES) {
      state.absorb(word(data, at, Long.BYTES));
    }
    long last = word(data, whole, data.length() - whole) | (long) data.length() << 56;
    state.absorb(last);
    return state.finish();
  }

  /** The 64-bit hash of 32 bytes. */
  public long hash(Hash data) {
    State state = new State(k0, k1);
    state.absorb(Long.reverseBytes(data.w0()));
    state.absorb(Long.reverseBytes(data.w1()));
    state.absorb(Long.reverseBytes(data.w2()));
    state.absorb(Long.reverseBytes(data.w3()));
    state.absorb((long) Hash.SIZE << 56);
    return state.finish();
  }

  private static long word(Bytes data, int at, int count) {
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = word << 8 | data.unsigned(at + i);
    }
    return word;
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void absorb(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long finish() {
      v2 ^= 0xff;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
