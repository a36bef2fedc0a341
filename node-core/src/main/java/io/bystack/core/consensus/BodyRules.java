package io.bystack.core.consensus;

import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;

/** The rules of a block's body that all chains share (spec/03 §6.3, spec/07 §4.2). */
public final class BodyRules {
  /** What every violation of a rule of a block ends with. */
  public static final String INVALID_BLOCK = "invalid block";

  public static final String GAS_LIMIT = "block's gas is over the limit";
  public static final String MERKLE_ROOT = "mismatched merkle root";

  private BodyRules() {}

  /** Transaction by transaction: valid, then the running sum of gas within the limit (8). */
  public static void checkTransactions(Block block, BodyFacts facts, long maxBlockGas)
      throws RuleViolation {
    int count = block.transactions().size();
    long gas = 0;
    for (int i = 0; i < facts.outcomes().size(); i++) {
      TxOutcome outcome = facts.outcomes().get(i);
      if (outcome.invalid()) {
        throw outcome.error().orElseThrow().in("validate of transaction " + i + " of " + count);
      }
      gas += outcome.gasUsed();
      if (Long.compareUnsigned(gas, maxBlockGas) > 0) {
        throw RuleViolation.of(GAS_LIMIT, Verdict.COPY);
      }
    }
  }

  /** The header's two Merkle roots (13, 14). */
  public static void checkRoots(Block block, BodyFacts facts) throws RuleViolation {
    if (!block.header().transactionRoot().equals(facts.transactionRoot())) {
      throw RuleViolation.of(MERKLE_ROOT, Verdict.COPY).in("transaction id merkle root");
    }
    if (!block.header().statusRoot().equals(facts.statusRoot())) {
      throw RuleViolation.of(MERKLE_ROOT, Verdict.COPY).in("transaction status merkle root");
    }
  }
}
