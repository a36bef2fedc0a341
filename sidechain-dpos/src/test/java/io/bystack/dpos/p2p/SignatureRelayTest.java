package io.bystack.dpos.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerLink;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.sync.vectors.RecordedChain;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.p2p.DposMessages.SignaturesWanted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures that are lacking are asked for and answered, among nodes of our own. */
class SignatureRelayTest {
  private static final Hash BLOCK = new Hash(1, 2, 3, 4);

  private final RecordedChain chain = DposTestChains.empty();
  private final List<BlockSignature> stored = new ArrayList<>();
  private final List<BlockSignature> received = new ArrayList<>();
  private final SignatureRelay relay = new SignatureRelay();
  private final SyncNode node =
      new SyncNode(chain, new DposDialect(), relay, Runnable::run, InstantSource.system());

  /** A peer that keeps what it is sent. */
  private static final class Peer implements PeerLink {
    private final boolean fastLane;
    private final List<Message> sent = new ArrayList<>();
    private int offences;

    Peer(boolean fastLane) {
      this.fastLane = fastLane;
    }

    @Override
    public Bytes key() {
      return Bytes.of(1);
    }

    @Override
    public String id() {
      return "peer";
    }

    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public boolean outbound() {
      return false;
    }

    @Override
    public NodeInfo info() {
      return DposTestChains.parts(DposTestChains.empty()).protocol().own();
    }

    @Override
    public boolean fastLane() {
      return fastLane;
    }

    @Override
    public boolean send(Message message) {
      sent.add(message);
      return true;
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public void offend(Offence offence, String what) {
      offences++;
    }

    @Override
    public void close(String reason) {
      offences++;
    }

    <M extends Message> List<M> sent(Class<M> type) {
      return sent.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  @BeforeEach
  void connectTheChain() {
    relay.connect(
        node,
        Runnable::run,
        signature -> {
          received.add(signature);
          return signature;
        },
        block -> block.equals(BLOCK) ? List.copyOf(stored) : List.of());
  }

  private Peer peer(boolean fastLane) {
    Peer peer = new Peer(fastLane);
    node.connected(peer);
    Hash genesis = chain.genesis();
    node.received(peer, new DposMessages.Status(0, genesis, 0, genesis));
    return peer;
  }

  private static BlockSignature signature(int key) {
    byte[] xpub = new byte[64];
    xpub[0] = (byte) key;
    return new BlockSignature(BLOCK, Bytes.wrap(new byte[64]), Bytes.wrap(xpub));
  }

  @Test
  void answersWithTheSignaturesItHasOnceUntilThereAreMore() {
    Peer peer = peer(true);
    stored.add(signature(1));
    stored.add(signature(2));
    node.received(peer, new SignaturesWanted(List.of(BLOCK, Hash.ZERO)));
    assertThat(peer.sent(DposMessages.BlockSignature.class)).hasSize(2);
    node.received(peer, new SignaturesWanted(List.of(BLOCK)));
    assertThat(peer.sent(DposMessages.BlockSignature.class)).hasSize(2);
    stored.add(signature(3));
    node.received(peer, new SignaturesWanted(List.of(BLOCK)));
    assertThat(peer.sent(DposMessages.BlockSignature.class)).hasSize(5);
    assertThat(peer.offences).isZero();
  }

  @Test
  void asksOnlyNodesOfOurOwnAndTakesTheirAnswer() {
    Peer ours = peer(true);
    Peer reference = peer(false);
    relay.ask(List.of(BLOCK));
    assertThat(ours.sent(SignaturesWanted.class)).hasSize(1);
    assertThat(reference.sent(SignaturesWanted.class)).isEmpty();
    BlockSignature answer = signature(7);
    node.received(ours, new DposMessages.BlockSignature(BLOCK, answer.signature(), answer.xpub()));
    assertThat(received).containsExactly(answer);
  }

  @Test
  void asksForNoMoreThanItAnswers() {
    Peer peer = peer(true);
    relay.ask(Collections.nCopies(40, BLOCK));
    assertThat(peer.sent(SignaturesWanted.class).getFirst().blocks()).hasSize(16);
    node.received(peer, new SignaturesWanted(Collections.nCopies(17, BLOCK)));
    assertThat(peer.offences).isEqualTo(1);
  }

  private static Message sentSignature(int block) {
    return new DposMessages.BlockSignature(
        new Hash(block, 0, 0, 0), Bytes.wrap(new byte[64]), Bytes.wrap(new byte[64]));
  }

  @Test
  void signaturesOfOnePeerDoNotCrowdOutThoseOfOthers() {
    Queue<Runnable> engineThread = new ArrayDeque<>();
    relay.connect(node, engineThread::add, received::add, _ -> List.of());
    List<Peer> floods = IntStream.range(0, 5).mapToObj(_ -> peer(true)).toList();
    for (int i = 0; i < 300; i++) {
      node.received(floods.getFirst(), sentSignature(i));
    }
    assertThat(engineThread).hasSize(256);
    Peer other = peer(true);
    node.received(other, sentSignature(1_000));
    assertThat(engineThread).hasSize(257);
    for (Peer flood : floods) {
      for (int i = 0; i < 300; i++) {
        node.received(flood, sentSignature(i));
      }
    }
    assertThat(engineThread).hasSize(1_024);
    engineThread.forEach(Runnable::run);
    assertThat(received).hasSize(1_024);
    node.received(other, sentSignature(1_001));
    assertThat(engineThread).hasSize(1_025);
  }

  @Test
  void aSignatureTheEngineCannotTakeIsForgotten() {
    relay.connect(
        node,
        _ -> {
          throw new RejectedExecutionException("closed");
        },
        received::add,
        _ -> List.of());
    Peer peer = peer(true);
    for (int i = 0; i < 2_000; i++) {
      node.received(peer, sentSignature(i));
    }
    relay.connect(node, Runnable::run, received::add, _ -> List.of());
    node.received(peer, sentSignature(5_000));
    assertThat(received).hasSize(1);
    assertThat(peer.offences).isZero();
  }
}
