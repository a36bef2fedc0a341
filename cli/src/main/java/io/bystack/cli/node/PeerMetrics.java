package io.bystack.cli.node;

import io.bystack.core.metrics.Metrics;
import io.bystack.core.p2p.net.Ending;
import io.bystack.core.p2p.net.NetworkCounters;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.p2p.net.PeerNetwork;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.HistoryProgress;
import io.bystack.core.sync.SyncNode;
import java.time.Duration;

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
    history(metrics, peers.sync());
    compactBlocks(metrics, peers.sync());
  }

  private static void history(Metrics metrics, SyncNode node) {
    metrics.gauge(
        "history_height",
        "Blocks below the loaded snapshot that are validated; 0 if none are to be.",
        () -> node.history().map(HistoryProgress::height).orElse(0L));
    metrics.gauge(
        "history_target",
        "Height of the loaded snapshot while the blocks below it are validated, else 0.",
        () -> node.history().map(HistoryProgress::target).orElse(0L));
    metrics.gauge(
        "history_blocks_per_second",
        "Blocks below the loaded snapshot validated of late.",
        () -> node.history().map(HistoryProgress::blocksPerSecond).orElse(0.0));
    metrics.gauge(
        "history_seconds_left",
        "Time to the end of that validation at that rate; 0 if it is not known or there is none.",
        () ->
            node.history().flatMap(HistoryProgress::remaining).map(Duration::toSeconds).orElse(0L));
  }

  private static void compactBlocks(Metrics metrics, SyncNode node) {
    String help = "Blocks announced in short, by how they were put together.";
    metrics.counter(
        "compact_blocks", help, () -> node.compactBlocks().complete(), "how", "from-pool");
    metrics.counter(
        "compact_blocks", help, () -> node.compactBlocks().completed(), "how", "completed");
    metrics.counter("compact_blocks", help, () -> node.compactBlocks().whole(), "how", "whole");
    metrics.counter("compact_blocks", help, () -> node.compactBlocks().left(), "how", "left");
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
