package io.bystack.core.consensus;

import io.bystack.core.model.Transaction;

/**
 * Rules of one transaction, without regard to what is unspent: a pure function of its arguments,
 * called from many threads.
 */
public interface TransactionRules {
  TxOutcome check(Transaction transaction, TxPlace place);

  /**
   * Whether other nodes must come to the same verdict. The reference judges some transactions by
   * chance (spec/02 §7.7): they are neither relayed nor mined.
   */
  default boolean agreed(Transaction transaction, TxPlace place) {
    return true;
  }

  /**
   * Rule sets by height: heights with equal numbers have the same rules, so that a verdict of one
   * may be used at the other.
   */
  default int ruleSet(long height) {
    return 0;
  }
}
