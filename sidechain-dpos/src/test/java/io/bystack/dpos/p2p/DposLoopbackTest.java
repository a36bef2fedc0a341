package io.bystack.dpos.p2p;

import io.bystack.core.sync.LoopbackContract;

/** Whole nodes of this chain over real loopback sockets. */
class DposLoopbackTest extends LoopbackContract {
  DposLoopbackTest() {
    super(DposTestChains.NETWORK);
  }
}
