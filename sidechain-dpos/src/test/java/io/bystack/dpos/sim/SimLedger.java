package io.bystack.dpos.sim;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.HashMap;
import java.util.Map;

/** What the whole network has done, for the invariants. */
final class SimLedger {
  private record Signed(Bytes key, long height) {}

  private final long seed;
  private final Map<Long, Hash> irreversible = new HashMap<>();
  private final Map<Signed, Hash> signed = new HashMap<>();

  SimLedger(long seed) {
    this.seed = seed;
  }

  /** An honest node calls a block irreversible. */
  void irreversible(int node, long height, Hash block) {
    Hash before = irreversible.putIfAbsent(height, block);
    if (before != null && !before.equals(block)) {
      throw new AssertionError(
          "seed %d: height %d is irreversible as %s and, on node %d, as %s"
              .formatted(seed, height, before, node, block));
    }
  }

  /** An honest key, in use on one machine, has signed. */
  void honestSignature(Bytes key, long height, Hash block) {
    Hash before = signed.putIfAbsent(new Signed(key, height), block);
    if (before != null && !before.equals(block)) {
      throw new AssertionError(
          "seed %d: honest key %s signed %s and %s at height %d"
              .formatted(seed, key, before, block, height));
    }
  }

  int irreversibleHeights() {
    return irreversible.size();
  }
}
