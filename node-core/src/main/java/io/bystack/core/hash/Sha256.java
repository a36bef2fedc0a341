package io.bystack.core.hash;

import java.security.MessageDigest;

/** SHA-256 (FIPS 180-4). */
public final class Sha256 {
  /** Size of a hash in bytes. */
  public static final int SIZE = 32;

  private static final MessageDigest FRESH = Digests.fresh("SHA-256");

  private Sha256() {}

  /** The 32-byte hash of the parts, one after the other. */
  public static byte[] hash(byte[]... parts) {
    return Digests.hash(FRESH, parts);
  }
}
