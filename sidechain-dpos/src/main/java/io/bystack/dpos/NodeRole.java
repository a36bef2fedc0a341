package io.bystack.dpos;

import java.util.Optional;

/**
 * What one node does on a chain beside following it.
 *
 * @param signer its key, if it may sign
 * @param announcer sends signatures to the network
 * @param events hears of what an operator should know
 */
public record NodeRole(
    Optional<OwnSigner> signer, SignatureAnnouncer announcer, ConsensusEvents events) {

  /** A node that signs nothing and tells nobody. */
  public static NodeRole observer() {
    return new NodeRole(Optional.empty(), SignatureAnnouncer.NONE, ConsensusEvents.NONE);
  }
}
