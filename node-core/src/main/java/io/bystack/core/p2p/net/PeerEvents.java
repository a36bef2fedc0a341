package io.bystack.core.p2p.net;

import io.bystack.core.p2p.message.Message;

/** What the network tells the state machines above it, always on the owner's thread. */
public interface PeerEvents {
  /** A handshake is done. */
  void connected(PeerLink peer);

  /** A message has come. */
  void received(PeerLink peer, Message message);

  /** The connection is gone; the link is dead. */
  void disconnected(PeerLink peer, String reason);

  /** Time has passed; called several times a second. */
  void tick(long nowMillis);
}
