package io.bystack.cli.node;

import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.dpos.CoinbaseRules;
import io.bystack.dpos.CoinbaseRules.SubsidyRow;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.ForkHeights;
import io.bystack.dpos.RoundRules;
import io.bystack.dpos.StakeRules;
import java.util.List;
import java.util.Map;

/** From what a network's profile says of a side chain to its parameters. */
public final class SideNetwork {
  private SideNetwork() {}

  /**
   * Vapor's networks by their ids; any other id is a network of one's own, with the strict rules
   * from its first block on unless the profile says from when.
   */
  public static DposNetwork of(ChainIdentity identity) {
    return switch (identity.chainId()) {
      case "mainnet" -> DposNetwork.mainnet();
      case "testnet" -> DposNetwork.testnet();
      case "solonet" -> DposNetwork.solonet();
      default -> ownNetwork(identity.chainId(), identity.rules());
    };
  }

  private static DposNetwork ownNetwork(String chainId, Map<String, Long> rules) {
    DposNetwork standard =
        DposNetwork.own(chainId, rules.getOrDefault("genesis-time", DposNetwork.OWN_GENESIS_TIME));
    DposParameters p = standard.parameters();
    RoundRules round = p.round();
    StakeRules stake = p.stake();
    CoinbaseRules coinbase = p.coinbase();
    List<SubsidyRow> subsidies =
        rules.containsKey("subsidy")
            ? List.of(new SubsidyRow(1, Long.MAX_VALUE, rules.get("subsidy")))
            : coinbase.subsidies();
    return standard.withParameters(
        new DposParameters(
            new RoundRules(
                rules.getOrDefault("round-blocks", round.roundVoteBlocks()),
                rules.getOrDefault("blocks-each-node", round.blocksEachNode()),
                round.consensusNodes(),
                round.blockIntervalMs(),
                round.maxTimeOffsetMs()),
            p.gas(),
            new StakeRules(
                rules.getOrDefault("min-producer-votes", stake.minConsensusNodeVotes()),
                stake.minVoteOutput(),
                rules.getOrDefault("vote-lock-blocks", stake.votePendingBlocks())),
            new CoinbaseRules(
                rules.getOrDefault("coinbase-lock-blocks", coinbase.pendingBlocks()),
                coinbase.arbitraryLimit(),
                subsidies),
            new ForkHeights(
                p.forks().softFork001(),
                p.forks().exchangeStart(),
                p.forks().crossInFork(),
                rules.getOrDefault("strict-from", p.forks().strict()))));
  }
}
