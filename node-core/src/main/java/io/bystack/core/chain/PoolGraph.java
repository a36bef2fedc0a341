package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The waiting transactions and how they depend on each other: who makes and who consumes which
 * output, and in what order they pay best. Not thread-safe.
 */
final class PoolGraph {
  /** Best first: BTM per gas of a transaction together with all it depends on, then arrival. */
  static final Comparator<PoolEntry> BEST_FIRST =
      Comparator.<PoolEntry>comparingDouble(e -> -(double) e.packageFee / Math.max(1, e.packageGas))
          .thenComparingLong(PoolEntry::arrival);

  private final LinkedHashMap<Hash, PoolEntry> byId = new LinkedHashMap<>();
  private final Map<Hash, PoolEntry> makers = new HashMap<>();
  private final Map<Hash, PoolEntry> consumers = new HashMap<>();
  private final NavigableSet<PoolEntry> order = new TreeSet<>(BEST_FIRST);
  private long bytes;

  int size() {
    return byId.size();
  }

  long bytes() {
    return bytes;
  }

  PoolEntry get(Hash id) {
    return byId.get(id);
  }

  /** In order of arrival. */
  Iterable<PoolEntry> entries() {
    return byId.values();
  }

  /** Those that came after another, in order of arrival. */
  List<PoolEntry> arrivedAfter(long arrival) {
    List<PoolEntry> found = new ArrayList<>();
    for (PoolEntry entry : byId.sequencedValues().reversed()) {
      if (entry.arrival() <= arrival) {
        break;
      }
      found.add(entry);
    }
    Collections.reverse(found);
    return found;
  }

  /** Best paying first. */
  Iterable<PoolEntry> bestFirst() {
    return order;
  }

  /** The best paying, each behind those it depends on, up to a sum of gas. */
  List<PoolEntry> bestUpTo(long gas) {
    Set<PoolEntry> chosen = new LinkedHashSet<>();
    long sum = 0;
    for (PoolEntry entry : order) {
      for (PoolEntry ancestor : entry.ancestorsFirst()) {
        sum += chosen.add(ancestor) ? ancestor.outcome().gasUsed() : 0;
      }
      sum += chosen.add(entry) ? entry.outcome().gasUsed() : 0;
      if (sum >= gas) {
        break;
      }
    }
    return List.copyOf(chosen);
  }

  boolean makes(Hash output) {
    return makers.containsKey(output);
  }

  /** The first entry that already consumes something of these effects. */
  Optional<PoolEntry> conflict(PoolEffects effects) {
    return firstConsumer(effects.spent()).or(() -> firstConsumer(effects.mainchain()));
  }

  private Optional<PoolEntry> firstConsumer(List<Hash> outputs) {
    for (Hash output : outputs) {
      PoolEntry consumer = consumers.get(output);
      if (consumer != null) {
        return Optional.of(consumer);
      }
    }
    return Optional.empty();
  }

  /** The entry that consumes an output, null for none. */
  PoolEntry consumer(Hash output) {
    return consumers.get(output);
  }

  /** Number of waiting transactions that one with these effects would depend on. */
  int countAncestors(PoolEffects effects) {
    Set<PoolEntry> ancestors = Set.of();
    for (Hash output : effects.spent()) {
      PoolEntry maker = makers.get(output);
      if (maker != null) {
        ancestors = ancestors.isEmpty() ? new LinkedHashSet<>() : ancestors;
        ancestors.add(maker);
        ancestors.addAll(maker.ancestorsFirst());
      }
    }
    return ancestors.size();
  }

  void add(PoolEntry entry) {
    byId.put(entry.id(), entry);
    bytes += entry.bytes();
    for (Hash output : entry.effects().spent()) {
      consumers.putIfAbsent(output, entry);
      PoolEntry maker = makers.get(output);
      if (maker != null) {
        entry.dependOn(maker);
      }
    }
    entry.effects().mainchain().forEach(o -> consumers.putIfAbsent(o, entry));
    for (Hash output : entry.effects().created()) {
      makers.put(output, entry);
      // After a reorganisation a parent may come back behind its children.
      PoolEntry consumer = consumers.get(output);
      if (consumer != null && !consumer.equals(entry)) {
        consumer.dependOn(entry);
      }
    }
    sumUp(entry);
    order.add(entry);
    rankAnew(descendants(entry));
  }

  private static void sumUp(PoolEntry entry) {
    entry.packageFee = entry.fee();
    entry.packageGas = entry.outcome().gasUsed();
    for (PoolEntry ancestor : entry.ancestorsFirst()) {
      entry.packageFee += ancestor.fee();
      entry.packageGas += ancestor.outcome().gasUsed();
    }
  }

  private void rankAnew(Set<PoolEntry> entries) {
    for (PoolEntry entry : entries) {
      order.remove(entry);
      sumUp(entry);
      order.add(entry);
    }
  }

  /** Removes one entry; those that depend on it stay and no longer do. */
  void remove(PoolEntry entry) {
    if (byId.remove(entry.id()) == null) {
      return;
    }
    order.remove(entry);
    bytes -= entry.bytes();
    entry.effects().spent().forEach(o -> consumers.remove(o, entry));
    entry.effects().mainchain().forEach(o -> consumers.remove(o, entry));
    entry.effects().created().forEach(o -> makers.remove(o, entry));
    Set<PoolEntry> below = descendants(entry);
    entry.standAlone();
    rankAnew(below);
  }

  /** Removes an entry and all that depend on it; returns them, dependants last. */
  List<PoolEntry> removeWithDescendants(PoolEntry entry) {
    List<PoolEntry> gone = new ArrayList<>(List.of(entry));
    gone.addAll(descendants(entry));
    gone.reversed().forEach(this::remove);
    return gone;
  }

  private static Set<PoolEntry> descendants(PoolEntry entry) {
    if (entry.children().isEmpty()) {
      return Set.of();
    }
    Set<PoolEntry> found = new LinkedHashSet<>();
    List<PoolEntry> todo = new ArrayList<>(entry.children());
    while (!todo.isEmpty()) {
      PoolEntry next = todo.removeLast();
      if (found.add(next)) {
        todo.addAll(next.children());
      }
    }
    return found;
  }

  /** The entry that pays worst, null if there is none. */
  PoolEntry worst() {
    return order.isEmpty() ? null : order.last();
  }
}
