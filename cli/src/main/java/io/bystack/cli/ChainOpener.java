package io.bystack.cli;

import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.node.SideNetwork;
import io.bystack.config.NetworkProfile.ChainIdentity;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.Federation;
import io.bystack.dpos.NodeRole;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Opens chains for commands. Its workers live as long as it does; chains must be closed before. */
final class ChainOpener implements AutoCloseable {
  private final ProofSource proofs;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          cores, Thread.ofPlatform().name("worker-", 0).daemon().factory());
  private final ExecutorService background =
      Executors.newFixedThreadPool(
          cores, Thread.ofPlatform().name("background-", 0).daemon().factory());

  /**
   * @param proofs {@link ProofSource#NONE} if no block will be checked
   */
  ChainOpener(ProofSource proofs) {
    this.proofs = proofs;
  }

  /** Opens a chain whose data is there. */
  OpenChain open(Selected selected) {
    Path folder = OpenChain.existing(selected);
    return openOrMake(protocol(selected), folder);
  }

  /** Opens the chain of a folder, or makes it. */
  OpenChain openOrMake(ChainProtocol protocol, Path folder) {
    return OpenChain.open(protocol, folder, workers);
  }

  /** The protocol of a chain; its data is not touched. */
  ChainProtocol protocol(Selected selected) {
    return switch (selected.chain()) {
      case MAIN ->
          mainProtocol(
              selected
                  .identity()
                  .map(ChainIdentity::chainId)
                  .orElseGet(() -> mainChainId(selected.network())));
      case SIDE -> sideProtocol(selected);
    };
  }

  private ChainProtocol mainProtocol(String chainId) {
    return PowProtocol.of(PowNetwork.of(chainId).parameters(), proofs.open(background, cores));
  }

  /** The main chain's networks have names of their own. */
  static String mainChainId(String network) {
    return switch (network) {
      case "testnet" -> "wisdom";
      case "dev" -> "solonet";
      default -> network;
    };
  }

  private static ChainProtocol sideProtocol(Selected selected) {
    Federation federation =
        selected
            .federation()
            .map(file -> new Federation(file.members(), file.quorum()))
            .orElseGet(Federation::vaporDefault);
    DposNetwork network =
        selected.identity().map(SideNetwork::of).orElseGet(() -> sideNetwork(selected.network()));
    return new DposProtocol(network, federation, NodeRole.observer());
  }

  /** A side-chain network by its name on the command line. */
  static DposNetwork sideNetwork(String name) {
    return switch (name) {
      case "mainnet" -> DposNetwork.mainnet();
      case "testnet" -> DposNetwork.testnet();
      case "solonet" -> DposNetwork.solonet();
      case "dev" -> DposNetwork.development();
      default -> throw new IllegalArgumentException("no side-chain network " + name);
    };
  }

  @Override
  public void close() {
    workers.shutdownNow();
    background.shutdownNow();
  }
}
