package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.SnapshotOffers.Offer;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the file of a snapshot from peers on the fast lane: they tell what it consists of, and all
 * that tell the same give parts. Each part is checked as it comes and kept on disk; a lost
 * connection, another peer or another process go on from there. Peers may have different files of
 * the same state: one is followed as long as it comes at a bearable pace. Whether the file is the
 * snapshot whose digest the operator trusts shows when it is loaded. Belongs to the owner's thread.
 */
final class SnapshotFetch {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFetch.class);
  private static final int UNDER_WAY = 4;

  /** A peer must give a part in this time, 50 kB/s. */
  private static final long PATIENCE_MILLIS = 20_000;

  private static final long SLOW_EXCLUSION_MILLIS = 60_000;
  private static final long BAD_EXCLUSION_MILLIS = 600_000;
  private static final long REPORT_MILLIS = 10_000;

  /** So long others may answer too before a file is begun. */
  private static final long DECISION_MILLIS = 3_000;

  /** A file of which fewer parts come in this time makes way for another for a while. */
  private static final long WINDOW_MILLIS = 60_000;

  private static final int PARTS_IN_A_WINDOW = 6;

  private final long height;
  private final Hash digest;
  private final SnapshotDisk disk;
  private final SnapshotOffers offers;
  private CompletableFuture<FetchedSnapshot> done;
  private final Map<Integer, Ask> underWay = new HashMap<>();
  private final Map<PeerState, Long> gaveAt = new HashMap<>();
  private Optional<SnapshotParts> current;
  private Optional<Manifest> latest = Optional.empty();
  private Optional<Chosen> chosen = Optional.empty();
  private long decisionDue = Long.MAX_VALUE;
  private long windowEnd = Long.MAX_VALUE;
  private int partsBefore;
  private long reportDue;
  private int partsReported;

  private record Ask(PeerState peer, long since) {}

  /** A file that is to be followed once its manifest is here, and who was asked for that. */
  private record Chosen(Hash id, Optional<PeerState> asked, long until) {}

  /**
   * Goes on with what the disk has, or begins.
   *
   * @param height of the snapshot's tip
   * @param digest of its state, which the operator trusts
   */
  SnapshotFetch(
      long height, Hash digest, SnapshotDisk disk, CompletableFuture<FetchedSnapshot> done) {
    this.height = height;
    this.digest = digest;
    this.disk = disk;
    this.offers = new SnapshotOffers(height, digest);
    this.done = done;
    this.current = disk.fullest();
    finishIfComplete();
  }

  boolean isOver() {
    return done.isDone();
  }

  /** The file came out to be something else: it is deleted, and not taken again. */
  void refuse(CompletableFuture<FetchedSnapshot> next) {
    done = next;
    if (current.isEmpty()) {
      return;
    }
    SnapshotParts bad = current.get();
    offers.refuse(bad.id());
    underWay.clear();
    current = Optional.empty();
    latest = Optional.empty();
    try {
      disk.discard(bad);
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  void tick(Collection<PeerState> peers, long now) {
    if (isOver()) {
      return;
    }
    offers.ask(peers, now);
    expire(now);
    goOn(now);
    if (now >= reportDue) {
      report(now);
    }
  }

  /** Who has given nothing for too long gives nothing more for a while. */
  private void expire(long now) {
    for (Ask ask : List.copyOf(underWay.values())) {
      boolean late = now - Math.max(ask.since, gaveAt.getOrDefault(ask.peer, 0L)) > PATIENCE_MILLIS;
      if (late && underWay.containsValue(ask)) {
        underWay.values().removeIf(a -> a.peer == ask.peer);
        offers.exclude(ask.peer, now + SLOW_EXCLUSION_MILLIS);
      }
    }
  }

  private void report(long now) {
    if (current.isPresent()) {
      report(current.get());
    } else if (offers.all().isEmpty()) {
      LOG.info("looking for a peer that has snapshot {}:{}", height, digest);
    } else if (chosen.isEmpty()) {
      LOG.warn(
          "snapshot {}: {} bytes may still be written to the disk, too little for what is offered:"
              + " {}",
          height,
          disk.room(),
          offers.all());
    }
    reportDue = now + REPORT_MILLIS;
  }

  private void report(SnapshotParts parts) {
    int fresh = parts.count() - partsReported;
    int left = parts.total() - parts.count();
    LOG.info(
        "snapshot {}: {} of {} parts are here, {} left",
        height,
        parts.count(),
        parts.total(),
        reportDue == 0 || fresh <= 0
            ? "unknown time"
            : SyncProgress.text(Duration.ofMillis(left * REPORT_MILLIS / fresh)));
    partsReported = parts.count();
    if (disk.room() < parts.manifest().length(0)) {
      LOG.warn("snapshot {}: the disk is nearly full, nothing more is asked for", height);
    }
  }

  void received(PeerState peer, SnapshotManifest message, long now) {
    if (isOver()) {
      return;
    }
    Optional<Manifest> manifest = offers.received(peer, message, now);
    if (manifest.isPresent()) {
      latest = manifest;
      decisionDue = Math.min(decisionDue, now + DECISION_MILLIS);
    }
    goOn(now);
  }

  private void goOn(long now) {
    try {
      choose(now);
    } catch (IOException e) {
      done.completeExceptionally(e);
      return;
    }
    assign(now);
  }

  /** Keeps to a file while it comes, and gives it time to come again. */
  private void choose(long now) throws IOException {
    if (current.isPresent() && !makesWay(current.get(), now)) {
      return;
    }
    if (current.isEmpty() && offers.areAwaited() && chosen.isEmpty() && now < decisionDue) {
      return;
    }
    chosen
        .filter(c -> now >= c.until)
        .flatMap(Chosen::asked)
        .ifPresent(peer -> offers.exclude(peer, now + SLOW_EXCLUSION_MILLIS));
    chosen = chosen.filter(c -> now < c.until && offers.isOffered(c.id));
    if (chosen.isEmpty()) {
      chosen =
          offers
              .best(this::fits, this::partsHere)
              .map(Offer::id)
              .filter(id -> current.filter(parts -> parts.id().equals(id)).isEmpty())
              .map(id -> new Chosen(id, askForManifest(id, now), now + PATIENCE_MILLIS));
    }
    Optional<Manifest> manifest = chosen.flatMap(c -> manifest(c.id));
    if (manifest.isPresent()) {
      follow(disk.begin(manifest.get()), now);
    }
  }

  private Optional<PeerState> askForManifest(Hash id, long now) {
    return manifest(id).isPresent() ? Optional.empty() : offers.askAgain(id, now);
  }

  /** Whether another file is to be looked for. */
  private boolean makesWay(SnapshotParts parts, long now) {
    if (windowEnd == Long.MAX_VALUE) {
      beginWindow(now);
    }
    boolean nothing = parts.count() == 0 && !offers.isOffered(parts.id());
    if (!nothing && now < windowEnd) {
      return chosen.isPresent();
    }
    boolean slow = nothing || parts.count() - partsBefore < PARTS_IN_A_WINDOW;
    beginWindow(now);
    if (slow) {
      offers.rest(parts.id(), now);
    } else {
      chosen = Optional.empty();
    }
    return slow;
  }

  private boolean fits(Offer offer) {
    return disk.fits(offer.id(), offer.bytes(), offer.unpacked());
  }

  private int partsHere(Offer offer) {
    return disk.find(offer.id()).map(SnapshotParts::count).orElse(0);
  }

  private Optional<Manifest> manifest(Hash id) {
    return disk.find(id)
        .map(SnapshotParts::manifest)
        .or(() -> latest.filter(m -> SnapshotDisk.id(digest, m).equals(id)));
  }

  private void follow(SnapshotParts parts, long now) {
    underWay.clear();
    chosen = Optional.empty();
    latest = Optional.empty();
    current = Optional.of(parts);
    partsReported = parts.count();
    beginWindow(now);
  }

  private void beginWindow(long now) {
    windowEnd = now + WINDOW_MILLIS;
    partsBefore = current.map(SnapshotParts::count).orElse(0);
  }

  private void assign(long now) {
    if (current.isEmpty() || isOver()) {
      return;
    }
    SnapshotParts parts = current.get();
    long room = disk.room();
    for (PeerState peer : offers.giversOf(parts.id())) {
      long busy = underWay.values().stream().filter(a -> a.peer == peer).count();
      for (; busy < UNDER_WAY; busy++) {
        int index = nextMissing(parts);
        boolean fits = room >= (underWay.size() + 1L) * parts.manifest().length(0);
        if (index == parts.total()
            || !fits
            || !peer.link().send(new GetSnapshotChunk(digest, index))) {
          break;
        }
        underWay.put(index, new Ask(peer, now));
      }
    }
  }

  private int nextMissing(SnapshotParts parts) {
    int index = parts.missingFrom(0);
    while (underWay.containsKey(index)) {
      index = parts.missingFrom(index + 1);
    }
    return index;
  }

  void received(PeerState peer, SnapshotChunk message, long now) {
    int index = message.index();
    Ask ask = underWay.get(index);
    if (isOver() || ask == null || ask.peer != peer || !message.digest().equals(digest)) {
      return;
    }
    underWay.remove(index);
    Bytes content = message.content();
    if (content.isEmpty()) {
      offers.exclude(peer, now + SLOW_EXCLUSION_MILLIS);
    } else if (!current.orElseThrow().isPart(index, content)) {
      offers.exclude(peer, now + BAD_EXCLUSION_MILLIS);
      peer.link().offend(Offence.ILLEGAL, "a part of a snapshot other than announced");
    } else {
      gaveAt.put(peer, now);
      take(index, content);
    }
    goOn(now);
  }

  private void take(int index, Bytes content) {
    try {
      current.orElseThrow().put(index, content);
      finishIfComplete();
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  private void finishIfComplete() {
    current
        .filter(SnapshotParts::isComplete)
        .ifPresent(c -> done.complete(new FetchedSnapshot(c.file(), c.manifest().unpacked())));
  }

  void gone(PeerState peer) {
    offers.gone(peer);
    gaveAt.remove(peer);
    underWay.values().removeIf(ask -> ask.peer == peer);
  }
}
