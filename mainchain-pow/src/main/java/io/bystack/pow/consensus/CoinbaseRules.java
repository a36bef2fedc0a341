package io.bystack.pow.consensus;

import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import java.util.List;

/**
 * What the first transaction of a block must pay (spec/03 §§5.2, 6.3, checks 9 to 12). It need not
 * have a coinbase input, and the asset it pays in is not looked at: both are holes of the reference
 * that the chain's rules include.
 */
final class CoinbaseRules {
  private static final String WRONG_COINBASE = "wrong coinbase transaction";
  private static final String WRONG_ENTRY = "invalid entry type";

  private CoinbaseRules() {}

  static void check(Block block, List<TxOutcome> outcomes) throws RuleViolation {
    if (block.transactions().isEmpty()) {
      throw RuleViolation.of(WRONG_COINBASE, Verdict.COPY).in("block is empty");
    }
    Transaction first = block.transactions().getFirst();
    if (first.outputs().size() != 1) {
      throw RuleViolation.of(WRONG_COINBASE, Verdict.COPY).in("have more than 1 output");
    }
    if (first.outputs().getFirst().isRetirement()) {
      throw RuleViolation.of(WRONG_ENTRY, Verdict.COPY)
          .in("entry " + first.resultId(0) + " has unexpected type *bc.Retirement");
    }
    // Unsigned sums of 64 bits that may wrap: so does the reference.
    long due = Subsidy.at(block.height());
    for (TxOutcome outcome : outcomes) {
      due += outcome.fee();
    }
    if (first.outputs().getFirst().value().amount() != due) {
      throw RuleViolation.of(WRONG_COINBASE, Verdict.COPY).in("dismatch output amount");
    }
  }
}
