package io.bystack.dpos.p2p;

import io.bystack.core.sync.PeerToolContract;

/** The independent peer program against live nodes of this chain. */
class DposPeerToolTest extends PeerToolContract {
  DposPeerToolTest() {
    super(DposTestChains.NETWORK);
  }
}
