package io.bystack.cli.node;

import io.bystack.config.ChainConfig;
import io.bystack.config.NodeConfig;
import io.bystack.core.crypto.Address;
import io.bystack.dpos.DposNetwork;
import io.bystack.pow.consensus.PowNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one process runs its chains.
 *
 * @param places each chain has folders of its own name below
 * @param minFreeSpace bytes below which the node stops before the disk is full
 */
record NodeSettings(NodeConfig.Places places, long minFreeSpace, List<Chain> chains) {
  NodeSettings {
    chains = List.copyOf(chains);
  }

  /** Everything in one folder. */
  NodeSettings(Path dataFolder, long minFreeSpace, List<Chain> chains) {
    this(NodeConfig.Places.within(dataFolder), minFreeSpace, chains);
  }

  Path dataFolder() {
    return places.data();
  }

  /** One chain to run. */
  sealed interface Chain permits Main, Side {
    /** Name, also of the folder. */
    String name();

    Common common();

    /** Whether blocks are made from the start on. */
    boolean makeBlocks();

    /** What own blocks pay to; none: anyone can spend. */
    Optional<Address> rewardAddress();
  }

  /**
   * What all chains need.
   *
   * @param peers none: the chain speaks to nobody
   */
  record Common(
      ChainConfig.ApiConfig api,
      Optional<ChainConfig.PeerConfig> peers,
      ChainConfig.StoreConfig store) {}

  /** The main chain. */
  record Main(
      PowNetwork network,
      Common common,
      boolean makeBlocks,
      Optional<Address> rewardAddress,
      Work work)
      implements Chain {
    @Override
    public String name() {
      return "main";
    }
  }

  /**
   * Making blocks of the main chain.
   *
   * @param stratum where the pool server listens
   */
  record Work(int threads, Optional<String> stratum) {}

  /** A side chain. */
  record Side(
      String name,
      DposNetwork network,
      Common common,
      boolean makeBlocks,
      Optional<Address> rewardAddress,
      Keys keys)
      implements Chain {}

  /**
   * Where a side chain's key and federation are; by default in a folder of the chain's.
   *
   * @param solo whether a federation of one is made if there is none
   */
  record Keys(Optional<Path> signingKey, Optional<Path> federation, boolean solo) {}
}
