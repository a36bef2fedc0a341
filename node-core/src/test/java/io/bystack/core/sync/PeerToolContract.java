package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bystack.core.model.Block;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An independent peer that interoperates with the real daemons, against a live node of ours, in
 * both roles; a chain's module runs it for its own kind.
 */
public abstract class PeerToolContract {
  private final TestNetwork network;
  private final List<Block> blocks;

  @TempDir private Path folder;

  protected PeerToolContract(TestNetwork network) {
    this.network = network;
    this.blocks = network.blocks(network.genesis(), 200, "tool");
  }

  @BeforeAll
  static void toolIsThere() {
    Optional<String> absence = PeerTool.absence();
    assumeTrue(absence.isEmpty(), () -> "SKIPPED: " + absence.orElseThrow());
  }

  private PeerTool tool(String role, Path file, String... more) throws IOException {
    return PeerTool.start(
        Stream.concat(
                Stream.of(role, "--chain", network.toolName(), "--blocks", file.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Blocks as the tool reads them: the first one says which chain it is. */
  private Path file(List<Block> above) throws IOException {
    return Files.write(
        folder.resolve("blocks.txt"),
        Stream.concat(Stream.of(network.genesis()), above.stream()).map(Block::toHex).toList());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void answersWhatATalkingPeerAsks() throws Exception {
    try (LoopbackNode node = LoopbackNode.start(network.parts(network.of(blocks)));
        PeerTool tool =
            tool(
                "talk",
                file(blocks),
                "--to",
                "127.0.0.1:" + node.port(),
                "status",
                "headers genesis",
                "blocks genesis",
                "get-block 3",
                "get-block " + blocks.get(9).hash().toHex(),
                "merkle-block 5",
                "ping")) {
      int status = tool.await(60);
      assertThat(status).as(String.join("\n", tool.output())).isZero();
    }
  }

  @Test
  void isFoundByDiscovery() throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    DiscoveryService.Place place =
        new DiscoveryService.Place(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of());
    List<InetSocketAddress> found = new CopyOnWriteArrayList<>();
    try (DiscoveryService service =
            DiscoveryService.start(
                network.discovery(),
                network.fresh().protocol().identity(),
                place,
                found::add,
                loops);
        PeerTool tool =
            tool("udp", file(blocks), "--to", "127.0.0.1:" + service.port(), "findnode")) {
      int status = tool.await(30);
      assertThat(status).as(String.join("\n", tool.output())).isZero();
      assertThat(found).hasSize(1);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }
  }

  @Test
  void followsAServingPeerItDials() throws Exception {
    int port = freePort();
    try (PeerTool tool =
        tool("serve", file(blocks), "--listen", "127.0.0.1:" + port, "--announce-after", "5")) {
      assertThat(LoopbackNode.within(20, () -> tool.said("\"serving\""))).isTrue();
      try (LoopbackNode node = LoopbackNode.start(network.fresh(), port)) {
        assertThat(node.reaches(200, 40)).as(String.join("\n", tool.output())).isTrue();
      }
    }
  }

  @Test
  void followsAServingPeerThatDialsIt() throws Exception {
    try (LoopbackNode node = LoopbackNode.start(network.fresh());
        PeerTool tool = tool("serve", file(blocks), "--dial", "127.0.0.1:" + node.port())) {
      assertThat(node.reaches(200, 40)).as(String.join("\n", tool.output())).isTrue();
    }
  }

  @Test
  void givesItsBlocksToAPeerThatHasNone() throws Exception {
    // The tool needs a block to begin with.
    Path one = file(blocks.subList(0, 1));
    try (LoopbackNode node = LoopbackNode.start(network.parts(network.of(blocks)));
        PeerTool tool = tool("serve", one, "--dial", "127.0.0.1:" + node.port())) {
      // From its status on it counts, and hears of new blocks.
      assertThat(LoopbackNode.within(20, () -> !node.sync().statuses().isEmpty())).isTrue();
      network.blocks(blocks.getLast(), 1, "new").forEach(node.chain()::add);
      boolean done = LoopbackNode.within(40, () -> tool.said("\"accepted\"", "\"height\": 201"));
      assertThat(done).as(String.join("\n", tool.output())).isTrue();
    }
  }

  @Test
  void givesItsBlocksToAPeerItDials() throws Exception {
    int port = freePort();
    try (PeerTool tool =
        tool("serve", file(blocks.subList(0, 1)), "--listen", "127.0.0.1:" + port)) {
      assertThat(LoopbackNode.within(20, () -> tool.said("\"serving\""))).isTrue();
      try (LoopbackNode node = LoopbackNode.start(network.parts(network.of(blocks)), port)) {
        assertThat(LoopbackNode.within(20, () -> !node.sync().statuses().isEmpty())).isTrue();
        network.blocks(blocks.getLast(), 1, "new").forEach(node.chain()::add);
        boolean done = LoopbackNode.within(40, () -> tool.said("\"accepted\"", "\"height\": 201"));
        assertThat(done).as(String.join("\n", tool.output())).isTrue();
      }
    }
  }

  private PeerTool talker(LoopbackNode node, String... steps) throws IOException {
    return tool(
        "talk",
        file(blocks),
        Stream.concat(Stream.of("--to", "127.0.0.1:" + node.port()), Stream.of(steps))
            .toArray(String[]::new));
  }

  @Test
  void relaysTransactionsAndShowsItsPoolToNewPeers() throws Exception {
    String transaction = blocks.getFirst().transactions().getFirst().toHex();
    boolean packs = network.toolName().equals("side");
    try (LoopbackNode node = LoopbackNode.start(network.parts(network.of(blocks)));
        PeerTool listener = talker(node, "wait transaction 60")) {
      assertThat(LoopbackNode.within(20, () -> !node.sync().statuses().isEmpty())).isTrue();
      try (PeerTool sender = talker(node, "status", "tx " + transaction)) {
        int sent = sender.await(60);
        assertThat(sent).as(String.join("\n", sender.output())).isZero();
      }
      int heard = listener.await(60);
      assertThat(heard).as(String.join("\n", listener.output())).isZero();
      try (PeerTool late = talker(node, packs ? "wait transactions 60" : "wait transaction 60")) {
        int shown = late.await(60);
        assertThat(shown).as(String.join("\n", late.output())).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silent",
        "mute",
        "slow",
        "garbage",
        "oversized-frame",
        "bad-auth",
        "wrong-block",
        "endless-headers",
        "duplicate-key"
      })
  void syncsFromAnHonestPeerBesideAHostileOne(String kind) throws Exception {
    try (LoopbackNode honest = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode node = LoopbackNode.start(network.fresh(), honest.port());
        PeerTool tool =
            tool(
                "serve", file(blocks), "--dial", "127.0.0.1:" + node.port(), "--misbehave", kind)) {
      assertThat(node.reaches(200, 60)).as(String.join("\n", tool.output())).isTrue();
      switch (kind) {
        case "garbage", "oversized-frame", "bad-auth" ->
            assertThat(LoopbackNode.within(30, () -> tool.said("disconnect"))).isTrue();
        case "duplicate-key" ->
            assertThat(
                    LoopbackNode.within(
                        30,
                        () -> tool.said("\"first_still_served\": true", "\"second\": \"closed\"")))
                .as(String.join("\n", tool.output()))
                .isTrue();
        default -> assertThat(node.network().bufferedBytes()).isLessThan(64L << 20);
      }
      assertThat(node.sync().progress().headersAhead()).isLessThanOrEqualTo(16_384 + 2_048);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silent",
        "mute",
        "slow",
        "garbage",
        "oversized-frame",
        "bad-auth",
        "wrong-block",
        "endless-headers"
      })
  void syncsFromAnHonestPeerWhileItDialsAHostileOne(String kind) throws Exception {
    int port = freePort();
    try (PeerTool tool =
        tool("serve", file(blocks), "--listen", "127.0.0.1:" + port, "--misbehave", kind)) {
      assertThat(LoopbackNode.within(20, () -> tool.said("\"serving\""))).isTrue();
      try (LoopbackNode honest = LoopbackNode.start(network.parts(network.of(blocks)));
          LoopbackNode node = LoopbackNode.start(network.fresh(), port, honest.port())) {
        assertThat(node.reaches(200, 60)).as(String.join("\n", tool.output())).isTrue();
        assertThat(node.network().bufferedBytes()).isLessThan(64L << 20);
        assertThat(node.sync().progress().headersAhead()).isLessThanOrEqualTo(16_384 + 2_048);
      }
    }
  }
}
