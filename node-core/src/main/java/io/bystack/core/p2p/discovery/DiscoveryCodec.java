package io.bystack.core.p2p.discovery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Packets of UDP discovery (spec/04 §9.1): prefix, node id, signature, a zero byte, type, JSON
 * body. Immutable, thread-safe.
 */
public final class DiscoveryCodec {
  /** Most bytes of a packet. */
  public static final int MAX_PACKET = 1280;

  /** Most nodes in one neighbors packet. */
  public static final int MAX_NEIGHBORS = 8;

  private static final int SIGNATURE = 64;
  private static final int SIGNED = 32;
  private static final int MAX_TYPE = 8;
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private final Bytes prefix;
  private final int head;

  /** A codec of a network's packets, told apart by their prefix. */
  public DiscoveryCodec(Bytes prefix) {
    this.prefix = prefix;
    this.head = prefix.length() + Hash.SIZE + SIGNATURE + 1;
  }

  /** The prefix of a chain that has a network id: up to 8 of its hex digits, no leading zeros. */
  public static Bytes prefixOf(long networkId) {
    String hex = Long.toHexString(networkId);
    return Bytes.utf8(hex.substring(0, Math.min(8, hex.length())).toLowerCase(Locale.ROOT));
  }

  /**
   * A received packet.
   *
   * @param sender the node id it states
   * @param token its last 32 bytes, by which answers refer to it
   * @param signature 64 bytes over {@code signed}
   */
  public record Packet(
      Hash sender, Bytes token, Bytes signature, Bytes signed, DiscoveryMessage message) {}

  /** Bytes before the type byte. */
  public int headSize() {
    return head;
  }

  /** Encodes and signs a message. */
  public Bytes encode(DiscoveryMessage message, NodeIdentity identity) {
    return encode(message.type(), Bytes.utf8(body(message)), identity);
  }

  /** Encodes and signs a body of a type. */
  public Bytes encode(int type, Bytes body, NodeIdentity identity) {
    Bytes tail = Bytes.of(type).concat(body);
    return new ByteWriter(head + tail.length())
        .raw(prefix)
        .raw(identity.publicKey().slice(0, Hash.SIZE))
        .raw(identity.sign(signedPart(tail)))
        .u8(0)
        .raw(tail)
        .toBytes();
  }

  /** Reads a packet; its signature is not verified here. */
  public Packet decode(Bytes packet) throws DecodeException {
    if (packet.length() < head + 1) {
      throw DecodeException.format("too small", packet.length());
    }
    if (!packet.startsWith(prefix)) {
      throw DecodeException.format("bad prefix", 0);
    }
    Bytes tail = packet.slice(head, packet.length());
    int type = tail.unsigned(0);
    if (type == 0 || type > MAX_TYPE) {
      throw DecodeException.format("unknown packet type: " + type, head);
    }
    int at = prefix.length();
    return new Packet(
        Hash.of(packet.slice(at, at + Hash.SIZE)),
        token(packet),
        packet.slice(at + Hash.SIZE, at + Hash.SIZE + SIGNATURE),
        signedPart(tail),
        DiscoveryJson.read(type, tail.slice(1, tail.length())));
  }

  /** The last 32 bytes of a packet, by which answers refer to it. */
  public static Bytes token(Bytes packet) {
    return packet.slice(packet.length() - SIGNED, packet.length()).compact();
  }

  private static Bytes signedPart(Bytes tail) {
    return tail.length() >= SIGNED
        ? tail.slice(tail.length() - SIGNED, tail.length())
        : Bytes.wrap(new byte[SIGNED - tail.length()]).concat(tail);
  }

  /** The JSON body of a message, fields in the reference's order, hex in upper case. */
  public static String body(DiscoveryMessage message) {
    return switch (message) {
      case Ping p ->
          "{\"Version\":"
              + p.version()
              + ",\"From\":"
              + json(p.from())
              + ",\"To\":"
              + json(p.to())
              + ",\"Expiration\":"
              + p.expiration()
              + ",\"Topics\":"
              + texts(p.topics())
              + ",\"Rest\":\"\"}";
      case Pong p ->
          "{\"To\":"
              + json(p.to())
              + ",\"ReplyTok\":"
              + hex(p.replyToken())
              + ",\"Expiration\":"
              + p.expiration()
              + ",\"TopicHash\":"
              + hex(p.topicHash().toBytes())
              + ",\"TicketSerial\":"
              + p.ticketSerial()
              + ",\"WaitPeriods\":"
              + p.waitPeriods().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(",", "[", "]"))
              + ",\"Rest\":\"\"}";
      case FindNode f -> target(f.target(), f.expiration());
      case FindNodeHash f -> target(f.target(), f.expiration());
      case Neighbors n ->
          "{\"Nodes\":"
              + nodes(n.nodes())
              + ",\"Expiration\":"
              + n.expiration()
              + ",\"Rest\":\"\"}";
      case TopicRegister t ->
          "{\"Topics\":"
              + texts(t.topics())
              + ",\"Idx\":"
              + t.index()
              + ",\"Pong\":"
              + hex(t.pong())
              + "}";
      case TopicQuery t ->
          "{\"Topic\":" + quote(t.topic()) + ",\"Expiration\":" + t.expiration() + "}";
      case TopicNodes t ->
          "{\"Echo\":" + hex(t.echo().toBytes()) + ",\"Nodes\":" + nodes(t.nodes()) + "}";
    };
  }

  private static String target(Hash target, long expiration) {
    return "{\"Target\":"
        + hex(target.toBytes())
        + ",\"Expiration\":"
        + expiration
        + ",\"Rest\":\"\"}";
  }

  private static String json(Endpoint e) {
    return "{\"IP\":" + hex(e.ip()) + ",\"UDP\":" + e.udpPort() + ",\"TCP\":" + e.tcpPort() + "}";
  }

  private static String nodes(List<NodeEntry> nodes) {
    return nodes.stream()
        .map(n -> {
          String endpoint = json(n.endpoint());
          return endpoint.substring(0, endpoint.length() - 1)
              + ",\"ID\":"
              + hex(n.id().toBytes())
              + "}";
        })
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(DiscoveryCodec::quote).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String hex(Bytes bytes) {
    return '"' + UPPER.formatHex(bytes.toArray()) + '"';
  }
}
