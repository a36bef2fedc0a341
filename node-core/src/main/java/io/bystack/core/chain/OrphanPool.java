package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks whose parent has not come yet, unchecked (spec/03 §8.3). Bounded in number, bytes, age and
 * per source; what came first goes first. Not thread-safe.
 */
final class OrphanPool {
  /** A waiting block. */
  record Orphan(Block block, String source, long expiresAtMillis) {}

  private final OrphanLimits limits;
  // In order of arrival; all live equally long, so also in order of expiry.
  private final Map<Hash, Orphan> byHash = new LinkedHashMap<>();
  private final Map<Hash, List<Hash>> byParent = new HashMap<>();
  private final Map<String, Integer> bySource = new HashMap<>();
  private long bytes;

  OrphanPool(OrphanLimits limits) {
    this.limits = limits;
  }

  boolean contains(Hash hash) {
    return byHash.containsKey(hash);
  }

  int size() {
    return byHash.size();
  }

  /** Waiting children of a block in order of arrival. */
  List<Block> waitingFor(Hash parent) {
    List<Block> blocks = new ArrayList<>();
    for (Hash hash : byParent.getOrDefault(parent, List.of())) {
      blocks.add(byHash.get(hash).block());
    }
    return blocks;
  }

  /** Takes a block in, if need be for the oldest ones; refuses what alone is over a limit. */
  boolean add(Block block, String source, long nowMillis) {
    long size = block.raw().length();
    if (size > limits.bytes() || contains(block.hash())) {
      return contains(block.hash());
    }
    expire(nowMillis);
    if (bySource.getOrDefault(source, 0) >= limits.perSource()) {
      removeOldestOf(source);
    }
    while (!byHash.isEmpty()
        && (byHash.size() >= limits.blocks() || bytes + size > limits.bytes())) {
      remove(byHash.keySet().iterator().next());
    }
    byHash.put(block.hash(), new Orphan(block, source, nowMillis + limits.life().toMillis()));
    byParent.computeIfAbsent(block.header().previous(), h -> new ArrayList<>()).add(block.hash());
    bySource.merge(source, 1, Integer::sum);
    bytes += size;
    return true;
  }

  private void removeOldestOf(String source) {
    for (Map.Entry<Hash, Orphan> entry : byHash.entrySet()) {
      if (entry.getValue().source().equals(source)) {
        remove(entry.getKey());
        return;
      }
    }
  }

  void expire(long nowMillis) {
    Iterator<Map.Entry<Hash, Orphan>> oldest = byHash.entrySet().iterator();
    List<Hash> expired = new ArrayList<>();
    while (oldest.hasNext()) {
      Map.Entry<Hash, Orphan> entry = oldest.next();
      if (entry.getValue().expiresAtMillis() > nowMillis) {
        break;
      }
      expired.add(entry.getKey());
    }
    expired.forEach(this::remove);
  }

  void remove(Hash hash) {
    Orphan orphan = byHash.remove(hash);
    if (orphan == null) {
      return;
    }
    bytes -= orphan.block().raw().length();
    bySource.computeIfPresent(orphan.source(), (s, n) -> n == 1 ? null : n - 1);
    Hash parent = orphan.block().header().previous();
    List<Hash> siblings = byParent.get(parent);
    siblings.remove(hash);
    if (siblings.isEmpty()) {
      byParent.remove(parent);
    }
  }

  /** Removes a block and everything that waits for it. */
  void removeWithDescendants(Hash hash) {
    List<Hash> todo = new ArrayList<>(List.of(hash));
    while (!todo.isEmpty()) {
      Hash next = todo.removeLast();
      todo.addAll(byParent.getOrDefault(next, List.of()));
      remove(next);
    }
  }
}
