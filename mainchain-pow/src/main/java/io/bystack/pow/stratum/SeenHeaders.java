package io.bystack.pow.stratum;

import io.bystack.core.bytes.Hash;
import java.util.LinkedHashSet;

/**
 * The headers that shares were sent for, the latest so many: on a chain that stands for days there
 * is no end to them. Thread-safe.
 */
final class SeenHeaders {
  private final int limit;
  private final LinkedHashSet<Hash> hashes = new LinkedHashSet<>();

  /**
   * @param limit the oldest beyond it are forgotten
   */
  SeenHeaders(int limit) {
    this.limit = limit;
  }

  /** False if the header was there already. */
  synchronized boolean add(Hash header) {
    boolean fresh = hashes.add(header);
    if (hashes.size() > limit) {
      hashes.removeFirst();
    }
    return fresh;
  }

  synchronized void remove(Hash header) {
    hashes.remove(header);
  }

  synchronized void clear() {
    hashes.clear();
  }
}
