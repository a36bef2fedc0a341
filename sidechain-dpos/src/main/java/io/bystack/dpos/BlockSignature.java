package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519Verifier;

/**
 * A producer's signature of a block, as it travels by itself (spec/07 §6.3).
 *
 * @param block hash of the block, which is what is signed
 * @param signature normally 64 bytes
 * @param xpub 64-byte extended public key of the producer
 */
public record BlockSignature(Hash block, Bytes signature, Bytes xpub) {

  /** Whether the signature is good; a key of another length than 64 bytes has no good signature. */
  public boolean isValid() {
    return xpub.length() == ConsensusNode.XPUB_SIZE
        && Ed25519.verifier()
            .verify(xpub.slice(0, Ed25519Verifier.PUBLIC_KEY_SIZE), block.toBytes(), signature);
  }
}
