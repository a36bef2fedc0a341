package io.bystack.core.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Ping;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Pong;
import io.bystack.core.p2p.handshake.NodeIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nodes whose packets a test carries by hand. */
class DiscoveryNodeTest {
  private static final DiscoveryCodec CODEC = new DiscoveryCodec(Bytes.utf8("test discovery"));

  /** A key anybody can sign with. */
  private record OpenIdentity(Bytes publicKey) implements NodeIdentity {
    @Override
    public Bytes sign(Bytes message) {
      return Bytes.wrap(new byte[64]);
    }

    @Override
    public boolean verify(Bytes key, Bytes message, Bytes signature) {
      return true;
    }

    @Override
    public int authLength() {
      return 0;
    }

    @Override
    public Bytes authMessage(Bytes challenge) {
      return Bytes.EMPTY;
    }

    @Override
    public Bytes authenticate(Bytes authMessage, Bytes challenge) {
      return publicKey;
    }

    @Override
    public Bytes stated(Bytes key) {
      return key;
    }

    @Override
    public String peerId(Bytes key) {
      return key.toHex();
    }
  }

  /** A node with an address and what it has sent. */
  private static final class Station {
    final InetSocketAddress address;
    final Deque<Bytes> sent = new ArrayDeque<>();
    final List<InetSocketAddress> found = new ArrayList<>();
    final DiscoveryNode node;

    Station(int number, List<InetSocketAddress> seeds) {
      address = address(number);
      byte[] key = new byte[32];
      key[0] = (byte) number;
      node =
          new DiscoveryNode(
              new DiscoveryNode.Self(
                  CODEC, new OpenIdentity(Bytes.wrap(key)), address.getPort(), 4, false),
              new DiscoveryNode.Outlet() {
                @Override
                public void send(InetSocketAddress to, Bytes packet) {
                  sent.add(packet);
                }

                @Override
                public void found(InetSocketAddress tcpAddress) {
                  found.add(tcpAddress);
                }
              },
              seeds,
              new Random(number));
    }
  }

  private static InetSocketAddress address(int number) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + number), 40_000 + number);
  }

  /** Carries what two say to each other until both are quiet; how much it was. */
  private static int carry(Station a, Station b, long now) {
    int carried = 0;
    while (!a.sent.isEmpty() || !b.sent.isEmpty()) {
      assertThat(++carried).as("packets between two nodes").isLessThan(50);
      if (a.sent.isEmpty()) {
        a.node.received(b.address, b.sent.poll(), now);
      } else {
        b.node.received(a.address, a.sent.poll(), now);
      }
    }
    return carried;
  }

  @Test
  void aNodeThatStartsAnewIsPingedThoughItIsKnown() throws DecodeException {
    Station we = new Station(1, List.of());
    Station they = new Station(2, List.of(we.address));
    they.node.tick(1_000_000);
    carry(they, we, 1_000_000);
    assertThat(we.found).containsExactly(they.address);
    // It starts anew and knows us by our address alone.
    Station anew = new Station(2, List.of(we.address));
    anew.node.tick(1_005_000);
    we.node.received(anew.address, anew.sent.poll(), 1_005_000);
    List<Class<?>> said = new ArrayList<>();
    for (Bytes packet : we.sent) {
      said.add(CODEC.decode(packet).message().getClass());
    }
    assertThat(said).containsExactly(Pong.class, Ping.class);
    assertThat(carry(we, anew, 1_005_000)).as("packets until both are quiet").isLessThan(6);
  }

  @Test
  void aSeedThatCannotBeResolvedKeepsNoOtherFromBeingAsked() {
    Station seed = new Station(1, List.of());
    Station node =
        new Station(
            2, List.of(InetSocketAddress.createUnresolved("seed.invalid", 1), seed.address));
    node.node.tick(1_000_000);
    carry(node, seed, 1_000_000);
    assertThat(node.found).containsExactly(seed.address);
  }
}
