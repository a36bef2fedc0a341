package io.bystack.core.api;

import io.bystack.core.sync.ChainPeers;
import java.util.Optional;

/** What the endpoints ask of the network layer. Safe to call from any thread. */
public interface PeerAccess {
  boolean listening();

  /** Number of connected peers. */
  int count();

  /** The greatest height a peer has told of; 0 without peers. */
  long highestHeight();

  /** Whether the node is catching up. */
  boolean syncing();

  /** The peers themselves; none for a chain that runs without a network. */
  Optional<ChainPeers> network();
}
