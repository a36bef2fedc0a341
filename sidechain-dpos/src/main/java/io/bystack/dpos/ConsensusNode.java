package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;

/**
 * A producer of a round.
 *
 * @param xpub 64-byte extended public key; blocks are signed with it
 * @param votes neu of votes it was elected with; 0 for a federation member
 */
public record ConsensusNode(Bytes xpub, long votes) {
  /** Bytes of an extended public key. */
  public static final int XPUB_SIZE = 64;
}
