package io.bystack.cli.testnet;

import io.bystack.cli.exit.CommandException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say what a network is like. */
final class NetworkOptions {
  @Option(
      names = "--validators",
      defaultValue = "4",
      paramLabel = "N",
      description = "Nodes that make and sign blocks (default: ${DEFAULT-VALUE}).")
  private int validators = 4;

  @Option(names = "--main-chain", description = "Let the first node mine a main chain, too.")
  private boolean mainChain;

  @Option(
      names = "--api-port",
      defaultValue = "9900",
      paramLabel = "PORT",
      description = {
        "Node i's API is at this port plus i (default: ${DEFAULT-VALUE});",
        "a main chain's at the port itself. 0: any free ones."
      })
  private int apiPort = 9900;

  @Option(
      names = "--p2p-port",
      defaultValue = "56700",
      paramLabel = "PORT",
      description = "Node i's peers connect to this port plus i (default: ${DEFAULT-VALUE}).")
  private int peerPort = 56_700;

  @Option(
      names = "--round-blocks",
      defaultValue = "120",
      paramLabel = "N",
      description = "Blocks of a round; Vapor has 1200 (default: ${DEFAULT-VALUE}, a minute).")
  private long roundBlocks = 120;

  @Option(
      names = "--blocks-each-node",
      defaultValue = "12",
      paramLabel = "N",
      description = "Blocks of a validator before the next one's turn (default: ${DEFAULT-VALUE}).")
  private long turnBlocks = 12;

  @Option(
      names = "--vote-lock-blocks",
      defaultValue = "240",
      paramLabel = "N",
      description = "Blocks a vote is locked (default: ${DEFAULT-VALUE}, two minutes).")
  private long voteLockBlocks = 240;

  @Option(
      names = "--subsidy",
      defaultValue = "9512938",
      paramLabel = "NEU",
      description = "Reward of a block, smallest units (default: ${DEFAULT-VALUE}).")
  private long subsidy = 9_512_938;

  TestnetPlan plan(Path folder) {
    if (validators < 1 || validators > TestnetPlan.MAX_VALIDATORS) {
      throw CommandException.usage(
          "--validators is " + validators,
          "a network has 1 to " + TestnetPlan.MAX_VALIDATORS + " of them",
          "");
    }
    if (apiPort < 0 || peerPort < 1 || Math.max(apiPort, peerPort) + validators > 65_535) {
      throw CommandException.usage(
          "--api-port " + apiPort + " or --p2p-port " + peerPort + " is out of range",
          "each node needs a port above it, up to 65535",
          "");
    }
    if (roundBlocks < 2 || Math.min(turnBlocks, Math.min(voteLockBlocks, subsidy)) < 1) {
      throw CommandException.usage(
          "--round-blocks, --blocks-each-node, --vote-lock-blocks or --subsidy is too small",
          "at least 2, 1, 1 and 1 are needed",
          "");
    }
    return new TestnetPlan(
        folder,
        validators,
        mainChain,
        new TestnetPlan.Ports(apiPort, peerPort),
        new TestnetPlan.Rules(roundBlocks, turnBlocks, voteLockBlocks, subsidy));
  }
}
