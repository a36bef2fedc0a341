package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What peers have sent of their own accord and is being looked at: so many things and so many bytes
 * of one peer, and of all. What does not fit is not taken. Belongs to the owner's thread.
 */
final class InHand {
  private final Load mostOfPeer;
  private final Load mostInAll;
  private final Map<Hash, Held> held = new HashMap<>();
  private final Map<PeerState, Load> ofPeers = new HashMap<>();
  private Load inAll = Load.NONE;

  /** A number of things and the sum of their bytes. */
  record Load(int things, long bytes) {
    static final Load NONE = new Load(0, 0);

    private Load plus(int more, long moreBytes) {
      return new Load(things + more, bytes + moreBytes);
    }

    private boolean isWithin(Load most) {
      return things <= most.things && bytes <= most.bytes;
    }
  }

  private record Held(PeerState peer, long bytes) {}

  InHand(Load mostOfPeer, Load mostInAll) {
    this.mostOfPeer = mostOfPeer;
    this.mostInAll = mostInAll;
  }

  boolean contains(Hash thing) {
    return held.containsKey(thing);
  }

  /**
   * Takes a thing that a peer has sent or begins to send.
   *
   * @param bytes that are here of it
   * @return false if it is in hand already, or would be too much
   */
  boolean take(PeerState peer, Hash thing, long bytes) {
    return !contains(thing) && put(peer, thing, new Load(1, bytes), bytes);
  }

  /** More bytes of a thing in hand have come; false, and it is as before, if that is too much. */
  boolean grow(Hash thing, long bytes) {
    Held before = held.get(thing);
    return before != null && put(before.peer, thing, new Load(0, bytes), before.bytes + bytes);
  }

  private boolean put(PeerState peer, Hash thing, Load more, long bytes) {
    Load ofPeer = ofPeers.getOrDefault(peer, Load.NONE).plus(more.things, more.bytes);
    Load all = inAll.plus(more.things, more.bytes);
    if (!ofPeer.isWithin(mostOfPeer) || !all.isWithin(mostInAll)) {
      return false;
    }
    held.put(thing, new Held(peer, bytes));
    ofPeers.put(peer, ofPeer);
    inAll = all;
    return true;
  }

  /** Done with a thing; false if it was not in hand. */
  boolean release(Hash thing) {
    Optional<Held> done = Optional.ofNullable(held.remove(thing));
    done.ifPresent(one -> {
      inAll = inAll.plus(-1, -one.bytes);
      ofPeers.compute(one.peer, (_, load) -> load.things == 1 ? null : load.plus(-1, -one.bytes));
    });
    return done.isPresent();
  }

  /** All that is in hand. */
  Load inAll() {
    return inAll;
  }
}
