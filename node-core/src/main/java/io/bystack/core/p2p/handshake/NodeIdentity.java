package io.bystack.core.p2p.handshake;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;

/**
 * A node's long-lived key pair and how its chain proves and names such keys (spec/04 §2.4, §2.5).
 */
public interface NodeIdentity {
  /** Our public key: 32 bytes, or 64 with a chain code. */
  Bytes publicKey();

  /** Our 64-byte signature of a message. */
  Bytes sign(Bytes message);

  /** Whether {@code signature} is that of the key's holder; any lengths are allowed. */
  boolean verify(Bytes publicKey, Bytes message, Bytes signature);

  /** Length of the authentication message in bytes. */
  int authLength();

  /** The authentication message: our key and our signature of the challenge. */
  Bytes authMessage(Bytes challenge);

  /**
   * The key that an authentication message proves.
   *
   * @throws DecodeException if its form or its signature is wrong
   */
  Bytes authenticate(Bytes authMessage, Bytes challenge) throws DecodeException;

  /** The form in which NodeInfo states a public key. */
  Bytes stated(Bytes publicKey);

  /** The text under which a peer of that key is shown. */
  String peerId(Bytes publicKey);
}
