package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LaneMessage.GetSnapshot;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.net.Offence;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Who has which file of a wanted snapshot. Of each file only its id and its sizes are remembered:
 * the manifest, which may have two megabytes, is asked for again when the file is to be followed.
 * Belongs to the owner's thread.
 */
final class SnapshotOffers {
  private static final long ASK_AGAIN_MILLIS = 3_000;
  private static final long ANSWER_MILLIS = 30_000;
  private static final long BAD_EXCLUSION_MILLIS = 600_000;
  private static final long REST_MILLIS = 600_000;
  private static final int MAX_REFUSED = 1_024;

  private final long height;
  private final Hash digest;
  private final Map<PeerState, Giver> givers = new LinkedHashMap<>();
  private final Map<Hash, Long> restingUntil = new HashMap<>();
  private final RecentSet<Hash> refused = new RecentSet<>(MAX_REFUSED);

  /** A file of the snapshot; see {@link SnapshotDisk} for its id. */
  record Offer(Hash id, long bytes, long unpacked) {}

  /** A peer that may have the snapshot. */
  private static final class Giver {
    private Optional<Offer> offer = Optional.empty();
    private boolean awaited;
    private long askDue;
    private long excludedUntil;
    private int failures;

    boolean offers(Hash id) {
      return offer.filter(o -> o.id.equals(id)).isPresent();
    }

    void exclude(long until) {
      offer = Optional.empty();
      excludedUntil = until;
      failures++;
    }
  }

  /**
   * @param height of the snapshot's tip
   * @param digest of its state
   */
  SnapshotOffers(long height, Hash digest) {
    this.height = height;
    this.digest = digest;
  }

  /** Asks those that have offered nothing, now and then. */
  void ask(Collection<PeerState> peers, long now) {
    for (PeerState peer : peers) {
      if (peer.registered() && peer.link().fastLane()) {
        Giver giver = givers.computeIfAbsent(peer, _ -> new Giver());
        boolean open = giver.offer.isEmpty() && now >= giver.excludedUntil;
        if (open && now >= giver.askDue) {
          ask(peer, giver, now);
        }
      }
    }
    restingUntil.values().removeIf(until -> until <= now);
  }

  private void ask(PeerState peer, Giver giver, long now) {
    giver.awaited = peer.link().send(new GetSnapshot(height, digest));
    giver.askDue = now + ANSWER_MILLIS;
  }

  /** Asks somebody who offers a file for its manifest once more. */
  Optional<PeerState> askAgain(Hash id, long now) {
    Optional<PeerState> asked = giversOf(id).stream().findFirst();
    asked.ifPresent(peer -> ask(peer, givers.get(peer), now));
    return asked;
  }

  /**
   * Takes note of what a peer says it has.
   *
   * @return the manifest, if it was asked for, and is one of a file that may be good
   */
  Optional<Manifest> received(PeerState peer, SnapshotManifest message, long now) {
    Giver giver = givers.get(peer);
    if (giver == null || !giver.awaited || !message.digest().equals(digest)) {
      return Optional.empty();
    }
    giver.awaited = false;
    giver.askDue = now + ASK_AGAIN_MILLIS;
    giver.offer = Optional.empty();
    if (message.chunks().isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = Manifest.of(message);
    Optional<String> contradiction = manifest.contradiction();
    if (contradiction.isPresent()) {
      giver.exclude(now + BAD_EXCLUSION_MILLIS);
      peer.link().offend(Offence.ILLEGAL, contradiction.get());
      return Optional.empty();
    }
    Hash id = SnapshotDisk.id(digest, manifest);
    if (refused.contains(id)) {
      giver.exclude(Long.MAX_VALUE);
      peer.link().offend(Offence.HOSTILE, "a snapshot that was found to be another before");
      return Optional.empty();
    }
    giver.offer = Optional.of(new Offer(id, manifest.bytes(), manifest.unpacked()));
    return Optional.of(manifest);
  }

  /**
   * A file came out to be something else: it is not taken again, and those who offer it are out.
   */
  void refuse(Hash id) {
    refused.add(id);
    givers.forEach((peer, giver) -> {
      if (giver.offers(id)) {
        giver.exclude(Long.MAX_VALUE);
        peer.link().offend(Offence.HOSTILE, "a snapshot other than its digest says");
      }
    });
  }

  /** Other files are preferred to this one for a while. */
  void rest(Hash id, long now) {
    restingUntil.put(id, now + REST_MILLIS);
  }

  /** Whether an answer is still to come that could be another offer. */
  boolean areAwaited() {
    return givers.values().stream().anyMatch(giver -> giver.awaited);
  }

  boolean isOffered(Hash id) {
    return givers.values().stream().anyMatch(giver -> giver.offers(id));
  }

  /** Those that give a file. */
  List<PeerState> giversOf(Hash id) {
    return givers.entrySet().stream()
        .filter(entry -> entry.getValue().offers(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The different files that are offered. */
  Set<Offer> all() {
    return givers.values().stream()
        .flatMap(giver -> giver.offer.stream())
        .collect(Collectors.toSet());
  }

  /**
   * The best file that is offered: not resting, most of it here, had by most peers, had by one that
   * has failed least.
   *
   * @param fits whether there is room for it
   * @param here how much of it is here
   */
  Optional<Offer> best(Predicate<Offer> fits, ToIntFunction<Offer> here) {
    return all().stream()
        .filter(fits)
        .min(
            Comparator.<Offer, Boolean>comparing(offer -> restingUntil.containsKey(offer.id))
                .thenComparing(here::applyAsInt, Comparator.reverseOrder())
                .thenComparing(offer -> giversOf(offer.id).size(), Comparator.reverseOrder())
                .thenComparingInt(this::failures)
                .thenComparingLong(Offer::bytes)
                .thenComparing(Offer::id));
  }

  private int failures(Offer offer) {
    return givers.values().stream()
        .filter(giver -> giver.offers(offer.id))
        .mapToInt(giver -> giver.failures)
        .min()
        .orElse(0);
  }

  /** A peer has not given what it should: it is asked for nothing until then. */
  void exclude(PeerState peer, long until) {
    Optional.ofNullable(givers.get(peer)).ifPresent(giver -> giver.exclude(until));
  }

  void gone(PeerState peer) {
    givers.remove(peer);
  }
}
