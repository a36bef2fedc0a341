package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.net.Ending;
import io.bystack.core.p2p.net.NetworkCounters;
import io.bystack.core.p2p.net.NetworkSettings;
import io.bystack.core.p2p.net.Traffic;
import io.bystack.core.sync.vectors.RecordedChain;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes over real loopback sockets; a chain's module runs it for its own kind. */
public abstract class LoopbackContract {
  private final TestNetwork network;

  protected LoopbackContract(TestNetwork network) {
    this.network = network;
  }

  @Test
  void catchesUpFromGenesisAndFollowsNewBlocks() throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 3_000, "a");
    try (LoopbackNode server = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode client = LoopbackNode.start(network.fresh(), server.port())) {
      assertThat(client.reaches(3_000, 60)).isTrue();
      assertThat(client.chain().best().hash()).isEqualTo(blocks.getLast().hash());
      network.blocks(blocks.getLast(), 5, "b").forEach(server.chain()::add);
      assertThat(client.reaches(3_005, 10)).isTrue();
      network
          .blocks(client.chain().block(client.chain().best()), 1, "c")
          .forEach(client.chain()::add);
      assertThat(server.reaches(3_006, 10)).isTrue();
    }
  }

  @Test
  void spreadsBlocksAndTransactionsAlongFiveNodes() throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 300, "a");
    List<LoopbackNode> nodes = new ArrayList<>();
    try {
      nodes.add(LoopbackNode.start(network.parts(network.of(blocks))));
      for (int i = 1; i < 5; i++) {
        nodes.add(LoopbackNode.start(network.fresh(), nodes.get(i - 1).port()));
      }
      LoopbackNode last = nodes.get(4);
      assertThat(last.reaches(300, 60)).isTrue();
      for (Block block : network.blocks(blocks.getLast(), 20, "live")) {
        nodes.getFirst().chain().add(block);
        assertThat(nodes.get(1).reaches(block.height(), 20)).isTrue();
      }
      assertThat(last.reaches(320, 20)).isTrue();
      Transaction transaction = blocks.getFirst().transactions().getFirst();
      last.chain().submit(transaction, "api", _ -> {});
      assertThat(LoopbackNode.within(10, () -> nodes.getFirst().chain().pool().size() == 1))
          .isTrue();
    } finally {
      nodes.forEach(LoopbackNode::close);
    }
  }

  @Test
  void losesNothingWhenConnectionsAreCutDuringSync() throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 6_000, "a");
    Random random = new Random(20_26);
    try (LoopbackNode first = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode second = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode client = LoopbackNode.start(network.fresh(), first.port(), second.port())) {
      long height = 0;
      for (int cut = 0; cut < 20; cut++) {
        // Each cut comes at another point of the download.
        height = Math.min(6_000, height + 1 + random.nextInt(400));
        assertThat(client.reaches(height, 60)).isTrue();
        LoopbackNode cutter = random.nextBoolean() ? first : second;
        cutter.network().peers().forEach(p -> cutter.network().disconnect(p.id(), "cut by test"));
        client
            .network()
            .dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), cutter.port()));
      }
      assertThat(client.reaches(6_000, 90)).isTrue();
      assertThat(client.chain().best().hash()).isEqualTo(blocks.getLast().hash());
    }
  }

  @Test
  void takesTheLongerBranchAfterAFork() throws Exception {
    List<Block> common = network.blocks(network.genesis(), 100, "a");
    List<Block> ours = network.blocks(common.getLast(), 30, "ours");
    List<Block> theirs = network.blocks(common.getLast(), 500, "theirs");
    RecordedChain own = network.of(common);
    ours.forEach(own::add);
    RecordedChain other = network.of(common);
    theirs.forEach(other::add);
    try (LoopbackNode server = LoopbackNode.start(network.parts(other));
        LoopbackNode client = LoopbackNode.start(network.parts(own), server.port())) {
      assertThat(client.reaches(600, 30)).isTrue();
      assertThat(client.chain().best().hash()).isEqualTo(theirs.getLast().hash());
    }
  }

  @Test
  void dialsThroughAProxyOnly() throws Exception {
    try (SocksServer proxy = new SocksServer("user", "secret");
        LoopbackNode server = LoopbackNode.start(network.fresh());
        LoopbackNode client = dialler("secret", proxy.address(), server.port())) {
      assertThat(LoopbackNode.within(20, () -> !client.network().peers().isEmpty())).isTrue();
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      assertThat(proxy.connected()).containsExactly(target);
      assertThat(client.network().peers().getFirst().address())
          .isEqualTo("127.0.0.1:" + server.port());
    }
  }

  @Test
  void saysThatTheProxyRefuses() throws Exception {
    try (SocksServer proxy = new SocksServer("user", "secret");
        LoopbackNode server = LoopbackNode.start(network.fresh());
        LoopbackNode client = dialler("wrong", proxy.address())) {
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      assertThat(client.network().connect(target))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withMessageContaining("auth");
      assertThat(proxy.connected()).isEmpty();
    }
  }

  /** A node that does not listen and dials by a proxy, named as in a configuration. */
  private LoopbackNode dialler(String password, InetSocketAddress proxy, Integer... ports)
      throws Exception {
    return LoopbackNode.start(
        network.fresh(),
        new NetworkSettings(
            Optional.empty(),
            Optional.empty(),
            LoopbackNode.LIMITS,
            new NetworkSettings.Dialling(
                Stream.of(ports).map(p -> "127.0.0.1:" + p).toList(),
                List.of(),
                0,
                Duration.ofSeconds(3),
                Optional.of(
                    new NetworkSettings.Proxy(
                        InetSocketAddress.createUnresolved("127.0.0.1", proxy.getPort()),
                        Optional.of(new NetworkSettings.Credentials("user", password)))))));
  }

  @Test
  void keepsAddressesBansAndKeptPeersOverARestart(@TempDir Path folder) throws Exception {
    InetAddress stranger = InetAddress.ofLiteral("198.51.100.7");
    try (LoopbackNode server = LoopbackNode.start(network.fresh())) {
      String address = "127.0.0.1:" + server.port();
      try (LoopbackNode first =
          LoopbackNode.start(network.fresh(), LoopbackNode.LIMITS, Optional.of(folder))) {
        first.network().keep(address);
        first
            .network()
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))
            .get(20, TimeUnit.SECONDS);
        first.network().ban(stranger, Duration.ofDays(2), "test");
      }
      try (LoopbackNode second =
          LoopbackNode.start(network.fresh(), LoopbackNode.LIMITS, Optional.of(folder))) {
        assertThat(second.network().bans())
            .singleElement()
            .satisfies(ban -> assertThat(ban.address()).isEqualTo(stranger));
        assertThat(second.network().addresses().get(10, TimeUnit.SECONDS))
            .singleElement()
            .satisfies(entry -> assertThat(entry.lastSuccess()).isPositive());
        // Dialled although nobody has told the second node of it.
        assertThat(LoopbackNode.within(20, () -> !second.network().peers().isEmpty())).isTrue();
        assertThat(second.network().forget(address).get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.network().unban(stranger)).isTrue();
      }
      assertThat(Files.readString(folder.resolve("kept.json"))).isEqualTo("[]");
      assertThat(Files.readString(folder.resolve("bans.json"))).isEqualTo("[]");
    }
  }

  @Test
  void measuresWhatGoesOverAConnection() throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 10, "a");
    try (LoopbackNode server = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode client = LoopbackNode.start(network.fresh(), server.port())) {
      assertThat(client.reaches(10, 20)).isTrue();
      assertThat(
              LoopbackNode.within(
                  10, () -> client.network().peers().getFirst().traffic().ping().isPresent()))
          .isTrue();
      Traffic here = client.network().peers().getFirst().traffic();
      Traffic there = server.network().peers().getFirst().traffic();
      assertThat(here.received().messages()).containsKey("status");
      assertThat(here.received().bytes()).isPositive();
      assertThat(there.sent().bytes()).isGreaterThanOrEqualTo(here.received().bytes());
      NetworkCounters counters = client.network().counters();
      assertThat(counters.handshakes(true)).isEqualTo(1);
      // A ping may come between two looks.
      assertThat(
              LoopbackNode.within(
                  10,
                  () ->
                      counters.receivedBytes()
                          == client.network().peers().getFirst().traffic().received().bytes()))
          .isTrue();
      assertThat(counters.receivedOf("status").number()).isPositive();
    }
  }

  @Test
  void bannedAddressesStayOutUntilUnbanned() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (LoopbackNode server = LoopbackNode.start(network.fresh())) {
      server.network().ban(loopback, Duration.ofMinutes(5), "test");
      try (LoopbackNode client = LoopbackNode.start(network.fresh(), server.port())) {
        assertThat(
                LoopbackNode.within(
                    10, () -> server.network().counters().endings(Ending.NO_ROOM) > 0))
            .isTrue();
        assertThat(server.network().peers()).isEmpty();
        assertThat(server.network().bans()).hasSize(1);
        assertThat(server.network().unban(loopback)).isTrue();
        client.network().dial(new InetSocketAddress(loopback, server.port()));
        assertThat(LoopbackNode.within(15, () -> !client.network().peers().isEmpty())).isTrue();
      }
    }
  }
}
