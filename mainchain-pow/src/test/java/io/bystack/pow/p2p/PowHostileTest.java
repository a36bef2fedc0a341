package io.bystack.pow.p2p;

import io.bystack.core.sync.HostileContract;

/** Attackers around live nodes of this chain. */
class PowHostileTest extends HostileContract {
  PowHostileTest() {
    super(PowTestChains.NETWORK);
  }
}
