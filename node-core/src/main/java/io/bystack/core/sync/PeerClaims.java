package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What peers say of their best blocks, and how far that can be believed. Not thread-safe. */
final class PeerClaims {
  /** After so many heights for which it could show nothing a peer's word counts no more. */
  private static final int MAX_EMPTY = 3;

  /** Honest peers leave a branch now and then: so often what they could not show is forgotten. */
  private static final long FORGIVING_MILLIS = 600_000;

  private final BlockTree tree;
  private final Map<PeerState, Hash> nothingNewAt = new HashMap<>();
  private final Map<PeerState, Integer> empty = new HashMap<>();
  private long forgivingAt;

  PeerClaims(BlockTree tree) {
    this.tree = tree;
  }

  void gone(PeerState peer) {
    nothingNewAt.remove(peer);
    empty.remove(peer);
  }

  void tick(long now) {
    if (now >= forgivingAt) {
      empty.clear();
      forgivingAt = now + FORGIVING_MILLIS;
    }
  }

  /** Up to its best block a peer has nothing for us: not asked again until it shows another. */
  void nothingNew(PeerState peer) {
    peer.status().ifPresent(s -> nothingNewAt.put(peer, s.hash()));
  }

  /** Whether a peer's best block may lead to something new. */
  boolean mayBeNew(PeerState peer) {
    return !peer.status().orElseThrow().hash().equals(nothingNewAt.get(peer));
  }

  /** What was not new beside other headers may be new without them. */
  void lookAgain() {
    nothingNewAt.clear();
  }

  /** A peer could not show what leads to its best block. */
  void couldNotShow(PeerState peer) {
    empty.merge(peer, 1, Integer::sum);
  }

  void couldShow(PeerState peer) {
    empty.remove(peer);
  }

  /**
   * How high the chain is as far as peers can be believed: what the greater part of them says at
   * least. Any single one may claim anything.
   *
   * @param checked what is known without them, as headers that have been checked
   * @return {@code checked} at least
   */
  long credible(Collection<PeerState> peers, long checked) {
    long[] heights =
        peers.stream().filter(this::isBelieved).mapToLong(this::believed).sorted().toArray();
    return heights.length == 0 ? checked : Math.max(checked, heights[(heights.length - 1) / 2]);
  }

  private boolean isBelieved(PeerState peer) {
    return peer.status().isPresent()
        && empty.getOrDefault(peer, 0) < MAX_EMPTY
        && (isStored(peer) || mayBeNew(peer));
  }

  private boolean isStored(PeerState peer) {
    return tree.find(peer.status().orElseThrow().hash()).isPresent();
  }

  private long believed(PeerState peer) {
    return tree.find(peer.status().orElseThrow().hash())
        .map(BlockRef::height)
        .orElse(peer.height());
  }
}
