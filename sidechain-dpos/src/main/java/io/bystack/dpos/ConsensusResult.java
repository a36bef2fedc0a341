package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.BlockEffect.VoteChange;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Votes and rewards after a block, a pure function of the path to it (spec/07 §2.3).
 *
 * @param votes key → neu, unsigned
 * @param rewards control program → neu earned in the running round, unsigned
 * @param blockHash the block
 * @param blockHeight its height
 */
public record ConsensusResult(
    Map<Bytes, Long> votes, Map<Bytes, Long> rewards, Hash blockHash, long blockHeight) {

  public ConsensusResult {
    // Successors share what did not change, so the maps are wrapped rather than copied.
    votes = Collections.unmodifiableMap(votes);
    rewards = Collections.unmodifiableMap(rewards);
  }

  /** The result after genesis, whose transaction counts for nothing. */
  public static ConsensusResult afterGenesis(Hash genesis) {
    return new ConsensusResult(Map.of(), Map.of(), genesis, 0);
  }

  public long seq(RoundRules round) {
    return round.seq(blockHeight);
  }

  /**
   * The result after a child.
   *
   * @throws RuleViolation {@code arithmetic overflow}
   */
  public ConsensusResult apply(Hash child, BlockEffect effect, RoundRules round)
      throws RuleViolation {
    long height = blockHeight + 1;
    Map<Bytes, Long> nextRewards =
        round.clearsRewards(height) ? new HashMap<>() : new HashMap<>(rewards);
    long before = nextRewards.getOrDefault(effect.rewardProgram(), 0L);
    nextRewards.put(effect.rewardProgram(), addUnsigned(before, effect.reward()));
    return new ConsensusResult(tally(effect), nextRewards, child, height);
  }

  private Map<Bytes, Long> tally(BlockEffect effect) throws RuleViolation {
    if (effect.votes().isEmpty()) {
      return votes;
    }
    Map<Bytes, Long> next = new HashMap<>(votes);
    for (VoteChange change : effect.votes()) {
      long before = next.getOrDefault(change.key(), 0L);
      if (!change.veto()) {
        next.put(change.key(), addUnsigned(before, change.amount()));
      } else if (before == change.amount()) {
        next.remove(change.key());
      } else {
        next.put(change.key(), subtractUnsigned(before, change.amount()));
      }
    }
    return next;
  }

  static long addUnsigned(long a, long b) throws RuleViolation {
    long sum = a + b;
    if (Long.compareUnsigned(sum, a) < 0) {
      throw ConsensusError.ARITHMETIC_OVERFLOW.violation();
    }
    return sum;
  }

  static long subtractUnsigned(long a, long b) throws RuleViolation {
    if (Long.compareUnsigned(a, b) < 0) {
      throw ConsensusError.ARITHMETIC_OVERFLOW.violation();
    }
    return a - b;
  }
}
