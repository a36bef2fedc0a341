package io.bystack.core.hash;

import io.bystack.core.bytes.Bytes;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/**
 * RIPEMD-160, applied directly to the data: the network's "HASH160" has no SHA-256 before it
 * (spec/05 §1).
 */
public final class Ripemd160 {
  /** Size of a hash in bytes. */
  public static final int SIZE = 20;

  private Ripemd160() {}

  /** The 20-byte hash of the parts, one after the other. */
  public static byte[] hash(byte[]... parts) {
    RIPEMD160Digest digest = new RIPEMD160Digest();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[SIZE];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** The 20-byte hash of a byte string. */
  public static Bytes hash(Bytes data) {
    return Bytes.wrap(hash(data.toArray()));
  }
}
