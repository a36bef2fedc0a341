package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.BlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.Bodies;
import io.bystack.core.p2p.message.LaneMessage.CompactBlock;
import io.bystack.core.p2p.message.LaneMessage.GetBlockTransactions;
import io.bystack.core.p2p.message.LaneMessage.GetBodies;
import io.bystack.core.p2p.message.LaneMessage.GetHeaderRange;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshot;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.GetTransactions;
import io.bystack.core.p2p.message.LaneMessage.HeaderRange;
import io.bystack.core.p2p.message.LaneMessage.Inventory;
import io.bystack.core.p2p.message.LaneMessage.PoolTransactions;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.Offence;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Our own way to speak with nodes of this software: takes every message of the fast lane to who
 * deals with it. Belongs to the owner's thread.
 */
final class FastLane {
  /** A peer that does not take what it asked for gets nothing more. */
  private static final long MAX_QUEUED = 24L << 20;

  private final Downloader downloader;
  private final TransactionRelay transactions;
  private final CompactRelay compact;
  private final LaneResponder responder;
  private SnapshotSource snapshots = SnapshotSource.NONE;
  private Optional<SnapshotFetch> snapshotFetch = Optional.empty();
  // Set by the owner; others look how far it is.
  private volatile Optional<HistoryFetch> history = Optional.empty();

  FastLane(
      ChainAccess chain, Downloader downloader, BlockRelay blocks, TransactionRelay transactions) {
    this.downloader = downloader;
    this.transactions = transactions;
    this.compact = new CompactRelay(chain, blocks);
    this.responder = new LaneResponder(chain);
  }

  void serve(SnapshotSource source) {
    snapshots = source;
  }

  /** Gets a snapshot; until it is here no blocks are fetched. */
  void fetch(SnapshotFetch fetch) {
    downloader.hold();
    snapshotFetch = Optional.of(fetch);
  }

  /** Fetches the blocks below a loaded snapshot. */
  void fetch(HistoryFetch fetch) {
    history = Optional.of(fetch);
  }

  /** The snapshot that was fetched is another than it should be. */
  void refuseSnapshot(CompletableFuture<FetchedSnapshot> next) {
    snapshotFetch.orElseThrow().refuse(next);
  }

  Optional<HistoryProgress> history() {
    return history.flatMap(HistoryFetch::progress);
  }

  CompactTally compactBlocks() {
    return compact.tally();
  }

  void received(PeerState peer, LaneMessage message, long now) {
    switch (message) {
      case GetHeaderRange m -> answer(peer, now, () -> responder.headers(m));
      case GetBodies m -> answer(peer, now, () -> responder.bodies(m));
      case GetBlockTransactions m -> answer(peer, now, () -> responder.blockTransactions(m));
      case GetTransactions m -> answer(peer, now, () -> responder.transactions(m, peer));
      case HeaderRange m -> downloader.receivedRange(peer, m.headers());
      case Bodies m -> bodies(peer, m, now);
      case CompactBlock m -> compact.received(peer, m, now);
      case BlockTransactions m -> compact.received(peer, m, now);
      case Inventory m -> transactions.received(peer, m, now);
      case PoolTransactions m -> transactions.received(peer, m);
      case GetSnapshot m -> answer(peer, now, () -> manifest(m));
      case GetSnapshotChunk m -> answer(peer, now, () -> chunk(m));
      case SnapshotManifest m -> snapshotFetch.ifPresent(f -> f.received(peer, m, now));
      case SnapshotChunk m -> snapshotFetch.ifPresent(f -> f.received(peer, m, now));
    }
  }

  private void bodies(PeerState peer, Bodies message, long now) {
    boolean ofHistory = message.request() >= HistoryFetch.FIRST_REQUEST;
    if (ofHistory) {
      history.ifPresent(h -> h.received(peer, message, now));
    } else if (!compact.received(peer, message, now)) {
      downloader.receivedBodies(peer, message);
    }
  }

  /** A single block, which only the past is asked for. */
  boolean received(PeerState peer, BlockText message) {
    return history.map(h -> h.received(peer, message)).orElse(false);
  }

  private SnapshotManifest manifest(GetSnapshot asked) {
    return snapshots
        .manifest(asked.height(), asked.digest())
        .map(m -> m.message(asked.digest()))
        .orElse(new SnapshotManifest(asked.digest(), 0, 0, List.of()));
  }

  private SnapshotChunk chunk(GetSnapshotChunk asked) {
    Bytes content = snapshots.chunk(asked.digest(), asked.index()).orElse(Bytes.EMPTY);
    return new SnapshotChunk(asked.digest(), asked.index(), content);
  }

  @FunctionalInterface
  private interface Answer {
    Message make();
  }

  private static void answer(PeerState peer, long now, Answer answer) {
    if (!peer.takeRequest(now)) {
      peer.link().offend(Offence.MALFORMED, "too many requests");
    } else if (peer.link().queuedBytes() <= MAX_QUEUED) {
      peer.link().send(answer.make());
    }
  }

  void tick(Collection<PeerState> peers, long now) {
    compact.tick(now);
    snapshotFetch.ifPresent(f -> f.tick(peers, now));
    history.ifPresent(h -> h.tick(peers, downloader.isBusy(), now));
  }

  void gone(PeerState peer, long now) {
    compact.gone(peer, now);
    snapshotFetch.ifPresent(f -> f.gone(peer));
    history.ifPresent(h -> h.gone(peer));
  }
}
