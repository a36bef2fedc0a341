package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transactions that spend what nobody has made yet, found again by every output they miss. Bounded
 * in number, bytes and age; the oldest goes first. Not thread-safe.
 */
final class WaitingOrphans {
  private record Orphan(Transaction transaction, List<Hash> missing, long expiresAtMillis) {}

  private final PoolLimits limits;
  private final Map<Hash, Orphan> byId = new LinkedHashMap<>();
  private final Map<Hash, Set<Hash>> byMissing = new HashMap<>();
  private long bytes;

  WaitingOrphans(PoolLimits limits) {
    this.limits = limits;
  }

  int size() {
    return byId.size();
  }

  boolean contains(Hash id) {
    return byId.containsKey(id);
  }

  void add(Transaction transaction, List<Hash> missing, long nowMillis) {
    if (contains(transaction.id()) || transaction.serializedSize() > limits.orphanBytes()) {
      return;
    }
    expire(nowMillis);
    while (!byId.isEmpty()
        && (byId.size() >= limits.orphans()
            || bytes + transaction.serializedSize() > limits.orphanBytes())) {
      remove(byId.keySet().iterator().next());
    }
    long expires = nowMillis + limits.orphanLife().toMillis();
    byId.put(transaction.id(), new Orphan(transaction, List.copyOf(missing), expires));
    missing.forEach(
        o -> byMissing.computeIfAbsent(o, h -> new LinkedHashSet<>()).add(transaction.id()));
    bytes += transaction.serializedSize();
  }

  void remove(Hash id) {
    Orphan orphan = byId.remove(id);
    if (orphan == null) {
      return;
    }
    bytes -= orphan.transaction().serializedSize();
    for (Hash output : orphan.missing()) {
      Set<Hash> waiting = byMissing.get(output);
      waiting.remove(id);
      if (waiting.isEmpty()) {
        byMissing.remove(output);
      }
    }
  }

  /** Takes out those that have waited for one of these outputs, in order of arrival. */
  List<Transaction> take(List<Hash> made) {
    Set<Hash> ids = new LinkedHashSet<>();
    made.forEach(o -> ids.addAll(byMissing.getOrDefault(o, Set.of())));
    List<Transaction> taken = new ArrayList<>();
    for (Hash id : ids) {
      taken.add(byId.get(id).transaction());
      remove(id);
    }
    return taken;
  }

  void expire(long nowMillis) {
    List<Hash> old = new ArrayList<>();
    for (Map.Entry<Hash, Orphan> entry : byId.entrySet()) {
      if (entry.getValue().expiresAtMillis() > nowMillis) {
        break;
      }
      old.add(entry.getKey());
    }
    old.forEach(this::remove);
  }
}
