package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Judges Ed25519 signatures by the ledger's rule (spec/02 §4.7). */
@FunctionalInterface
public interface SignatureVerifier {
  /**
   * Whether the signature is good.
   *
   * @param publicKey 32 bytes
   * @param message 32 bytes
   * @param signature any length; only 64 bytes can be good
   */
  boolean verify(Bytes publicKey, Bytes message, Bytes signature);
}
