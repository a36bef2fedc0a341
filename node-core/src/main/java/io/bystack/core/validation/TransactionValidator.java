package io.bystack.core.validation;

import io.bystack.core.model.Transaction;

/**
 * The stateless rules of one chain for one transaction. A pure function of its arguments, safe for
 * any thread: existence, maturity and double spends of what is spent are somebody else's question.
 */
public interface TransactionValidator {
  /** The verdict over a transaction in a block. Never throws for what the transaction contains. */
  TxVerdict validate(Transaction tx, ValidationContext context);

  /**
   * Whether the programs of the inputs paying for gas have enough of it in whatever order they are
   * visited. The reference visits them at random, so a producer should not pack a transaction for
   * which this is false (spec/02 §7.7). False for a transaction that is not valid at all.
   */
  boolean anyOrderSafe(Transaction tx, ValidationContext context);
}
