package io.bystack.core.consensus;

import io.bystack.core.model.Block;

/**
 * One attempt to move the tip: blocks are detached from the tip downwards, then attached upwards,
 * then either all of it is written in one batch or nothing has happened. If any call throws, the
 * attempt is dropped and nothing more is called on it.
 */
public interface Transition {
  /** For chains without state of their own and without finality. */
  Transition STATELESS = new Transition() {};

  default void detach(BlockRef ref, Block block) {}

  /** Called after the block's changes of unspent outputs have been found good. */
  default void attach(BlockRef ref, Block block) throws RuleViolation {}

  /**
   * Whether finality allows the change; asked when all blocks are attached. If not, the change is
   * dropped silently.
   */
  default boolean allowed() {
    return true;
  }

  /** Adds the chain's state, also changed witnesses of headers, to the batch of this change. */
  default void write(StateWriter out) {}

  /** The batch is written. Messages to the world go out from here, not earlier. */
  default void committed() {}
}
