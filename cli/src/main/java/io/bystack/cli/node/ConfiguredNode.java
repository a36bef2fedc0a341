package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.config.ChainConfig;
import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.config.NodeConfig;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.dpos.DposNetwork;
import io.bystack.pow.consensus.PowNetwork;
import java.util.Optional;

/** From the validated configuration to what a node is made of. */
public final class ConfiguredNode {
  private ConfiguredNode() {}

  /**
   * Refuses what only the chains themselves can tell is wrong: names of networks, and addresses
   * that are of another network.
   *
   * @throws CommandException as the start of a node would
   */
  public static void check(NodeConfig config) {
    var _ = settings(config);
  }

  /**
   * Refuses an address that is not one of a chain's network.
   *
   * @param chain the chain's name, its network's profile has {@code identity} for it
   * @param setting that the address is for, without the chain's name
   */
  public static void checkAddress(
      String chain, ChainIdentity identity, String setting, String address) {
    String prefix =
        switch (identity.kind()) {
          case POW -> powNetwork(chain, identity).naming().addressPrefix();
          case DPOS -> SideNetwork.of(identity).addressPrefix();
        };
    var _ = address(chain + "." + setting, prefix, address);
  }

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
    PowNetwork network = powNetwork(chain.name(), chain.identity());
    ChainConfig.Mining mining = chain.roles().mining().orElseThrow();
    return new NodeSettings.Main(
        network,
        common,
        mining.enabled(),
        mining
            .address()
            .map(a -> address("main.mine.address", network.naming().addressPrefix(), a)),
        new NodeSettings.Work(mining.threads(), mining.stratum()));
  }

  private static NodeSettings.Side side(ChainConfig chain, NodeSettings.Common common) {
    Optional<ChainConfig.Production> production = chain.roles().production();
    DposNetwork network = SideNetwork.of(chain.identity());
    return new NodeSettings.Side(
        chain.name(),
        network,
        common,
        production.isPresent(),
        production
            .flatMap(ChainConfig.Production::address)
            .map(a -> address(chain.name() + ".producer.address", network.addressPrefix(), a)),
        new NodeSettings.Keys(
            production.map(ChainConfig.Production::keyFile),
            chain.roles().federationFile(),
            false));
  }

  private static PowNetwork powNetwork(String chain, ChainIdentity identity) {
    try {
      return PowNetwork.of(identity.chainId());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          chain + ".chain-id is wrong", e.getMessage(), "Known: mainnet, wisdom, solonet.");
    }
  }

  private static Address address(String setting, String prefix, String text) {
    try {
      return Address.decode(prefix, text);
    } catch (AddressException e) {
      throw CommandException.usage(
          setting + " is \"" + text + "\", which is no address of this network",
          e.getMessage(),
          "Addresses of this network begin with " + prefix + "1.");
    }
  }
}
