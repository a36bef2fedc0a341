package io.bystack.dpos;

import io.bystack.core.consensus.BodyRules;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;

/**
 * What can be wrong with a block's or a signature's consensus part; the texts are the reference's.
 */
public enum ConsensusError {
  /** A key with enough votes to produce is no key. */
  BAD_KEY("bad key string", Verdict.BRANCH),
  /** Votes or rewards leave 64 bits, or votes are withdrawn that do not exist. */
  ARITHMETIC_OVERFLOW("arithmetic overflow", Verdict.BRANCH),
  NO_COINBASE_RECEIVER("not found coinbase receiver", Verdict.BRANCH),
  INVALID_SIGNATURE("the signature of block is invalid", Verdict.COPY),
  /** Whoever heard of the key's other block later takes this one: no fault of who sends it. */
  DOUBLE_SIGN("the consensus is double sign in same height of different block", Verdict.TEMPORARY),
  NO_PRODUCER_SIGNATURE("the block has no signature of the blocker", Verdict.COPY),
  UNKNOWN_NODE("can not found consensus node", Verdict.COPY),
  EARLY_TIMESTAMP("block timestamp is not in the valid range", Verdict.HEADER),
  FUTURE_TIMESTAMP("block timestamp is not in the valid range", Verdict.TEMPORARY),
  VERSION_REGRESSION("version regression", Verdict.HEADER),
  MISORDERED_HEIGHT("misordered block height", Verdict.HEADER),
  WRONG_COINBASE("wrong coinbase transaction", Verdict.COPY),
  WRONG_COINBASE_OUTPUT("invalid entry type", Verdict.COPY),
  STATUS_FAILED("status fail of transaction does not allow to be true", Verdict.COPY),
  COINBASE_IMMATURE("coinbase utxo is not ready for use", Verdict.BRANCH),
  VOTE_LOCKED("Coin is  within the voting lock time", Verdict.BRANCH),
  /** Something {@link StrictRule} forbids. */
  STRICT("forbidden by the network's strict rules", Verdict.COPY);

  private final String text;
  private final Verdict verdict;

  ConsensusError(String text, Verdict verdict) {
    this.text = text;
    this.verdict = verdict;
  }

  /** The text peers' and users' tools know this error by. */
  public String text() {
    return text;
  }

  /** The violation by itself. */
  RuleViolation violation() {
    return RuleViolation.of(text, verdict);
  }

  /** The violation of a rule of a block, as the reference words it. */
  RuleViolation ofBlock() {
    return violation().as(BodyRules.INVALID_BLOCK);
  }

  /** The same with facts in front. */
  RuleViolation ofBlock(String facts) {
    return violation().in(facts).as(BodyRules.INVALID_BLOCK);
  }
}
