package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.discovery.DiscoveryCodec.Packet;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Endpoint;
import io.bystack.core.p2p.discovery.DiscoveryMessage.FindNode;
import io.bystack.core.p2p.discovery.DiscoveryMessage.FindNodeHash;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Neighbors;
import io.bystack.core.p2p.discovery.DiscoveryMessage.NodeEntry;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Ping;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Pong;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicNodes;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicQuery;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicRegister;
import io.bystack.core.p2p.handshake.NodeIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Finds nodes and is found (spec/04 §9.3): answers, bonds by pings both ways, asks those it knows
 * for more. Everything it keeps is bounded, whatever comes is only an error of its packet. Plain
 * code for one thread; sends through a callback.
 */
final class DiscoveryNode {
  private static final long PING_PATIENCE_MILLIS = 5_000;
  private static final long QUERY_PATIENCE_MILLIS = 5_000;
  private static final long SEED_INTERVAL_MILLIS = 30_000;
  private static final long LOOKUP_INTERVAL_MILLIS = 10_000;
  private static final long PING_BACK_MILLIS = 2_000;
  private static final int LIFETIME_SECONDS = 20;
  private static final int MAX_PENDING = 512;
  private static final int MAX_PENDING_OF_STRANGERS = 384;
  private static final int MAX_PACKETS_PER_SECOND = 400;
  private static final int MAX_PACKETS_PER_ADDRESS = 40;
  private static final int MIN_PORT = 1_024;
  private static final int CONCURRENCY = 3;
  private static final Bytes ANY_ADDRESS = Bytes.wrap(new byte[16]);

  private final Self self;
  private final Outlet outlet;
  private final NodeTable table;
  private final List<InetSocketAddress> seeds;
  private final RandomGenerator random;
  // Pings under way; answers are matched by token.
  private final Map<InetSocketAddress, Waiting> pings = new LinkedHashMap<>();
  // When addresses were pinged last, those pinged longest ago first.
  private final Map<InetSocketAddress, Long> pingedAt = new LinkedHashMap<>();
  private final Map<Hash, Long> queries = new LinkedHashMap<>();
  private final Map<InetAddress, Integer> packetsOf = new HashMap<>();
  private long seedsDue;
  private long lookupDue;
  private long secondBegan;
  private int packetsThisSecond;
  private long ticket;

  /**
   * Who we are.
   *
   * @param version of the discovery protocol
   * @param hashesTarget whether the chain hashes the target of a findnode
   */
  record Self(
      DiscoveryCodec codec, NodeIdentity identity, int port, int version, boolean hashesTarget) {
    Hash id() {
      return Hash.of(identity.publicKey().slice(0, Hash.SIZE));
    }
  }

  /** Where packets go, and what is found. */
  interface Outlet {
    void send(InetSocketAddress to, Bytes packet);

    /** A node that has answered from its address. */
    void found(InetSocketAddress tcpAddress);
  }

  private record Waiting(Bytes token, long since) {}

  DiscoveryNode(Self self, Outlet outlet, List<InetSocketAddress> seeds, RandomGenerator random) {
    this.self = self;
    this.outlet = outlet;
    // A name that cannot be resolved has no address to ping.
    this.seeds = seeds.stream().filter(seed -> !seed.isUnresolved()).toList();
    this.random = random;
    this.table = new NodeTable(Sha3.sha3(self.id().toBytes()));
  }

  int size() {
    return table.size();
  }

  /** A packet has come. */
  void received(InetSocketAddress from, Bytes bytes, long now) {
    if (bytes.length() > DiscoveryCodec.MAX_PACKET || isTooMuch(from.getAddress(), now)) {
      return;
    }
    Packet packet;
    try {
      packet = self.codec.decode(bytes);
    } catch (DecodeException e) {
      return;
    }
    Bytes key = packet.sender().toBytes();
    if (packet.sender().equals(self.id())
        || !self.identity.verify(key, packet.signed(), packet.signature())) {
      return;
    }
    boolean bonded = table.holds(packet.sender(), from);
    switch (packet.message()) {
      case Ping ping -> pinged(from, packet, ping, now);
      case Pong pong -> ponged(from, packet.sender(), pong, now);
      case FindNode m when bonded ->
          neighbors(from, self.hashesTarget ? Sha3.sha3(m.target().toBytes()) : m.target(), now);
      case FindNodeHash m when bonded -> neighbors(from, m.target(), now);
      case TopicQuery _ when bonded ->
          send(from, new TopicNodes(Hash.of(packet.token()), List.of()));
      case Neighbors m when queries.remove(packet.sender()) != null ->
          m.nodes().stream()
              .limit(DiscoveryCodec.MAX_NEIGHBORS)
              .forEach(n -> consider(from, n, now));
      case FindNode _,
          FindNodeHash _,
          TopicQuery _,
          Neighbors _,
          TopicRegister _,
          TopicNodes _ -> {}
    }
  }

  /** A flood from one address must not use up what all may send. */
  private boolean isTooMuch(InetAddress from, long now) {
    if (now - secondBegan >= 1_000) {
      secondBegan = now;
      packetsThisSecond = 0;
      packetsOf.clear();
    }
    if (packetsThisSecond >= MAX_PACKETS_PER_SECOND
        || packetsOf.merge(from, 1, Integer::sum) > MAX_PACKETS_PER_ADDRESS) {
      return true;
    }
    packetsThisSecond++;
    return false;
  }

  private void pinged(InetSocketAddress from, Packet packet, Ping ping, long now) {
    ticket++;
    List<Long> waits = ping.topics().stream().map(_ -> 60L).toList();
    send(
        from,
        new Pong(
            endpoint(from),
            packet.token(),
            now / 1_000,
            Topics.hash(ping.topics()),
            ticket,
            waits));
    if (table.holds(packet.sender(), from)) {
      table.heard(packet.sender());
    }
    // A stranger is bonded with only once it answers a ping of ours. One we know may have started
    // anew and know us by a made-up id alone: then only our ping tells it of us (spec/04 §8.3).
    if (now - pingedAt.getOrDefault(from, Long.MIN_VALUE / 2) > PING_BACK_MILLIS) {
      pingStranger(from, now);
    }
  }

  private void ponged(InetSocketAddress from, Hash sender, Pong pong, long now) {
    Waiting waiting = pings.get(from);
    if (waiting == null || !waiting.token.equals(pong.replyToken())) {
      return;
    }
    pings.remove(from);
    if (table.add(sender, from)) {
      outlet.found(from);
      lookupDue = Math.min(lookupDue, now + QUERY_PATIENCE_MILLIS);
    }
  }

  private void neighbors(InetSocketAddress to, Hash target, long now) {
    List<NodeEntry> nodes =
        table.closest(target).stream()
            .map(e -> new NodeEntry(endpoint(e.address()), e.id()))
            .toList();
    for (int at = 0; at < nodes.size(); at += DiscoveryCodec.MAX_NEIGHBORS) {
      int end = Math.min(nodes.size(), at + DiscoveryCodec.MAX_NEIGHBORS);
      send(to, new Neighbors(nodes.subList(at, end), now / 1_000 + LIFETIME_SECONDS));
    }
  }

  /** A node somebody has told us of is pinged if its address can be meant seriously. */
  private void consider(InetSocketAddress teller, NodeEntry node, long now) {
    int length = node.endpoint().ip().length();
    if (node.id().equals(self.id())
        || node.endpoint().udpPort() <= MIN_PORT
        || (length != 4 && length != 16)) {
      return;
    }
    InetAddress address;
    try {
      address = InetAddress.getByAddress(node.endpoint().ip().toArray());
    } catch (UnknownHostException e) {
      return;
    }
    boolean near = address.isLoopbackAddress() || address.isSiteLocalAddress();
    boolean tellerNear =
        teller.getAddress().isLoopbackAddress() || teller.getAddress().isSiteLocalAddress();
    if (address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || address.isLinkLocalAddress()
        || (near && !tellerNear)) {
      return;
    }
    InetSocketAddress to = new InetSocketAddress(address, node.endpoint().udpPort());
    if (!table.holds(node.id(), to)) {
      pingStranger(to, now);
    }
  }

  /** Some of the pings under way are kept for nodes and seeds we know. */
  private void pingStranger(InetSocketAddress to, long now) {
    if (pings.size() < MAX_PENDING_OF_STRANGERS) {
      ping(to, now);
    }
  }

  private void ping(InetSocketAddress to, long now) {
    if (pings.size() >= MAX_PENDING || pings.containsKey(to)) {
      return;
    }
    Ping ping =
        new Ping(
            self.version,
            new Endpoint(ANY_ADDRESS, self.port, self.port),
            endpoint(to),
            now / 1_000 + LIFETIME_SECONDS,
            List.of());
    pings.put(to, new Waiting(send(to, ping), now));
    pingedAt.remove(to);
    pingedAt.put(to, now);
    if (pingedAt.size() > MAX_PENDING) {
      pingedAt.remove(pingedAt.keySet().iterator().next());
    }
  }

  /** What is due: late answers forgotten, seeds asked again, a lookup now and then. */
  void tick(long now) {
    List<InetSocketAddress> silent =
        pings.entrySet().stream()
            .filter(e -> now - e.getValue().since > PING_PATIENCE_MILLIS)
            .map(Map.Entry::getKey)
            .toList();
    pings.keySet().removeAll(silent);
    silent.forEach(table::silent);
    queries.values().removeIf(at -> now - at > QUERY_PATIENCE_MILLIS);
    if (now >= seedsDue && table.size() < NodeTable.BUCKET) {
      // A ping lost in a flood must not cost a node that knows nobody half a minute.
      seedsDue = now + (table.size() == 0 ? PING_PATIENCE_MILLIS : SEED_INTERVAL_MILLIS);
      seeds.forEach(s -> ping(s, now));
    }
    if (now >= lookupDue) {
      lookupDue = now + LOOKUP_INTERVAL_MILLIS;
      Hash target =
          new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      table.closest(target).stream()
          .limit(CONCURRENCY)
          .forEach(e -> {
            queries.put(e.id(), now);
            send(e.address(), new FindNodeHash(target, now / 1_000 + LIFETIME_SECONDS));
          });
      table.oldest().ifPresent(e -> ping(e.address(), now));
    }
  }

  private Bytes send(InetSocketAddress to, DiscoveryMessage message) {
    Bytes packet = self.codec.encode(message, self.identity);
    outlet.send(to, packet);
    return DiscoveryCodec.token(packet);
  }

  private static Endpoint endpoint(InetSocketAddress address) {
    return new Endpoint(
        Bytes.wrap(address.getAddress().getAddress()), address.getPort(), address.getPort());
  }
}
