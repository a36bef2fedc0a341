package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;

/**
 * Decides whether an Ed25519 signature is valid by the network's own rule (spec/05 §2), which
 * differs from every library's: S below 2^253 is not reduced, any encoding of the key that decodes
 * is taken, R is compared as bytes, no cofactor. Consensus depends on each verdict. Implementations
 * are thread-safe.
 */
public interface Ed25519Verifier {
  /** Size of a public key in bytes. */
  int PUBLIC_KEY_SIZE = 32;

  /**
   * Whether the signature is valid. A key that is no point and a signature of any length or form
   * are answered with false.
   *
   * @param publicKey 32 bytes; the arrays must not change during the call
   * @throws IllegalArgumentException if the key is not 32 bytes: the rule has no verdict then
   */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);

  /** {@link #verify(byte[], byte[], byte[])} of byte strings. */
  default boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return verify(publicKey.toArray(), message.toArray(), signature.toArray());
  }

  /** Which implementation this is, for diagnostics. */
  String name();
}
