package io.bystack.dpos;

import io.bystack.core.consensus.NetworkRules;
import java.util.stream.Collectors;

/** The numbers every node of a network has to agree on (spec/07 §1), by subject. */
public record DposParameters(
    RoundRules round, GasRules gas, StakeRules stake, CoinbaseRules coinbase, ForkHeights forks) {

  public long subsidy(long height) {
    return coinbase.subsidy(height);
  }

  /**
   * All of them by the names a network's profile and operators know.
   *
   * @param own whether the network is one's own
   */
  NetworkRules rules(boolean own) {
    return new NetworkRules.Builder()
        .set("round-blocks", round.roundVoteBlocks())
        .set("blocks-each-node", round.blocksEachNode())
        .set("producers", round.consensusNodes())
        .set("block-interval-ms", round.blockIntervalMs())
        .set("time-ahead-ms", round.maxTimeOffsetMs())
        .set("block-gas", gas.maxBlockGas())
        .set("transaction-gas", gas.maxTransactionGas())
        .set("free-gas", gas.defaultCredit())
        .set("gas-price", gas.vmGasRate())
        .set("storage-gas", gas.storageGasRate())
        .set("min-producer-votes", stake.minConsensusNodeVotes())
        .set("min-vote", stake.minVoteOutput())
        .set("vote-lock-blocks", stake.votePendingBlocks())
        .set("coinbase-lock-blocks", coinbase.pendingBlocks())
        .set("coinbase-bytes", coinbase.arbitraryLimit())
        .set("subsidies", subsidies())
        .set("vote-checks-from", fork(forks.softFork001()))
        .set("no-failed-status-above", fork(forks.exchangeStart()))
        .set("built-in-federation-above", fork(forks.crossInFork()))
        .set("strict-from", fork(forks.strict()))
        .build(own);
  }

  private String subsidies() {
    return coinbase.subsidies().stream()
        .map(row ->
            row.subsidy()
                + " in "
                + row.begin()
                + "-"
                + (row.end() == Long.MAX_VALUE ? "" : row.end()))
        .collect(Collectors.joining(" "));
  }

  private static String fork(long height) {
    return height == ForkHeights.NEVER ? "never" : Long.toString(height);
  }
}
