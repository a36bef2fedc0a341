package io.bystack.dpos.staking;

import io.bystack.dpos.DposParameters;

/**
 * When a vote can be withdrawn, shown before it is cast.
 *
 * @param height first block that may spend it
 * @param remainingBlocks blocks until then, 0 if it is free
 * @param remainingMs the same in time, if a block is made in every slot
 */
public record VoteLock(long height, long remainingBlocks, long remainingMs) {

  /**
   * The lock of a vote made in a block.
   *
   * @param made height of that block; the next one for a vote that is still to be cast
   * @param best height of the chain's tip
   */
  public static VoteLock of(long made, long best, DposParameters parameters) {
    long height = Math.addExact(made, parameters.stake().votePendingBlocks());
    long remaining = Math.max(0, height - (best + 1));
    return new VoteLock(
        height, remaining, Math.multiplyExact(remaining, parameters.round().blockIntervalMs()));
  }
}
