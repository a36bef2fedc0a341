package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord;
import java.util.Optional;

/** This node's signing key behind its sign-once record. */
public interface OwnSigner {
  /** 64-byte extended public key. */
  Bytes xpub();

  /** What the key has signed so far. */
  SigningRecord record();

  /** Whether nothing is signed now, whatever the record allows. */
  default boolean isClosed() {
    return false;
  }

  /**
   * Signs a block if the record allows it; the record is durable before the signature exists.
   *
   * @return none if the record refuses or cannot be written
   */
  Optional<BlockSignature> sign(long height, Hash block);
}
