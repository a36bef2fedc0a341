package io.bystack.dpos;

/**
 * What a vote must be and what it takes to be elected (spec/07 §2).
 *
 * @param minConsensusNodeVotes neu of votes a key needs to produce
 * @param minVoteOutput least amount of a vote output, neu
 * @param votePendingBlocks blocks a vote output is locked, counted from the block that made it
 */
public record StakeRules(long minConsensusNodeVotes, long minVoteOutput, long votePendingBlocks) {

  public StakeRules {
    Require.positive("minConsensusNodeVotes", minConsensusNodeVotes);
    Require.notNegative("minVoteOutput", minVoteOutput);
    Require.notNegative("votePendingBlocks", votePendingBlocks);
  }
}
