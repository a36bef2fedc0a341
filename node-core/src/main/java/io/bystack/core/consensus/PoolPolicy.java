package io.bystack.core.consensus;

import io.bystack.core.model.Transaction;

/** A chain's own policy for transactions that wait: local, no consensus. Pure. */
public interface PoolPolicy {
  /**
   * What is looked at before anything else, cheap: dust, banned programs, what should never be
   * relayed.
   */
  void checkBefore(Transaction transaction) throws RuleViolation;

  /**
   * What is looked at once the verdict is known; failed transactions come here too. Asked when a
   * transaction comes, and again when a block is filled with what waits.
   *
   * @param height of the block it is wanted for
   */
  default void checkAfter(Transaction transaction, TxOutcome outcome, long height)
      throws RuleViolation {}

  PoolLimits limits();
}
