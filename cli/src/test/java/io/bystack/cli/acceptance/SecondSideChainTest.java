package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of one's own with two side chains, both produced by one process. */
class SecondSideChainTest {
  @TempDir Path folder;

  @Test
  @Tag("long")
  void runsBesideTheFirst() throws Exception {
    Path data = folder.resolve("data");
    TwoSideChains files = TwoSideChains.write(folder, data);
    Path network = files.network();
    Path config = files.config();
    try (BystackProcess node = BystackProcess.startSmall("node", "--config", config.toString())) {
      int side = node.awaitApiPort("side");
      int games = node.awaitApiPort("games");
      awaitBlocks(node, side);
      awaitBlocks(node, games);
      assertThat(node.call(side, "/net-info", "").path("data").path("network_id").asText())
          .isEqualTo("first");
      assertThat(node.call(games, "/net-info", "").path("data").path("network_id").asText())
          .isEqualTo("second");
      assertThat(block(node, side)).isNotEqualTo(block(node, games));
      assertThat(node.stop()).isZero();
    }
    try (BystackProcess info =
        BystackProcess.startSmall(
            "chain",
            "info",
            "--network",
            network.toString(),
            "--chain",
            "games",
            "--data-dir",
            data.toString())) {
      assertThat(info.awaitExit()).isZero();
      assertThat(info.output()).containsPattern("chain +games");
    }
  }

  private static void awaitBlocks(BystackProcess node, int api) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (node.call(api, "/get-block-count", "").path("data").path("block_count").asLong() < 3) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static String block(BystackProcess node, int api) throws Exception {
    return node.call(api, "/get-block-hash", "{\"block_height\":1}").toString();
  }

  @Test
  void namesTheChainsThereAre() throws Exception {
    Path network = TwoSideChains.write(folder, folder.resolve("data")).network();
    try (BystackProcess info =
        BystackProcess.startSmall(
            "chain", "info", "--network", network.toString(), "--chain", "gmaes")) {
      assertThat(info.awaitExit()).isEqualTo(2);
      assertThat(info.output()).contains("has no chain gmaes", "it has games, main, side");
    }
  }
}
