package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that find each other over real sockets. */
@Timeout(180)
class PeersTest {
  private static final String ADDRESS = "sm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x";

  @TempDir Path folder;

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private BystackProcess node(String name, int peerPort, String... more) throws Exception {
    String[] base = {
      "node",
      "--network",
      "solonet",
      "--chains",
      "main",
      "--data-dir",
      folder.resolve(name).toString(),
      "--main-api-port",
      "0",
      "--main-p2p-host",
      "127.0.0.1",
      "--main-p2p-port",
      Integer.toString(peerPort)
    };
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return BystackProcess.start(all);
  }

  /** The output of a command that asks the API of that port, or no node if it is 0. */
  private static String run(int port, String... arguments) throws Exception {
    String[] all = arguments;
    if (port > 0) {
      all = Arrays.copyOf(arguments, arguments.length + 2);
      all[arguments.length] = "--rpc-url";
      all[arguments.length + 1] = "http://127.0.0.1:" + port;
    }
    try (BystackProcess command = BystackProcess.startSmall(all)) {
      int status = command.awaitExit();
      String output = command.output();
      assertThat(status).as(output).isZero();
      return output;
    }
  }

  private static void awaitPeer(BystackProcess node, int api) throws Exception {
    for (int i = 0; i < 500; i++) {
      if (node.call(api, "/net-info", "").path("data").path("peer_count").asInt() > 0) {
        return;
      }
    }
    throw new AssertionError("no peer has come");
  }

  @Test
  void operatorsSeeAndSteerPeers() throws Exception {
    int otherPort = freePort();
    String other = "127.0.0.1:" + otherPort;
    try (BystackProcess second = node("second", otherPort)) {
      second.awaitApiPort("main");
      String dial = run(0, "peer", "dial", other, "--network", "solonet", "-o", "json");
      assertThat(dial).contains("\"compatible\" : true", "\"moniker\" : \"bystack\"");
      try (BystackProcess first = node("first", freePort())) {
        int api = first.awaitApiPort("main");
        assertThat(run(api, "peer", "add", other)).contains("direction", "out");
        JsonNode peers = first.call(api, "/list-peers", "").path("data");
        assertThat(peers).hasSize(1);
        assertThat(peers.get(0).path("remote_addr").asText()).isEqualTo(other);
        assertThat(peers.get(0).path("total_sent").asLong()).isPositive();
        JsonNode again =
            first.call(api, "/connect-peer", "{\"ip\":\"127.0.0.1\",\"port\":" + otherPort + "}");
        assertThat(again.path("error_detail").asText())
            .isEqualTo("can not connect to the address: Duplicate peer");
        assertThat(run(api, "peer", "ban", "127.0.0.99", "--for", "2h")).contains("127.0.0.99");
        assertThat(first.stop()).isZero();
      }
      try (BystackProcess first = node("first", freePort())) {
        int api = first.awaitApiPort("main");
        // Dialled again, as it was added; "add" answers that it is there already.
        awaitPeer(first, api);
        assertThat(run(api, "peer", "list")).contains(other);
        assertThat(run(api, "peer", "bans", "-o", "csv")).contains("127.0.0.99");
        assertThat(run(api, "peer", "remove", other)).contains("no_longer_kept", "true");
        assertThat(first.stop()).isZero();
      }
    }
  }

  @Test
  void twoMinersOfTwoBranchesComeToOneTip() throws Exception {
    int firstPort = freePort();
    try (BystackProcess first = node("first", firstPort, "--mine");
        // Paid to somebody else: the same block found by both would be no fork.
        BystackProcess second = node("second", freePort(), "--mine", "--mine-address=" + ADDRESS)) {
      int firstApi = first.awaitApiPort("main");
      int secondApi = second.awaitApiPort("main");
      first.awaitLine("its own block", line -> line.contains("mined block"));
      second.awaitLine("its own block", line -> line.contains("mined block"));
      JsonNode ofFirst = hashAt(first, firstApi, 1);
      JsonNode ofSecond = hashAt(second, secondApi, 1);
      assertThat(ofFirst).isNotEqualTo(ofSecond);

      long forked = Math.max(height(first, firstApi), height(second, secondApi));
      JsonNode connected =
          second.call(
              secondApi, "/connect-peer", "{\"ip\":\"127.0.0.1\",\"port\":" + firstPort + "}");
      assertThat(connected.path("status").asText()).isEqualTo("success");
      CountDownLatch never = new CountDownLatch(1);
      JsonNode tip = hashAt(first, firstApi, forked + 1);
      while (!tip.isTextual() || !tip.equals(hashAt(second, secondApi, forked + 1))) {
        assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
        tip = hashAt(first, firstApi, forked + 1);
      }
      assertThat(hashAt(first, firstApi, 1)).isIn(ofFirst, ofSecond);
      assertThat(hashAt(second, secondApi, 1)).isEqualTo(hashAt(first, firstApi, 1));
      assertThat(first.stop()).isZero();
      assertThat(second.stop()).isZero();
    }
  }

  private static long height(BystackProcess node, int api) throws Exception {
    return node.call(api, "/get-block-count", "").path("data").path("block_count").asLong();
  }

  private static JsonNode hashAt(BystackProcess node, int api, long height) throws Exception {
    return node.call(api, "/get-block", "{\"block_height\":" + height + "}")
        .path("data")
        .path("hash");
  }
}
