package io.bystack.core.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The platform's digests: a clone of a fresh one is much cheaper than a look-up of the provider.
 */
final class Digests {
  private Digests() {}

  /** A digest that is only ever cloned. */
  static MessageDigest fresh(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform must provide " + algorithm, e);
    }
  }

  static byte[] hash(MessageDigest fresh, byte[]... parts) {
    MessageDigest digest;
    try {
      digest = (MessageDigest) fresh.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's digests can be cloned", e);
    }
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
