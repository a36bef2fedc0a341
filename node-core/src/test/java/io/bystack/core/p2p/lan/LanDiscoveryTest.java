package io.bystack.core.p2p.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.lan.LanDiscovery.Air;
import io.bystack.core.p2p.lan.LanDiscovery.Service;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Two nodes and a stranger on loopback addresses in place of a local network. */
class LanDiscoveryTest {
  private static final String NAME = "bytomsolonetLanDiscover";

  private static int freePort(InetAddress address) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, address)) {
      return socket.getLocalPort();
    }
  }

  private static InetAddress loopback(int last) {
    return InetAddress.ofLiteral("127.0.6." + last);
  }

  @Test
  void nodesOfOneNetworkFindEachOther() throws Exception {
    InetSocketAddress one = new InetSocketAddress(loopback(1), freePort(loopback(1)));
    InetSocketAddress two = new InetSocketAddress(loopback(2), freePort(loopback(2)));
    BlockingQueue<InetSocketAddress> byOne = new LinkedBlockingQueue<>();
    BlockingQueue<InetSocketAddress> byTwo = new LinkedBlockingQueue<>();
    InstantSource clock = InstantSource.system();
    try (LanDiscovery first =
            LanDiscovery.start(
                new Service(NAME, "a", 46_658), new Air(one, List.of(two)), byOne::add, clock);
        LanDiscovery second =
            LanDiscovery.start(
                new Service(NAME, "b", 46_659), new Air(two, List.of(one)), byTwo::add, clock)) {
      assertThat(first.port()).isEqualTo(one.getPort());
      assertThat(second.port()).isEqualTo(two.getPort());
      assertThat(byOne.poll(20, TimeUnit.SECONDS))
          .isEqualTo(new InetSocketAddress(loopback(2), 46_659));
      assertThat(byTwo.poll(20, TimeUnit.SECONDS))
          .isEqualTo(new InetSocketAddress(loopback(1), 46_658));
    }
  }

  @Test
  void otherNetworksAndFarAddressesAreNotBelieved() throws Exception {
    InetSocketAddress own = new InetSocketAddress(loopback(3), freePort(loopback(3)));
    BlockingQueue<InetSocketAddress> found = new LinkedBlockingQueue<>();
    try (DatagramSocket stranger = new DatagramSocket(0, loopback(4));
        LanDiscovery node =
            LanDiscovery.start(
                new Service(NAME, "a", 46_658),
                new Air(own, List.of((InetSocketAddress) stranger.getLocalSocketAddress())),
                found::add,
                InstantSource.system())) {
      assertThat(node.port()).isPositive();
      String type = NAME.toLowerCase(java.util.Locale.ROOT) + ".local";
      Bytes far = Bytes.of(8, 8, 8, 8);
      Bytes near = Bytes.of(127, 0, 6, 4);
      for (DnsMessage message :
          List.of(
              service("x.othernetwork.local", near, 1_111, 120),
              service("x." + type, far, 2_222, 120),
              service("x." + type, near, 3_333, 0),
              service("x." + type, near, 4_444, 120))) {
        byte[] bytes = message.encode().toArray();
        stranger.send(new DatagramPacket(bytes, bytes.length, own));
      }
      assertThat(found.poll(20, TimeUnit.SECONDS))
          .isEqualTo(new InetSocketAddress(loopback(4), 4_444));
      assertThat(found).isEmpty();
    }
  }

  @Test
  void saysNamesLetterByLetter() throws Exception {
    InetSocketAddress own = new InetSocketAddress(loopback(5), freePort(loopback(5)));
    try (DatagramSocket stranger = new DatagramSocket(0, loopback(6));
        LanDiscovery node =
            LanDiscovery.start(
                new Service(NAME, "bytomd", 46_658),
                new Air(own, List.of((InetSocketAddress) stranger.getLocalSocketAddress())),
                _ -> {},
                InstantSource.system())) {
      assertThat(node.port()).isPositive();
      stranger.setSoTimeout(20_000);
      for (int i = 0; i < 2; i++) {
        DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
        stranger.receive(packet);
        String bytes =
            new String(
                packet.getData(), 0, packet.getLength(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bytes).contains(NAME).doesNotContain(NAME.toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  private static DnsMessage service(String name, Bytes ip, int port, int ttl) {
    return new DnsMessage(
        true,
        List.of(),
        List.of(
            new DnsMessage.Service(name, ttl, port, "host.local"),
            new DnsMessage.Address("host.local", ttl, ip)));
  }

  @Test
  void readsNamesThatPointBackAndRefusesLoops() throws Exception {
    // A question for a.local, and a pointer record whose name and target point to it.
    Bytes message =
        Bytes.fromHex(
            "000084000001000100000000"
                + "0161056c6f63616c00000c0001"
                + "c00c000c00010000007800040162c00c");
    DnsMessage read = DnsMessage.decode(message);
    assertThat(read.questions()).containsExactly(new DnsMessage.Question("a.local", 12));
    assertThat(read.records()).containsExactly(new DnsMessage.Pointer("a.local", 120, "b.a.local"));
    Bytes loop = Bytes.fromHex("000000000001000000000000" + "c00c000c0001");
    assertThatThrownBy(() -> DnsMessage.decode(loop)).isInstanceOf(DecodeException.class);
  }

  @Property(tries = 500)
  void noBytesBringTheDecoderDown(@ForAll @Size(max = 200) byte[] bytes) {
    try {
      assertThat(DnsMessage.decode(Bytes.copyOf(bytes)).records()).hasSizeLessThanOrEqualTo(64);
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
