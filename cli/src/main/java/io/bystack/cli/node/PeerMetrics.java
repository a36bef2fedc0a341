package io.bystack.cli.node;

import io.bystack.core.metrics.Metrics;
import io.bystack.core.p2p.net.Ending;
import io.bystack.core.p2p.net.NetworkCounters;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.sync.ChainPeers;

/** What is measured of a chain's peers. */
final class PeerMetrics {
  private PeerMetrics() {}

  static void addTo(Metrics metrics, ChainPeers peers) {
    traffic(metrics, peers.network());
    connections(metrics, peers.network());
    metrics.gauge(
        "sync_blocks_per_second",
        "Blocks connected of late while catching up.",
        () -> peers.sync().progress().blocksPerSecond());
    metrics.gauge(
        "sync_headers_ahead",
        "Good headers whose blocks are not here yet.",
        () -> peers.sync().progress().headersAhead());
  }

  private static void traffic(Metrics metrics, PeerNetwork network) {
    NetworkCounters counters = network.counters();
    String bytes = "Bytes exchanged with peers, without encryption and handshakes.";
    metrics.counter("peer_bytes", bytes, counters::sentBytes, "direction", "out");
    metrics.counter("peer_bytes", bytes, counters::receivedBytes, "direction", "in");
    String messages = "Messages exchanged with peers.";
    String messageBytes = "Bytes of messages exchanged with peers.";
    for (String kind : network.protocol().messageKinds()) {
      metrics.counter(
          "peer_messages",
          messages,
          () -> counters.sentOf(kind).number(),
          "direction",
          "out",
          "kind",
          kind);
      metrics.counter(
          "peer_messages",
          messages,
          () -> counters.receivedOf(kind).number(),
          "direction",
          "in",
          "kind",
          kind);
      metrics.counter(
          "peer_message_bytes",
          messageBytes,
          () -> counters.sentOf(kind).bytes(),
          "direction",
          "out",
          "kind",
          kind);
      metrics.counter(
          "peer_message_bytes",
          messageBytes,
          () -> counters.receivedOf(kind).bytes(),
          "direction",
          "in",
          "kind",
          kind);
    }
    metrics.gauge(
        "peer_buffered_bytes",
        "Memory of messages not yet complete, not yet looked at or not yet sent.",
        network::bufferedBytes);
  }

  private static void connections(Metrics metrics, PeerNetwork network) {
    NetworkCounters counters = network.counters();
    String attempts = "Connections begun, refused and failed ones among them.";
    metrics.counter("peer_attempts", attempts, counters::dialled, "direction", "out");
    metrics.counter("peer_attempts", attempts, counters::accepted, "direction", "in");
    String handshakes = "Handshakes that made a peer.";
    metrics.counter(
        "peer_handshakes", handshakes, () -> counters.handshakes(true), "direction", "out");
    metrics.counter(
        "peer_handshakes", handshakes, () -> counters.handshakes(false), "direction", "in");
    metrics.gauge(
        "peer_handshakes_unfinished",
        "Accepted connections whose handshake is not over.",
        network::unfinishedHandshakes);
    for (Ending ending : Ending.values()) {
      metrics.counter(
          "peer_endings",
          "Connections that ended, by the kind of reason.",
          () -> counters.endings(ending),
          "reason",
          ending.label());
    }
    for (Offence offence : Offence.values()) {
      metrics.counter(
          "peer_offences",
          "What peers did wrong.",
          () -> counters.offences(offence),
          "offence",
          offence.label());
    }
    metrics.counter("peer_bans", "Bans that offences brought.", counters::bans);
    metrics.gauge("peers_banned", "Addresses banned now.", () -> network.bans().size());
  }
}
