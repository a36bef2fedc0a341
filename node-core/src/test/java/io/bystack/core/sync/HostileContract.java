package io.bystack.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.discovery.DiscoveryCodec;
import io.bystack.core.p2p.discovery.DiscoveryMessage;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.net.Ending;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Attackers that cost little: a node goes on serving honest peers in bounded memory, and they are
 * gone before long. A chain's module runs it for its own kind.
 */
public abstract class HostileContract {
  private static final List<Attack> KINDS = List.of(Attack.values());
  private static final long MEMORY = 64L << 20;
  private static final int LINES_PER_NODE = 80;

  private final TestNetwork network;

  protected HostileContract(TestNetwork network) {
    this.network = network;
  }

  @Test
  void silentConnectionsDoNotKeepAnHonestPeerOut() throws Exception {
    silence(300);
  }

  @Test
  @Tag("long")
  void aThousandSilentConnectionsDoNotKeepAnHonestPeerOut() throws Exception {
    silence(1_000);
  }

  private void silence(int connections) throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 200, "a");
    List<Socket> silent = new ArrayList<>();
    try (LoopbackNode server = LoopbackNode.start(network.parts(network.of(blocks)))) {
      for (int i = 0; i < connections; i++) {
        Socket socket = new Socket();
        silent.add(socket);
        // Many attacking addresses; the honest peer comes from another one.
        socket.bind(new InetSocketAddress(RawPeer.address(1, i % (connections / 4)), 0));
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 20_000);
      }
      try (LoopbackNode honest = LoopbackNode.start(network.fresh(), server.port())) {
        assertThat(honest.reaches(200, 30)).isTrue();
      }
      assertThat(server.network().unfinishedHandshakes())
          .isLessThanOrEqualTo(LoopbackNode.LIMITS.handshakes());
      assertThat(server.network().bufferedBytes()).isLessThan(MEMORY);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void whoAttacksIsBannedAndHonestPeersGoOn(Attack attack) throws Exception {
    InetAddress attacker = RawPeer.address(9, 1 + KINDS.indexOf(attack));
    List<Block> blocks = network.blocks(network.genesis(), 50, "a");
    try (LoopbackNode node = LoopbackNode.start(network.parts(network.of(blocks)))) {
      int connections = 0;
      while (node.network().bans().isEmpty() && connections < 30) {
        connections++;
        LoopbackNode.Parts parts = network.fresh();
        try (RawPeer peer = new RawPeer(parts.protocol(), attacker, node.port())) {
          attack.run(peer, parts);
        }
      }
      assertThat(node.network().bans())
          .as("bans after %d connections", connections)
          .singleElement()
          .satisfies(ban -> assertThat(ban.address()).isEqualTo(attacker));
      assertThat(connections).isLessThanOrEqualTo(8);
      long refused = node.network().counters().endings(Ending.NO_ROOM);
      try (RawPeer peer = new RawPeer(network.fresh().protocol(), attacker, node.port())) {
        peer.drain();
        assertThat(peer.isGoneWithin(10)).isTrue();
      }
      assertThat(
              LoopbackNode.within(
                  10, () -> node.network().counters().endings(Ending.NO_ROOM) > refused))
          .isTrue();
      assertThat(LoopbackNode.within(10, () -> node.network().bufferedBytes() == 0)).isTrue();
      try (LoopbackNode honest = LoopbackNode.start(network.fresh(), node.port())) {
        assertThat(honest.reaches(50, 20)).isTrue();
      }
    }
  }

  @Test
  void orphansStopNobody() throws Exception {
    orphans(1_000);
  }

  @Test
  @Tag("long")
  void tenThousandOrphansStopNobody() throws Exception {
    orphans(10_000);
  }

  /** Blocks without a parent and transactions, from a peer that never says what leads there. */
  private void orphans(int count) throws Exception {
    List<Block> blocks = network.blocks(network.genesis(), 200, "honest");
    Block foreign = network.blocks(network.genesis(), 1, "nobody has this").getFirst();
    List<Block> lost = network.blocks(foreign, 1, "first of a branch");
    LoopbackNode.Parts parts = network.fresh();
    try (LoopbackNode honest = LoopbackNode.start(network.parts(network.of(blocks)));
        LoopbackNode node = LoopbackNode.start(network.fresh(), honest.port());
        RawPeer attacker = new RawPeer(parts.protocol(), RawPeer.address(8, 1), node.port())) {
      attacker.handshake();
      attacker.message(parts.dialect().status(parts.chain()));
      int sent = 0;
      try {
        for (; sent < count; sent++) {
          Block orphan = network.blocks(lost.getFirst(), 1, "orphan " + sent).getFirst();
          attacker.message(parts.dialect().announcement(Bytes.utf8(orphan.toHex())));
          Bytes transaction = Bytes.utf8(orphan.transactions().getFirst().toHex());
          attacker.message(new TransactionText(transaction));
        }
      } catch (IOException e) {
        // Cut off: just as well.
      }
      assertThat(sent).isPositive();
      assertThat(node.reaches(200, 60)).as("after %d orphans", sent).isTrue();
      assertThat(node.chain().best().hash()).isEqualTo(blocks.getLast().hash());
      assertThat(LoopbackNode.within(20, () -> node.network().bufferedBytes() < MEMORY)).isTrue();
    }
  }

  @Test
  @Tag("long")
  void floodsByUdpKeepNobodyOutOfDiscovery() throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    CountDownLatch met = new CountDownLatch(1);
    List<DatagramSocket> flooders = new ArrayList<>();
    try (DiscoveryService target =
        DiscoveryService.start(
            network.discovery(),
            network.fresh().protocol().identity(),
            new DiscoveryService.Place(any, List.of()),
            _ -> {},
            loops)) {
      InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port());
      NodeIdentity stranger = network.fresh().protocol().identity();
      DiscoveryCodec codec = new DiscoveryCodec(network.discovery().prefix());
      for (int i = 0; i < 4; i++) {
        flooders.add(new DatagramSocket(0, RawPeer.address(7, 1 + i)));
      }
      AtomicBoolean over = new AtomicBoolean();
      Thread flood =
          Thread.ofPlatform()
              .start(() -> flood(flooders, at, codec.encode(ping(), stranger), over));
      try (DiscoveryService honest =
          DiscoveryService.start(
              network.discovery(),
              network.fresh().protocol().identity(),
              new DiscoveryService.Place(any, List.of(at)),
              _ -> met.countDown(),
              loops)) {
        assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(LoopbackNode.within(30, () -> target.size() == 1)).isTrue();
        assertThat(honest.size()).isLessThanOrEqualTo(1);
      } finally {
        over.set(true);
        flood.join();
      }
    } finally {
      flooders.forEach(DatagramSocket::close);
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }
  }

  private static DiscoveryMessage ping() {
    DiscoveryMessage.Endpoint here =
        new DiscoveryMessage.Endpoint(Bytes.of(127, 0, 0, 1), 1_025, 1_025);
    return new DiscoveryMessage.Ping(4, here, here, 2_000_000_000, List.of());
  }

  /** At most fifty thousand packets: half of them noise, half well-formed pings of a stranger. */
  private static void flood(
      List<DatagramSocket> from, InetSocketAddress to, Bytes ping, AtomicBoolean over) {
    byte[] noise = new byte[600];
    byte[] good = ping.toArray();
    for (int i = 0; i < 50_000 && !over.get(); i++) {
      byte[] bytes = i % 2 == 0 ? noise : good;
      try {
        from.get(i % from.size()).send(new DatagramPacket(bytes, bytes.length, to));
      } catch (IOException e) {
        // A full buffer on the way: just as well.
      }
    }
  }

  @Test
  void attackersOfEveryKindAroundTwoHonestNodes() throws Exception {
    siege(2, KINDS.size(), 100);
  }

  @Test
  @Tag("long")
  void twoHundredAttackersAroundEightHonestNodes() throws Exception {
    siege(8, 200, 500);
  }

  /** Honest nodes in a row, the first of which has the blocks; attackers of all kinds around. */
  private void siege(int honest, int attackers, int height) throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger("io.bystack");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    List<LoopbackNode> nodes = new ArrayList<>();
    List<Thread> besiegers = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    try {
      List<Block> blocks = network.blocks(network.genesis(), height, "siege");
      nodes.add(LoopbackNode.start(network.fresh()));
      for (int i = 1; i < honest; i++) {
        nodes.add(LoopbackNode.start(network.fresh(), nodes.get(i - 1).port()));
      }
      for (int i = 0; i < attackers; i++) {
        int number = i;
        besiegers.add(Thread.ofVirtual().start(() -> besiege(number, nodes, over)));
      }
      // Blocks come while the attack is under way.
      for (Block block : blocks) {
        nodes.getFirst().chain().add(block);
      }
      for (LoopbackNode node : nodes) {
        assertThat(node.reaches(height, 120)).isTrue();
      }
      for (LoopbackNode node : nodes) {
        assertThat(LoopbackNode.within(120, () -> node.network().bans().size() == attackers))
            .as("%d of %d banned", node.network().bans().size(), attackers)
            .isTrue();
        assertThat(node.network().bufferedBytes()).isLessThan(MEMORY);
      }
      over.set(true);
      List<ILoggingEvent> shown =
          List.copyOf(lines.list).stream()
              .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
              .toList();
      assertThat(shown).hasSizeLessThan(honest * LINES_PER_NODE);
      assertThat(shown).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR));
    } finally {
      over.set(true);
      root.detachAppender(lines);
      nodes.forEach(LoopbackNode::close);
      for (Thread thread : besiegers) {
        thread.join(30_000);
      }
    }
  }

  /** One attacking address: tries its attack on every node until each has banned it. */
  private void besiege(int number, List<LoopbackNode> nodes, AtomicBoolean over) {
    Attack attack = KINDS.get(number % KINDS.size());
    for (int round = 0; round < 12 && !over.get(); round++) {
      for (LoopbackNode node : nodes) {
        LoopbackNode.Parts parts = network.fresh();
        try {
          InetAddress from = RawPeer.address(20 + number / 16, 1 + number % 16);
          boolean banned =
              node.network().bans().stream().anyMatch(ban -> ban.address().equals(from));
          if (!banned) {
            try (RawPeer peer = new RawPeer(parts.protocol(), from, node.port())) {
              attack.run(peer, parts);
            }
          }
        } catch (IOException e) {
          // Refused: the next node, then.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
