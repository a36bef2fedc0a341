package io.bystack.dpos.p2p;

import io.bystack.core.sync.HostileContract;

/** Attackers around live nodes of this chain. */
class DposHostileTest extends HostileContract {
  DposHostileTest() {
    super(DposTestChains.NETWORK);
  }
}
