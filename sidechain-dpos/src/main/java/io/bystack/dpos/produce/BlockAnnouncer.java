package io.bystack.dpos.produce;

import io.bystack.core.model.Block;

/** Sends our blocks to the network. */
@FunctionalInterface
public interface BlockAnnouncer {
  void announce(Block block);
}
