package io.bystack.cli.testnet;

import java.nio.file.Path;

/**
 * A network to be written: every node has a folder of its own below the network's.
 *
 * @param validators nodes that sign, each a member of the federation
 * @param mainChain whether the first node also mines a main chain
 */
record TestnetPlan(Path folder, int validators, boolean mainChain, Ports ports, Rules rules) {
  static final int MAX_VALIDATORS = 32;

  /**
   * Where the nodes listen: node i uses the base plus i.
   *
   * @param api base of the side chain's APIs; 0 for any free ones
   * @param peer base of the side chain's peer ports
   */
  record Ports(int api, int peer) {
    int api(int node) {
      return api == 0 ? 0 : api + node;
    }

    int peer(int node) {
      return peer + node;
    }
  }

  /**
   * What the network does differently from one of Vapor's, for trying things out in minutes.
   *
   * @param roundBlocks blocks of a round
   * @param turnBlocks blocks a validator makes before the next one's turn
   * @param voteLockBlocks blocks a vote is locked
   * @param subsidy neu for each block
   */
  record Rules(long roundBlocks, long turnBlocks, long voteLockBlocks, long subsidy) {}

  Path node(int node) {
    return folder.resolve("node" + node);
  }

  Path config(int node) {
    return node(node).resolve("config.toml");
  }

  Path profile() {
    return folder.resolve("network.toml");
  }

  Path federation() {
    return folder.resolve("federation.json");
  }
}
