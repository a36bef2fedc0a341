package io.bystack.core.consensus;

import io.bystack.core.model.Transaction;

/** How transactions change the set of unspent outputs (spec/03 §7.2, spec/07 §4.4). Pure. */
public interface UtxoRules {
  /**
   * Reports the effects in the order in which they are made: what is used of the main chain, then
   * what is spent, each output once, then what is created.
   *
   * @param index in the block; 0 is the coinbase's place
   * @param failed whether only BTM moves
   */
  void effects(Transaction transaction, int index, boolean failed, UtxoEffects out);

  /** Whether an unspent output may be spent in a block of this height (maturity, locks). */
  void checkSpendable(UtxoEntry entry, long height) throws RuleViolation;
}
