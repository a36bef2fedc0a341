package io.bystack.core.p2p.net;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.Printable;
import io.bystack.core.p2p.net.MessageHandler.Malformed;
import io.bystack.core.p2p.net.MessageHandler.Received;
import io.bystack.core.p2p.net.NettyPeerLink.Wiring;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what pipelines report on their event loops to the owner's thread. */
final class ConnectionReports implements PeerPipeline.Callbacks {
  private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);

  private static final int LARGE = 256 << 10;

  private final Parts parts;
  private final PeerEvents events;
  private final Dialled dialled;

  /** What reports go through. The owner drops tasks once the node has stopped. */
  record Parts(
      PeerRegistry registry,
      Wiring wiring,
      NetworkCounters counters,
      LineBudget lines,
      InstantSource clock,
      Executor owner) {}

  /** Hears what became of dialled addresses, on the owner's thread. */
  interface Dialled {
    void proven(Attempt attempt, Bytes key);

    void succeeded(Attempt attempt);
  }

  ConnectionReports(Parts parts, PeerEvents events, Dialled dialled) {
    this.parts = parts;
    this.events = events;
    this.dialled = dialled;
  }

  static void closeAll(List<Attempt> displaced, String why) {
    displaced.forEach(a -> new Closing(Ending.NO_ROOM, why).close(a.channel()));
  }

  @Override
  public Optional<String> authenticated(Attempt attempt, Bytes key) {
    PeerRegistry.Entrance entrance = parts.registry.authenticated(attempt, key);
    closeAll(entrance.displaced(), "a second connection to the same node");
    if (attempt.outbound()) {
      parts.owner.execute(() -> dialled.proven(attempt, key));
    }
    return entrance.refusal();
  }

  @Override
  public Optional<NettyPeerLink> greeted(Attempt attempt, Bytes key, NodeInfo info) {
    if (attempt.outbound() && !info.serves(NodeInfo.FULL_NODE)) {
      new Closing(Ending.REFUSED, "Outbound connect spv peer").note(attempt.channel());
      return Optional.empty();
    }
    NettyPeerLink link = new NettyPeerLink(parts.wiring, attempt, key, info, parts.clock.instant());
    PeerRegistry.Entrance entrance = parts.registry.connected(attempt, link);
    closeAll(entrance.displaced(), "made room for a peer from elsewhere");
    if (entrance.refusal().isPresent()) {
      new Closing(Ending.NO_ROOM, entrance.refusal().get()).note(attempt.channel());
      return Optional.empty();
    }
    parts.counters.greeted(attempt.outbound());
    parts.owner.execute(() -> {
      parts.lines.info(
          "peer {} connected, {}, {}",
          link,
          attempt.outbound() ? "dialled" : "accepted",
          Printable.of(info.version(), 40));
      if (attempt.outbound()) {
        dialled.succeeded(attempt);
      }
      events.connected(link);
      attempt.greeting().complete(link);
    });
    return Optional.of(link);
  }

  @Override
  public void received(NettyPeerLink link, Received message, Runnable done) {
    parts.owner.execute(() -> {
      try {
        events.received(link, message.message());
      } catch (RuntimeException e) {
        // A bug of ours on some peer's input must cost that peer, not the node.
        link.close(new Closing(Ending.INTERNAL, "internal error"));
        throw new IllegalStateException(
            link + " failed on " + message.message().getClass().getSimpleName(), e);
      } finally {
        done.run();
      }
    });
  }

  @Override
  public void malformed(NettyPeerLink link, Malformed message) {
    // The larger, the more it has cost us, above all if it came compressed.
    link.offend(
        message.size() < LARGE ? Offence.MALFORMED : Offence.ILLEGAL,
        "malformed message: " + message.why());
  }

  /** A connection is gone, however far it had got; what it did wrong counts against its address. */
  void closed(Attempt attempt) {
    Closing closing = Closing.of(attempt.channel());
    parts.counters.ended(closing.kind());
    Optional<NettyPeerLink> link = parts.registry.gone(attempt);
    if (closing.kind() == Ending.PROTOCOL) {
      parts.wiring.offences().offend(attempt, Offence.BROKEN, closing.text());
    } else if (closing.kind() == Ending.HANDSHAKE_TIMEOUT && !attempt.outbound()) {
      parts.wiring.offences().offend(attempt, Offence.SLOW, closing.text());
    }
    if (closing.kind() == Ending.OTHER_RULES) {
      parts.lines.warn("{} cannot be a peer: {}", attempt.remote(), closing.text());
    }
    if (link.isEmpty()) {
      LOG.debug("{} gone before it was a peer: {}", attempt.remote(), closing.text());
      attempt.greeting().completeExceptionally(new DialException(closing.kind(), closing.text()));
      return;
    }
    parts.owner.execute(() -> {
      parts.lines.info("peer {} gone: {}", link.get(), closing.text());
      events.disconnected(link.get(), closing.text());
    });
  }
}
