package io.bystack.core.p2p.lan;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the local network of our node and hears of others, by DNS service discovery over multicast
 * DNS (spec/04 §8.2). What it says reaches everybody on the network; what it hears is believed only
 * as far as to dial an address of the same network.
 */
public final class LanDiscovery implements AutoCloseable {
  /** Where multicast DNS lives. */
  public static final InetSocketAddress GROUP =
      new InetSocketAddress(InetAddress.ofLiteral("224.0.0.251"), 5353);

  private static final Logger LOG = LoggerFactory.getLogger(LanDiscovery.class);
  private static final int ASK_SECONDS = 60;
  private static final int TTL_SECONDS = 120;
  private static final int MAX_PACKETS_PER_SECOND = 50;
  private static final int MAX_FOUND_PER_PACKET = 8;
  private static final int MAX_ANSWERS_PER_SECOND = 5;

  private final Service service;
  private final Air air;
  private final Consumer<InetSocketAddress> found;
  private final InstantSource clock;
  private final MulticastSocket socket;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lan-discovery").daemon().factory());
  private long secondBegan;
  private int packets;
  private int answers;

  /**
   * What is told.
   *
   * @param name of the kind of service, the same for all nodes of a network
   * @param instance ours, unlike others' on the same network
   * @param port our TCP port; 0 if we only listen for others
   */
  public record Service(String name, String instance, int port) {
    /** As it is said: other nodes compare names letter by letter. */
    String said() {
      return name + ".local";
    }

    /** As it is compared. */
    String type() {
      return said().toLowerCase(Locale.ROOT);
    }

    String saidInFull() {
      return instance + "." + said();
    }

    String full() {
      return saidInFull().toLowerCase(Locale.ROOT);
    }

    String host() {
      return instance.toLowerCase(Locale.ROOT) + ".local";
    }
  }

  /**
   * What it is told through.
   *
   * @param listen the socket's address
   * @param to where messages are sent; a multicast group is joined on every interface
   */
  public record Air(InetSocketAddress listen, List<InetSocketAddress> to) {
    /** The local network's. */
    public static Air multicast() {
      return new Air(new InetSocketAddress(GROUP.getPort()), List.of(GROUP));
    }
  }

  private LanDiscovery(
      Service service, Air air, Consumer<InetSocketAddress> found, InstantSource clock)
      throws IOException {
    this.service = service;
    this.air = air;
    this.found = found;
    this.clock = clock;
    this.socket = new MulticastSocket(null);
    socket.setReuseAddress(true);
    socket.bind(air.listen);
  }

  /**
   * Begins.
   *
   * @param found is told addresses that may be dialled, on a thread of ours
   * @throws IOException if the socket cannot be opened
   */
  public static LanDiscovery start(
      Service service, Air air, Consumer<InetSocketAddress> found, InstantSource clock)
      throws IOException {
    LanDiscovery discovery = new LanDiscovery(service, air, found, clock);
    discovery.join();
    Thread.ofVirtual().name("lan-receiver").start(discovery::receive);
    Future<?> _ =
        discovery.timer.scheduleWithFixedDelay(
            discovery::askAndTell, 0, ASK_SECONDS, TimeUnit.SECONDS);
    return discovery;
  }

  private void join() throws SocketException {
    for (InetSocketAddress group : air.to) {
      if (group.getAddress().isMulticastAddress()) {
        NetworkInterface.networkInterfaces().forEach(i -> join(group, i));
      }
    }
  }

  private void join(InetSocketAddress group, NetworkInterface network) {
    try {
      if (network.isUp() && network.supportsMulticast() && !network.isLoopback()) {
        socket.joinGroup(group, network);
      }
    } catch (IOException e) {
      LOG.debug("no multicast on {}: {}", network.getName(), e.getMessage());
    }
  }

  /** The port in use. */
  public int port() {
    return socket.getLocalPort();
  }

  private void receive() {
    byte[] buffer = new byte[DnsMessage.MAX_BYTES];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        if (takesOneMore()) {
          received(
              (InetSocketAddress) packet.getSocketAddress(),
              DnsMessage.decode(Bytes.copyOf(buffer).slice(0, packet.getLength())));
        }
      } catch (DecodeException e) {
        LOG.debug("a packet of {} is no DNS message: {}", packet.getAddress(), e.getMessage());
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.debug("receiving on the local network failed: {}", e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.error("a packet of {} could not be handled", packet.getAddress(), e);
      }
    }
  }

  private boolean takesOneMore() {
    if (clock.millis() - secondBegan >= 1_000) {
      secondBegan = clock.millis();
      packets = 0;
      answers = 0;
    }
    packets++;
    return packets <= MAX_PACKETS_PER_SECOND;
  }

  private void received(InetSocketAddress from, DnsMessage message) {
    if (message.response()) {
      heard(from.getAddress(), message);
      return;
    }
    boolean asked =
        message.questions().stream()
            .anyMatch(q ->
                q.name().equals(service.type())
                    && (q.type() == DnsMessage.PTR || q.type() == DnsMessage.ANY));
    if (asked && answers < MAX_ANSWERS_PER_SECOND) {
      answers++;
      tell(TTL_SECONDS);
    }
  }

  private void heard(InetAddress from, DnsMessage message) {
    Map<String, DnsMessage.Service> services = new HashMap<>();
    Map<String, List<Bytes>> addresses = new HashMap<>();
    for (DnsMessage.Answer record : message.records()) {
      switch (record) {
        case DnsMessage.Service s when s.ttl() != 0 && s.name().endsWith("." + service.type()) ->
            services.put(s.name(), s);
        case DnsMessage.Address a ->
            addresses.computeIfAbsent(a.name(), _ -> new ArrayList<>()).add(a.ip());
        case DnsMessage.Service _, DnsMessage.Pointer _, DnsMessage.Other _ -> {}
      }
    }
    Set<InetSocketAddress> told = new HashSet<>();
    services.remove(service.full());
    for (DnsMessage.Service other : services.values()) {
      List<Bytes> ips =
          addresses.getOrDefault(other.host(), List.of(Bytes.copyOf(from.getAddress())));
      for (Bytes ip : ips) {
        if (told.size() < MAX_FOUND_PER_PACKET && other.port() > 0) {
          InetAddress address = address(ip);
          if (isNear(address, from)) {
            told.add(new InetSocketAddress(address, other.port()));
          }
        }
      }
    }
    told.forEach(found);
  }

  private static InetAddress address(Bytes ip) {
    try {
      return InetAddress.getByAddress(ip.toArray());
    } catch (IOException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }

  /** Nobody on the local network may send us elsewhere. */
  private static boolean isNear(InetAddress address, InetAddress from) {
    return address.equals(from)
        || (from.isLoopbackAddress() && address.isLoopbackAddress())
        || (address.isSiteLocalAddress() && from.isSiteLocalAddress())
        || (address.isLinkLocalAddress() && from.isLinkLocalAddress());
  }

  private void askAndTell() {
    try {
      ask();
      tell(TTL_SECONDS);
    } catch (RuntimeException e) {
      LOG.error("asking the local network for nodes failed", e);
    }
  }

  private void ask() {
    send(
        new DnsMessage(
            false, List.of(new DnsMessage.Question(service.said(), DnsMessage.PTR)), List.of()));
  }

  /** Tells of our service, or with a time of 0 that it is no more. */
  private void tell(int seconds) {
    if (service.port == 0) {
      return;
    }
    List<DnsMessage.Answer> records = new ArrayList<>();
    records.add(new DnsMessage.Pointer(service.said(), seconds, service.saidInFull()));
    records.add(
        new DnsMessage.Service(service.saidInFull(), seconds, service.port, service.host()));
    ownAddresses().forEach(ip -> records.add(new DnsMessage.Address(service.host(), seconds, ip)));
    send(new DnsMessage(true, List.of(), records));
  }

  private List<Bytes> ownAddresses() {
    InetAddress bound = air.listen.getAddress();
    if (!bound.isAnyLocalAddress()) {
      return bound instanceof Inet4Address ? List.of(Bytes.copyOf(bound.getAddress())) : List.of();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
          .limit(MAX_FOUND_PER_PACKET)
          .map(a -> Bytes.copyOf(a.getAddress()))
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private void send(DnsMessage message) {
    byte[] bytes = message.encode().toArray();
    for (InetSocketAddress to : air.to) {
      try {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
      } catch (IOException e) {
        LOG.debug("telling the local network failed: {}", e.getMessage());
      }
    }
  }

  /** Says good-bye and ends. */
  @Override
  public void close() {
    timer.shutdownNow();
    tell(0);
    socket.close();
  }
}
