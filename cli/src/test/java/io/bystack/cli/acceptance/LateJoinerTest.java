package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that comes to a network whose chains have grown already. */
class LateJoinerTest {
  @TempDir Path folder;

  @Test
  void hasBothChainsFromTheirFirstBlocksAndFollowsThem() throws Exception {
    try (Network network = Network.withValidators(folder.resolve("net"), 2, "--main-chain")) {
      network.node(1).waitForHeight(6);
      network.node(1).waitForHeight("main", 1);
      catchesUp(network);
    }
  }

  /** More blocks than a peer announces or a batch holds, from peers that come and go. */
  @Test
  @Tag("long")
  void catchesUpWithHundredsOfBlocksWhileValidatorsAreKilled() throws Exception {
    try (Network network = Network.withValidators(folder.resolve("net"), 4, "--main-chain")) {
      network.node(1).waitForHeight(200);
      network.node(3).kill();
      network.node(1).waitForHeight(240);
      network.node(3).start();
      network.node(1).waitForHeight("main", 8);
      network.node(2).kill();
      catchesUp(network);
    }
  }

  private static void catchesUp(Network network) throws Exception {
    Network.Node first = network.node(1);
    Network.Node late = network.join("late");
    late.start();
    for (String chain : new String[] {"side", "main"}) {
      long height = first.height(chain);
      late.waitForHeight(chain, height);
      for (long each = 0; each <= height; each++) {
        assertThat(late.block(chain, each).path("hash"))
            .isEqualTo(first.block(chain, each).path("hash"));
      }
    }
    late.waitForFinality(late.height() + 4);
    late.waitForHeight("main", first.height("main") + 1);
    assertThat(late.callOf("main", "/net-info", "").path("peer_count").asInt()).isEqualTo(1);
    assertThat(late.stop()).isZero();
    assertThat(first.stop()).isZero();
  }
}
