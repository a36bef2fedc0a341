package io.bystack.dpos;

/**
 * How heights and time are divided among the producers (spec/07 §1).
 *
 * @param roundVoteBlocks blocks of one round; the votes at its end elect the next round's producers
 * @param blocksEachNode consecutive slots of one producer
 * @param consensusNodes the largest number of elected producers
 * @param blockIntervalMs length of a slot and least distance of two timestamps, milliseconds
 * @param maxTimeOffsetMs how far a timestamp may lie ahead of the local clock, milliseconds
 */
public record RoundRules(
    long roundVoteBlocks,
    long blocksEachNode,
    int consensusNodes,
    long blockIntervalMs,
    long maxTimeOffsetMs) {

  public RoundRules {
    Require.positive("roundVoteBlocks", roundVoteBlocks);
    Require.positive("blocksEachNode", blocksEachNode);
    Require.positive("consensusNodes", consensusNodes);
    Require.positive("blockIntervalMs", blockIntervalMs);
    Require.notNegative("maxTimeOffsetMs", maxTimeOffsetMs);
  }

  /** Whether a block of this height is the last of its round (so is genesis). */
  public boolean endsRound(long height) {
    return height % roundVoteBlocks == 0;
  }

  /**
   * Whether applying a block of this height begins a new reward account. With rounds of one block
   * it never does (spec/07 §2.3).
   */
  public boolean clearsRewards(long height) {
    return height % roundVoteBlocks == 1;
  }

  /** Number of the round of a height: 0 for genesis, 1 for the first round. */
  public long seq(long height) {
    return height == 0 ? 0 : (height - 1) / roundVoteBlocks + 1;
  }

  /** Height of the block whose votes and timestamp decide the producers of a parent's children. */
  public long boundary(long parentHeight) {
    return parentHeight - parentHeight % roundVoteBlocks;
  }
}
