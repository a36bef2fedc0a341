package io.bystack.pow.p2p;

import io.bystack.core.sync.PeerToolContract;

/** The independent peer program against live nodes of this chain. */
class PowPeerToolTest extends PeerToolContract {
  PowPeerToolTest() {
    super(PowTestChains.NETWORK);
  }
}
