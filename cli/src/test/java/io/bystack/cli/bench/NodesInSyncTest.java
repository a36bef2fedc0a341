package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.model.Block;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes with real engines and stores of both chains over real loopback sockets. */
class NodesInSyncTest {
  private static final SyncSubjects SUBJECTS = new SyncSubjects(new SecureRandom());
  private static SyncBench.Subject main;
  private static SyncBench.Subject side;

  @BeforeAll
  static void makeChains() throws Exception {
    Path recorded = Path.of(NodesInSyncTest.class.getResource("/chains/main_500.jsonl.gz").toURI());
    main = SUBJECTS.mainChain(recorded.getParent(), "main_500");
    side = SUBJECTS.sideChain(40, 8);
  }

  static SyncSide side(SyncBench.Subject subject, boolean fastLane, Integer... dialled)
      throws Exception {
    ChainProtocol protocol = subject.protocol().get();
    return SyncSide.open(
        protocol,
        subject.speech().make(protocol, fastLane),
        InstantSource.system(),
        List.of(dialled));
  }

  private static SyncSide server(SyncBench.Subject subject, boolean fastLane, int blocks)
      throws Exception {
    SyncSide server = side(subject, fastLane);
    server.chain().takeAll(subject.blocks().stream().limit(blocks));
    server.start();
    return server;
  }

  private static UtxoDigest digest(SyncSide side) {
    return UtxoDigest.of(side.chain().host().store());
  }

  @Test
  void theMainChainRunsAlongFiveNodes() throws Exception {
    alongFiveNodes(main);
  }

  @Test
  void theSideChainRunsAlongFiveNodes() throws Exception {
    alongFiveNodes(side);
  }

  /** Every second node speaks as a reference node does: both kinds of connections occur. */
  private static void alongFiveNodes(SyncBench.Subject subject) throws Exception {
    List<SyncSide> nodes = new ArrayList<>();
    try {
      nodes.add(server(subject, true, subject.blocks().size()));
      List<CountDownLatch> ends = new ArrayList<>();
      for (int i = 1; i < 5; i++) {
        SyncSide node = side(subject, i != 2, nodes.getLast().port());
        ends.add(node.reaching(subject.blocks().size()));
        node.start();
        nodes.add(node);
      }
      for (int i = 1; i < 5; i++) {
        nodes.get(i).await(ends.get(i - 1));
        assertThat(digest(nodes.get(i))).isEqualTo(digest(nodes.getFirst()));
      }
    } finally {
      for (SyncSide node : nodes.reversed()) {
        node.close();
      }
    }
  }

  @Test
  void twentyCutsAndStallsLoseNothingOnTheMainChain() throws Exception {
    troubledSync(main, 20_26);
  }

  @Test
  void twentyCutsAndStallsLoseNothingOnTheSideChain() throws Exception {
    troubledSync(side, 7);
  }

  /** One server speaks the fast lane, the other as a reference node does. */
  private static void troubledSync(SyncBench.Subject subject, long seed) throws Exception {
    int top = subject.blocks().size();
    AtomicReference<SyncSide> dialler = new AtomicReference<>();
    Trouble trouble = new Trouble(seed, 20, relay -> redial(dialler.get(), relay));
    try (SyncSide first = server(subject, true, top);
        SyncSide second = server(subject, false, top);
        TcpRelay one = new TcpRelay(first.port(), trouble);
        TcpRelay two = new TcpRelay(second.port(), trouble);
        SyncSide client = side(subject, true, one.port(), two.port())) {
      dialler.set(client);
      client.startAndReach(top);
      assertThat(digest(client)).isEqualTo(digest(first));
      assertThat(trouble.over().getCount()).isZero();
    }
  }

  private static void redial(SyncSide client, TcpRelay relay) {
    Thread.ofVirtual()
        .start(() -> {
          // Until the client has noticed the cut it takes the address for connected.
          while (!relay.awaitConnection()) {
            client
                .peers()
                .network()
                .dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port()));
          }
        });
  }

  @Test
  void aNewNodeCatchesUpWhileBlocksArrive() throws Exception {
    int half = side.blocks().size() / 2;
    try (SyncSide server = server(side, true, half);
        SyncSide client = side(side, true, server.port())) {
      AtomicInteger next = new AtomicInteger(half);
      // One more block at the server for each that the client has got.
      client
          .chain()
          .host()
          .engine()
          .addListener(_ -> {
            int index = next.getAndIncrement();
            if (index < side.blocks().size()) {
              arrive(server, side.blocks().get(index));
            }
          });
      client.startAndReach(side.blocks().size());
      assertThat(digest(client)).isEqualTo(digest(server));
    }
  }

  private static void arrive(SyncSide at, Bytes raw) {
    Block block = at.chain().decode(raw);
    at.chain()
        .host()
        .thread()
        .execute(() -> {
          var _ = at.chain().host().engine().process(block, "test");
        });
  }

  @Test
  void blocksInShortNeedOnlyWhatThePoolLacks() throws Exception {
    int size = side.blocks().size();
    try (SyncSide server = server(side, true, size - 4);
        SyncSide client = side(side, true, server.port())) {
      client.startAndReach(size - 4);
      // The client knows all, half and none of the transactions of the next blocks.
      for (int known = 2; known >= 0; known--) {
        int index = size - 1 - known;
        Block block = client.chain().decode(side.blocks().get(index - 1));
        int transfers = block.transactions().size() - 1;
        for (int i = 1; i <= transfers * known / 2; i++) {
          client.chain().host().pool().submit(block.transactions().get(i).compact());
        }
        CountDownLatch there = client.reaching(index);
        arrive(server, side.blocks().get(index - 1));
        client.await(there);
      }
      var tally = client.peers().sync().compactBlocks();
      assertThat(tally.complete()).isEqualTo(1);
      assertThat(tally.completed()).isEqualTo(2);
      assertThat(tally.whole()).isZero();
    }
  }
}
