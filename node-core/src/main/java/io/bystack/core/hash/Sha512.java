package io.bystack.core.hash;

import java.security.MessageDigest;

/** SHA-512 (FIPS 180-4). */
public final class Sha512 {
  /** Size of a hash in bytes. */
  public static final int SIZE = 64;

  private static final MessageDigest FRESH = Digests.fresh("SHA-512");

  private Sha512() {}

  /** The 64-byte hash of the parts, one after the other. */
  public static byte[] hash(byte[]... parts) {
    return Digests.hash(FRESH, parts);
  }
}
