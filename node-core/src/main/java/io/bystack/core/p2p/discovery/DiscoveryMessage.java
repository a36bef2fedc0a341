package io.bystack.core.p2p.discovery;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.List;

/** The bodies of discovery packets (spec/04 §9.2). Times are unix seconds. */
public sealed interface DiscoveryMessage {
  /** The packet's type byte. */
  int type();

  /** An address; {@code ip} has 4 or 16 bytes, or none if absent. */
  record Endpoint(Bytes ip, int udpPort, int tcpPort) {
    static final Endpoint NONE = new Endpoint(Bytes.EMPTY, 0, 0);
  }

  /** A node with its address. */
  record NodeEntry(Endpoint endpoint, Hash id) {}

  record Ping(long version, Endpoint from, Endpoint to, long expiration, List<String> topics)
      implements DiscoveryMessage {
    @Override
    public int type() {
      return 1;
    }
  }

  /** The answer to a ping; its expiration is the time of issue. */
  record Pong(
      Endpoint to,
      Bytes replyToken,
      long expiration,
      Hash topicHash,
      long ticketSerial,
      List<Long> waitPeriods)
      implements DiscoveryMessage {
    @Override
    public int type() {
      return 2;
    }
  }

  record FindNode(Hash target, long expiration) implements DiscoveryMessage {
    @Override
    public int type() {
      return 3;
    }
  }

  record Neighbors(List<NodeEntry> nodes, long expiration) implements DiscoveryMessage {
    @Override
    public int type() {
      return 4;
    }
  }

  record FindNodeHash(Hash target, long expiration) implements DiscoveryMessage {
    @Override
    public int type() {
      return 5;
    }
  }

  record TopicRegister(List<String> topics, long index, Bytes pong) implements DiscoveryMessage {
    @Override
    public int type() {
      return 6;
    }
  }

  record TopicQuery(String topic, long expiration) implements DiscoveryMessage {
    @Override
    public int type() {
      return 7;
    }
  }

  record TopicNodes(Hash echo, List<NodeEntry> nodes) implements DiscoveryMessage {
    @Override
    public int type() {
      return 8;
    }
  }
}
