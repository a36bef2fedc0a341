package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.Reward;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a producer earned in one round.
 *
 * @param end last height of the round
 * @param made blocks it made
 * @param programs what it had its rewards paid to; another producer may use the same
 * @param amount neu its programs were due at the end of the round
 */
public record RoundIncome(long end, int made, List<Bytes> programs, long amount) {
  public RoundIncome {
    programs = List.copyOf(programs);
  }

  /**
   * The income of the round that ends at a height of the main chain.
   *
   * @throws RuleViolation if producers or rewards cannot be computed
   */
  public static RoundIncome of(ConsensusView view, BlockTree tree, long end, Bytes xpub)
      throws RuleViolation {
    long blocks = view.parameters().round().roundVoteBlocks();
    int made = 0;
    Set<Bytes> programs = new TreeSet<>();
    for (long height = end - blocks + 1; height <= end; height++) {
      BlockRef block = tree.mainChainAt(height).orElseThrow();
      BlockRef parent = tree.mainChainAt(height - 1).orElseThrow();
      if (view.producer(parent, block.timestamp()).xpub().equals(xpub)) {
        made++;
        programs.add(
            tree.block(block).transactions().getFirst().outputs().getFirst().program().code());
      }
    }
    long amount = 0;
    for (Reward reward : view.rewardsDueAfter(tree.mainChainAt(end).orElseThrow())) {
      amount = Math.addExact(amount, programs.contains(reward.program()) ? reward.amount() : 0);
    }
    return new RoundIncome(end, made, List.copyOf(programs), amount);
  }
}
