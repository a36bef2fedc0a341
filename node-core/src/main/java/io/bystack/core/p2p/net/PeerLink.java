package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.message.Message;
import java.net.InetSocketAddress;

/**
 * A connected peer as the state machines above see it. All methods may be called from the owner's
 * thread; none blocks.
 */
public interface PeerLink {
  /** The authenticated public key. */
  Bytes key();

  /** The text under which the peer is shown and found. */
  String id();

  InetSocketAddress remote();

  /** Whether we dialled. */
  boolean outbound();

  NodeInfo info();

  /** Whether the peer is of our own software and speaks the fast lane. */
  boolean fastLane();

  /**
   * Queues a message. If the queue is full the message is refused and the connection closed: a peer
   * that does not read is of no use.
   */
  boolean send(Message message);

  /** Bytes waiting to be sent. */
  long queuedBytes();

  /**
   * Counts an offence against the peer's address; it is gone and banned when there are too many.
   */
  void offend(Offence offence, String what);

  void close(String reason);
}
