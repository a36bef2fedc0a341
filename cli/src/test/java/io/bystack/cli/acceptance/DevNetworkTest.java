package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bystack dev} and {@code bystack node} as a user meets them. */
class DevNetworkTest {
  @TempDir Path folder;

  private BystackProcess dev(String... more) throws Exception {
    String[] base = {
      "dev",
      "--data-dir",
      folder.resolve("data").toString(),
      "--main-api-port",
      "0",
      "--side-api-port",
      "0",
      "--status-every",
      "1"
    };
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return BystackProcess.start(all);
  }

  @Test
  void growsBothChainsAndGoesOnAfterStopAndAfterKill() throws Exception {
    long sideHeight;
    try (BystackProcess node = dev()) {
      int main = node.awaitApiPort("main chain");
      int side = node.awaitApiPort("side chain");
      node.awaitHeight("side", 4);
      node.awaitHeight("main", 1);
      JsonNode info = node.call(side, "/net-info", "").path("data");
      assertThat(info.path("mining").asBoolean()).isTrue();
      assertThat(info.path("irreversible_block").asLong()).isPositive();
      JsonNode block = node.call(main, "/get-block", "{\"block_height\":1}").path("data");
      assertThat(block.path("transactions").get(0).path("outputs").get(0).path("amount").asLong())
          .isEqualTo(41_250_000_000L);
      sideHeight =
          node.call(side, "/get-block-count", "").path("data").path("block_count").asLong();
      assertThat(node.stop()).isZero();
    }
    try (BystackProcess node = dev()) {
      int side = node.awaitApiPort("side chain");
      assertThat(node.call(side, "/get-block-count", "").path("data").path("block_count").asLong())
          .isGreaterThanOrEqualTo(sideHeight);
      node.awaitHeight("side", sideHeight + 3);
      node.kill();
    }
    try (BystackProcess node = dev()) {
      int side = node.awaitApiPort("side chain");
      node.awaitHeight("side", sideHeight + 5);
      try (BystackProcess status =
          BystackProcess.startSmall(
              "node", "status", "--rpc-url", "http://127.0.0.1:" + side, "-o", "json")) {
        assertThat(status.awaitExit()).isZero();
        assertThat(status.output()).contains("\"making\" : true");
      }
      try (BystackProcess stop =
          BystackProcess.startSmall(
              "node", "stop", "--data-dir", folder.resolve("data").toString())) {
        assertThat(stop.awaitExit()).isZero();
      }
      assertThat(node.awaitExit()).isZero();
    }
  }

  @Test
  void refusesADataFolderThatIsInUse() throws Exception {
    try (BystackProcess first = dev()) {
      first.awaitApiPort("side chain");
      try (BystackProcess second = dev()) {
        assertThat(second.awaitExit()).isEqualTo(7);
        assertThat(second.output()).contains("is in use by process").doesNotContain("\tat ");
      }
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        BystackProcess node =
            BystackProcess.start(
                "dev",
                "--data-dir",
                folder.resolve("data").toString(),
                "--main-api-port",
                Integer.toString(taken.getLocalPort()),
                "--side-api-port",
                "0")) {
      assertThat(node.awaitExit()).isEqualTo(1);
      assertThat(node.output())
          .contains("127.0.0.1:" + taken.getLocalPort())
          .doesNotContain("\tat ");
    }
  }

  @Test
  void refusesAKeyFileThatOthersCanRead() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("data").resolve("side-keys"));
    Files.writeString(keys.resolve("node_key.txt"), "00".repeat(64));
    try (BystackProcess node = dev()) {
      assertThat(node.awaitExit()).isEqualTo(2);
      assertThat(node.output()).contains("can be read by others", "chmod 600");
    }
  }

  @Test
  void resetsOnlyWhatItMadeItself() throws Exception {
    Path foreign = Files.createDirectories(folder.resolve("data"));
    Files.writeString(foreign.resolve("diary.txt"), "keep me");
    try (BystackProcess node = dev("--reset")) {
      assertThat(node.awaitExit()).isEqualTo(2);
    }
    assertThat(foreign.resolve("diary.txt")).exists();
  }

  @Test
  void refusesAWrongConfiguration() throws Exception {
    Path file = folder.resolve("node.toml");
    Files.writeString(file, "[p2p]\nmax-pears = 3\n");
    try (BystackProcess node = BystackProcess.startSmall("node", "--config", file.toString())) {
      assertThat(node.awaitExit()).isEqualTo(2);
      assertThat(node.output()).contains("max-pears", "max-peers");
    }
  }

  @Test
  void refusesToStartOnADiskThatIsNearlyFull() throws Exception {
    try (BystackProcess node =
        BystackProcess.startSmall(
            "node",
            "--network",
            "solonet",
            "--data-dir",
            folder.resolve("data").toString(),
            "--min-free-space",
            "8388607GiB")) {
      assertThat(node.awaitExit()).isEqualTo(1);
      assertThat(node.output()).contains("min-free-space");
    }
  }

  @Test
  void logsToFilesAsConfigured() throws Exception {
    Path data = folder.resolve("data");
    try (BystackProcess node =
        BystackProcess.start(
            "node",
            "--network",
            "solonet",
            "--chains",
            "main",
            "--data-dir",
            data.toString(),
            "--main-api-port",
            "0",
            "--main-p2p-listen=false",
            "--log-format",
            "json")) {
      node.awaitLine("it runs", l -> l.contains("Running"));
      assertThat(node.stop()).isZero();
    }
    assertThat(Files.readAllLines(data.resolve("logs").resolve("bystack.log")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
  }
}
