package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.Federation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of one's own with two side chains, both produced by one process. */
class SecondSideChainTest {
  private static final String NETWORK =
      """
      [main]
      kind = "pow"
      chain-id = "solonet"
      api.port = 0
      p2p.port = 0

      [side]
      kind = "dpos"
      chain-id = "first"
      api.port = 0
      p2p.port = 0

      [games]
      kind = "dpos"
      chain-id = "second"
      api.port = 0
      p2p.port = 0
      """;

  @TempDir Path folder;

  /** A federation of one for a chain, with its signing key. */
  private String keys(String chain) throws Exception {
    Path keys = Files.createDirectories(folder.resolve(chain + "-files"));
    XPrv root = XPrv.generate(new SecureRandom());
    Path key = keys.resolve("node_key.txt");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, root.derive(Federation.CONSENSUS_PATH).toSecretHex());
    Path federation = keys.resolve("federation.json");
    Files.writeString(
        federation, "{\"xpubs\":[\"" + root.xpub().bytes().toHex() + "\"],\"quorum\":1}");
    return "%s.producer.key-file = \"%s\"\n%s.federation-file = \"%s\"\n"
        .formatted(chain, key, chain, federation);
  }

  @Test
  @Tag("long")
  void runsBesideTheFirst() throws Exception {
    Path network = folder.resolve("own.toml");
    Files.writeString(network, NETWORK);
    Path config = folder.resolve("node.toml");
    Path data = folder.resolve("data");
    Files.writeString(
        config,
        "network = \"%s\"\ndata-dir = \"%s\"\nchains = [\"side\", \"games\"]\np2p.host = \"127.0.0.1\"\n"
                .formatted(network, data)
            + keys("side")
            + keys("games"));
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
            data.toString(),
            "--federation",
            folder.resolve("games-files").resolve("federation.json").toString())) {
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
    Path network = folder.resolve("own.toml");
    Files.writeString(network, NETWORK);
    try (BystackProcess info =
        BystackProcess.startSmall(
            "chain", "info", "--network", network.toString(), "--chain", "gmaes")) {
      assertThat(info.awaitExit()).isEqualTo(2);
      assertThat(info.output()).contains("has no chain gmaes", "it has games, main, side");
    }
  }
}
