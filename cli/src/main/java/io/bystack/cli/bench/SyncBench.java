package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.sync.ChainPeers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A node with a chain and an empty node that synchronises from it, both in this process with their
 * engines and stores, over a loopback socket.
 */
final class SyncBench {
  /** What reference nodes reach between two of themselves on one machine. */
  static final double REFERENCE_BLOCKS_PER_SECOND = 4.7;

  /** The rate below which the connection must not be what limits a side chain. */
  private static final double LINK_TRANSFERS_PER_SECOND = 20_000;

  private final Subject subject;

  /**
   * What is synchronised.
   *
   * @param protocol makes a node's protocol
   * @param speech how a node of its own identity speaks
   */
  record Subject(
      String name,
      List<Bytes> blocks,
      long transfers,
      Supplier<ChainProtocol> protocol,
      Speeches speech) {}

  /** Makes a node's way to speak, with the fast lane or without. */
  @FunctionalInterface
  interface Speeches {
    ChainPeers.Speech make(ChainProtocol protocol, boolean fastLane);
  }

  SyncBench(Subject subject) {
    this.subject = subject;
  }

  /** Synchronises several times; the best counts, the first warms up. */
  List<Figure> run(boolean fastLane, int rounds) throws Exception {
    Round best = null;
    try (SyncSide server = side(fastLane, List.of())) {
      server.chain().takeAll(subject.blocks().stream());
      server.start();
      for (int round = 0; round <= rounds; round++) {
        Round one = once(fastLane, server.port());
        boolean better = best == null || one.all.elapsedNanos() < best.all.elapsedNanos();
        best = round <= 1 || better ? one : best;
      }
    }
    return figures(subject.name() + (fastLane ? ", fast lane" : ", old protocol"), best);
  }

  /** A synchronisation: all of it, and the processor time of both nodes' connections. */
  private record Round(Measurement all, long linkNanos) {}

  private Round once(boolean fastLane, int port) throws Exception {
    try (SyncSide client = side(fastLane, List.of(port))) {
      long before = LinkTime.nanos();
      Measurement all = Measurement.of(() -> client.startAndReach(subject.blocks().size()));
      return new Round(all, LinkTime.nanos() - before);
    }
  }

  private SyncSide side(boolean fastLane, List<Integer> dialled) throws Exception {
    ChainProtocol protocol = subject.protocol().get();
    return SyncSide.open(
        protocol, subject.speech().make(protocol, fastLane), InstantSource.system(), dialled);
  }

  private List<Figure> figures(String name, Round round) {
    Measurement best = round.all;
    double linkMicros = round.linkNanos / 1e3;
    int count = subject.blocks().size();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atLeast(REFERENCE_BLOCKS_PER_SECOND, name, best.perSecond(count), "blocks/s"));
    figures.add(
        Figure.of(name + ", processor time of both nodes", best.cpuMicrosEach(count), "µs/block"));
    figures.add(Figure.of(name + ", of that the connection", linkMicros / count, "µs/block"));
    if (subject.transfers() > 0) {
      long transfers = subject.transfers();
      figures.add(Figure.of(name, best.perSecond(transfers), "transfers/s"));
      figures.add(
          Figure.of(
              name + ", processor time of both nodes",
              best.cpuMicrosEach(transfers),
              "µs/transfer"));
      // Both ends' threads together on one core: what the connection alone could carry.
      figures.add(
          Figure.atLeast(
              LINK_TRANSFERS_PER_SECOND,
              name + ", what one core could carry for both ends",
              1e6 * transfers / linkMicros,
              "transfers/s"));
    }
    return figures;
  }
}
