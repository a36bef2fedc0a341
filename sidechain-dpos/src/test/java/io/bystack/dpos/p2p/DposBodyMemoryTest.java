package io.bystack.dpos.p2p;

import io.bystack.core.sync.BodyMemoryContract;

/** Memory for downloaded blocks of this chain. */
class DposBodyMemoryTest extends BodyMemoryContract {
  DposBodyMemoryTest() {
    super(DposTestChains.NETWORK);
  }
}
