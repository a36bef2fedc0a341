package io.bystack.core.store;

/** Collects changes of one atomic batch. Not thread-safe. */
public interface TableWriter {
  <K, V> void put(Table<K, V> table, K key, V value);

  <K, V> void delete(Table<K, V> table, K key);
}
