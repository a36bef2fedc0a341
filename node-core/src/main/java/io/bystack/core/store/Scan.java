package io.bystack.core.store;

/** An open iteration over a table's rows, in the order of keys. Not thread-safe. */
public interface Scan<K, V> extends AutoCloseable {
  /** One row. */
  record Row<K, V>(K key, V value) {}

  /** The next row, or null behind the last one. */
  Row<K, V> next();

  @Override
  void close();
}
