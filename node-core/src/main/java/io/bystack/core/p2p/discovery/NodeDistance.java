package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Hash;

/** Distances between hashed node ids: their bits combined by exclusive or, as a number. */
public final class NodeDistance {
  private NodeDistance() {}

  /** Number of bits of the distance: 0 for equal hashes up to 256. */
  public static int log(Hash a, Hash b) {
    long[] words = {a.w0() ^ b.w0(), a.w1() ^ b.w1(), a.w2() ^ b.w2(), a.w3() ^ b.w3()};
    for (int i = 0; i < words.length; i++) {
      if (words[i] != 0) {
        return Long.SIZE * (words.length - i) - Long.numberOfLeadingZeros(words[i]);
      }
    }
    return 0;
  }

  /** Negative if {@code a} is nearer to the target than {@code b}. */
  public static int compare(Hash target, Hash a, Hash b) {
    return xor(target, a).compareTo(xor(target, b));
  }

  private static Hash xor(Hash a, Hash b) {
    return new Hash(a.w0() ^ b.w0(), a.w1() ^ b.w1(), a.w2() ^ b.w2(), a.w3() ^ b.w3());
  }
}
