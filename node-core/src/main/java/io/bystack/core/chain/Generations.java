package io.bystack.core.chain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntBiFunction;

/**
 * What was put or asked for last, within a budget: at least half of it stays. When the young
 * generation has used half of the budget it becomes the old one, and the old one is forgotten.
 *
 * <p>Not a cache that keeps what is asked for often: a verdict is asked for two or three times
 * within seconds and then never again, so that often-used entries are just those that are done
 * with. Safe for any thread.
 */
final class Generations<K, V> {
  private final long maxYoungBytes;
  private final ToIntBiFunction<K, V> bytes;
  private final AtomicLong youngBytes = new AtomicLong();
  private volatile Map<K, V> young = new ConcurrentHashMap<>();
  private volatile Map<K, V> old = new ConcurrentHashMap<>();

  /**
   * Nothing yet.
   *
   * @param maxBytes of memory for both generations
   * @param bytes an entry takes
   */
  Generations(long maxBytes, ToIntBiFunction<K, V> bytes) {
    this.maxYoungBytes = maxBytes / 2;
    this.bytes = bytes;
  }

  /** What was put for a key, null if it is not here any more. */
  V get(K key) {
    V value = young.get(key);
    if (value != null) {
      return value;
    }
    Map<K, V> from = old;
    value = from.get(key);
    if (value != null) {
      put(key, value);
      from.remove(key);
    }
    return value;
  }

  void put(K key, V value) {
    if (young.put(key, value) == null
        && youngBytes.addAndGet(bytes.applyAsInt(key, value)) > maxYoungBytes) {
      age();
    }
  }

  private synchronized void age() {
    // Another thread may have been here first.
    if (youngBytes.get() > maxYoungBytes) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngBytes.set(0);
    }
  }

  int size() {
    return young.size() + old.size();
  }
}
