package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshot;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotChunk;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the file of a snapshot from peers on the fast lane: one tells what it consists of, all that
 * tell the same give chunks. Each chunk is checked as it comes; whether the file is the snapshot
 * whose digest the operator trusts shows when it is loaded. Belongs to the owner's thread.
 */
final class SnapshotFetch {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFetch.class);
  private static final int UNDER_WAY = 4;
  private static final long PATIENCE_MILLIS = 20_000;
  private static final long ASK_AGAIN_MILLIS = 3_000;
  private static final long REPORT_MILLIS = 10_000;

  private final Wanted wanted;
  private CompletableFuture<Path> done;
  private final Map<PeerState, Long> asked = new HashMap<>();
  private final Map<PeerState, Manifest> offers = new HashMap<>();
  private final Set<Manifest> refused = new HashSet<>();
  private final Map<Integer, Ask> underWay = new HashMap<>();
  private final TreeSet<Integer> missing = new TreeSet<>();
  private Optional<Manifest> plan = Optional.empty();
  private long reportDue;

  /**
   * What to get.
   *
   * @param height of its tip
   * @param digest of its state, which the operator trusts
   * @param file where to put it
   */
  public record Wanted(long height, Hash digest, Path file) {}

  private record Ask(PeerState peer, long since) {}

  SnapshotFetch(Wanted wanted, CompletableFuture<Path> done) {
    this.wanted = wanted;
    this.done = done;
  }

  boolean isOver() {
    return done.isDone();
  }

  /** The file came out to be something else: what led to it is not taken again. */
  void refuse(CompletableFuture<Path> next) {
    done = next;
    plan.ifPresent(refused::add);
    offers.forEach((peer, offer) -> {
      if (refused.contains(offer)) {
        peer.link().offend(Offence.HOSTILE, "a snapshot other than its digest says");
      }
    });
    begin(Optional.empty());
  }

  void tick(Collection<PeerState> peers, long now) {
    if (isOver()) {
      return;
    }
    for (PeerState peer : peers) {
      boolean due = now - asked.getOrDefault(peer, 0L) >= ASK_AGAIN_MILLIS;
      if (peer.registered() && peer.link().fastLane() && !offers.containsKey(peer) && due) {
        asked.put(peer, now);
        peer.link().send(new GetSnapshot(wanted.height, wanted.digest));
      }
    }
    for (Map.Entry<Integer, Ask> late : Map.copyOf(underWay).entrySet()) {
      if (now - late.getValue().since > PATIENCE_MILLIS) {
        offers.remove(late.getValue().peer);
        again(late.getKey());
      }
    }
    choose();
    assign(now);
    if (now >= reportDue) {
      reportDue = now + REPORT_MILLIS;
      report();
    }
  }

  private void report() {
    if (plan.isEmpty()) {
      LOG.info("looking for a peer that has snapshot {}:{}", wanted.height, wanted.digest);
    } else {
      int all = plan.get().chunks().size();
      LOG.info(
          "snapshot {}: {} of {} chunks are here",
          wanted.height,
          all - missing.size() - underWay.size(),
          all);
    }
  }

  void received(PeerState peer, SnapshotManifest message, long now) {
    Manifest offer = new Manifest(message.bytes(), message.chunks());
    boolean mine = asked.containsKey(peer) && message.digest().equals(wanted.digest);
    if (!mine || isOver() || offer.chunks().isEmpty() || refused.contains(offer)) {
      return;
    }
    long full = (long) offer.chunks().size() * LaneMessage.CHUNK;
    if (offer.bytes() > full || offer.bytes() <= full - LaneMessage.CHUNK) {
      peer.link().offend(Offence.ILLEGAL, "a snapshot of another length than its chunks");
      return;
    }
    offers.put(peer, offer);
    choose();
    assign(now);
  }

  /** Keeps to a plan as long as somebody still gives its chunks. */
  private void choose() {
    if (plan.isEmpty() || !offers.containsValue(plan.get())) {
      offers.values().stream().findFirst().ifPresent(offer -> begin(Optional.of(offer)));
    }
  }

  private void begin(Optional<Manifest> chosen) {
    plan = chosen;
    underWay.clear();
    missing.clear();
    offers.values().removeIf(refused::contains);
    if (chosen.isEmpty()) {
      return;
    }
    for (int i = 0; i < chosen.get().chunks().size(); i++) {
      missing.add(i);
    }
    try {
      Files.deleteIfExists(wanted.file);
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  private void assign(long now) {
    if (plan.isEmpty()) {
      return;
    }
    for (Map.Entry<PeerState, Manifest> offer : offers.entrySet()) {
      PeerState peer = offer.getKey();
      long busy = underWay.values().stream().filter(a -> a.peer == peer).count();
      while (offer.getValue().equals(plan.get()) && busy < UNDER_WAY && !missing.isEmpty()) {
        int index = missing.first();
        if (!peer.link().send(new GetSnapshotChunk(wanted.digest, index))) {
          break;
        }
        missing.remove(index);
        underWay.put(index, new Ask(peer, now));
        busy++;
      }
    }
  }

  private void again(int index) {
    underWay.remove(index);
    missing.add(index);
  }

  void received(PeerState peer, SnapshotChunk message, long now) {
    Ask ask = underWay.get(message.index());
    if (isOver() || ask == null || ask.peer != peer || !message.digest().equals(wanted.digest)) {
      return;
    }
    Bytes content = message.content();
    if (content.isEmpty() || !Sha3.sha3(content).equals(plan.get().chunks().get(message.index()))) {
      if (!content.isEmpty()) {
        peer.link().offend(Offence.ILLEGAL, "a chunk of a snapshot other than announced");
      }
      offers.remove(peer);
      again(message.index());
    } else {
      write(message.index(), content);
    }
    choose();
    assign(now);
  }

  private void write(int index, Bytes content) {
    try (RandomAccessFile file = new RandomAccessFile(wanted.file.toFile(), "rw")) {
      file.seek((long) index * LaneMessage.CHUNK);
      file.write(content.toArray());
      underWay.remove(index);
    } catch (IOException e) {
      done.completeExceptionally(e);
      return;
    }
    if (missing.isEmpty() && underWay.isEmpty()) {
      done.complete(wanted.file);
    }
  }

  void gone(PeerState peer) {
    asked.remove(peer);
    offers.remove(peer);
    List<Integer> lost =
        underWay.entrySet().stream()
            .filter(e -> e.getValue().peer == peer)
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(this::again);
  }
}
