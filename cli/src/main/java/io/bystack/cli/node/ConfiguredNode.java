package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.config.ChainConfig;
import io.bystack.config.NodeConfig;
import io.bystack.pow.consensus.PowNetwork;
import java.util.Optional;

/** From the validated configuration to what a node is made of. */
final class ConfiguredNode {
  private ConfiguredNode() {}

  static NodeSettings settings(NodeConfig config) {
    return new NodeSettings(
        config.places(),
        config.minFreeSpace(),
        config.chains().stream().map(ConfiguredNode::chain).toList());
  }

  private static NodeSettings.Chain chain(ChainConfig chain) {
    NodeSettings.Common common =
        new NodeSettings.Common(chain.api(), Optional.of(chain.peers()), chain.store());
    return switch (chain.identity().kind()) {
      case POW -> main(chain, common);
      case DPOS -> side(chain, common);
    };
  }

  private static NodeSettings.Main main(ChainConfig chain, NodeSettings.Common common) {
    if (!chain.name().equals("main")) {
      throw CommandException.usage(
          "chain " + chain.name() + " cannot be run",
          "the chain of kind pow must be called main",
          "Rename it in the network's file.");
    }
    PowNetwork network;
    try {
      network = PowNetwork.of(chain.identity().chainId());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          chain.name() + ".chain-id is wrong", e.getMessage(), "Known: mainnet, wisdom, solonet.");
    }
    ChainConfig.Mining mining = chain.roles().mining().orElseThrow();
    return new NodeSettings.Main(
        network,
        common,
        mining.enabled(),
        mining.address(),
        new NodeSettings.Work(mining.threads(), mining.stratum()));
  }

  private static NodeSettings.Side side(ChainConfig chain, NodeSettings.Common common) {
    Optional<ChainConfig.Production> production = chain.roles().production();
    return new NodeSettings.Side(
        chain.name(),
        SideNetwork.of(chain.identity()),
        common,
        production.isPresent(),
        production.flatMap(ChainConfig.Production::address),
        new NodeSettings.Keys(
            production.map(ChainConfig.Production::keyFile),
            chain.roles().federationFile(),
            false));
  }
}
