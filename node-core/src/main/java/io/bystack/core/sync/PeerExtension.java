package io.bystack.core.sync;

import io.bystack.core.p2p.message.Message;
import java.util.Collection;

/** What a chain's peers say beyond blocks and transactions. Called on the owner's thread. */
public interface PeerExtension {
  /** For chains whose peers say nothing more. */
  PeerExtension NONE = (peer, message, all) -> false;

  /** Deals with a message; false if it does not know it. {@code all} are the peers that count. */
  boolean received(PeerState peer, Message message, Collection<PeerState> all);
}
