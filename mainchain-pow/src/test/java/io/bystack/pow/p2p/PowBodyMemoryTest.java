package io.bystack.pow.p2p;

import io.bystack.core.sync.BodyMemoryContract;

/** Memory for downloaded blocks of this chain. */
class PowBodyMemoryTest extends BodyMemoryContract {
  PowBodyMemoryTest() {
    super(PowTestChains.NETWORK);
  }
}
