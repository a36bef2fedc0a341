package io.bystack.pow.p2p;

import io.bystack.core.sync.LoopbackContract;

/** Whole nodes of this chain over real loopback sockets. */
class PowLoopbackTest extends LoopbackContract {
  PowLoopbackTest() {
    super(PowTestChains.NETWORK);
  }
}
