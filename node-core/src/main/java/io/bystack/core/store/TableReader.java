package io.bystack.core.store;

import java.util.Optional;

/** Reads of a store or of a snapshot of it. Safe for any thread. */
public interface TableReader {
  <K, V> Optional<V> get(Table<K, V> table, K key);

  <K, V> boolean has(Table<K, V> table, K key);

  /**
   * The rows from {@code first} on in the order of keys, all rows if it is null. Must be closed. A
   * scan sees the state of the moment it was opened.
   */
  <K, V> Scan<K, V> scan(Table<K, V> table, K first);

  /** The last row whose key is at most {@code last}, in the order of keys. */
  <K, V> Optional<Scan.Row<K, V>> floor(Table<K, V> table, K last);
}
