package io.bystack.dpos;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A bounded memory that forgets what was not asked for the longest time. Safe for any thread. */
final class Recent<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final int capacity;
  private final Weights<V> weights;
  private long weight;

  /**
   * A second bound.
   *
   * @param of weight of a value, never negative
   * @param most what all together may weigh
   * @param kept so many entries are kept whatever they weigh
   */
  record Weights<V>(ToLongFunction<V> of, long most, int kept) {}

  Recent(int capacity) {
    this(capacity, new Weights<>(_ -> 0, 0, 0));
  }

  Recent(int capacity, Weights<V> weights) {
    Require.positive("capacity", capacity);
    this.capacity = capacity;
    this.weights = weights;
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(K key, V value) {
    forgotten(entries.put(key, value));
    weight += weights.of.applyAsLong(value);
    Iterator<V> eldest = entries.values().iterator();
    while (entries.size() > capacity || (weight > weights.most && entries.size() > weights.kept)) {
      V forgotten = eldest.next();
      eldest.remove();
      forgotten(forgotten);
    }
  }

  synchronized void remove(K key) {
    forgotten(entries.remove(key));
  }

  private void forgotten(V value) {
    if (value != null) {
      weight -= weights.of.applyAsLong(value);
    }
  }

  synchronized int size() {
    return entries.size();
  }
}
