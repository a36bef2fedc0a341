package io.bystack.core.store;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Changes that become visible together. Not thread-safe; must be closed. */
public final class Batch implements TableWriter, AutoCloseable {
  private final OpenTables open;
  private final WriteBatch rocks = new WriteBatch();

  Batch(OpenTables open) {
    this.open = open;
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V value) {
    try {
      rocks.put(open.handle(table), table.key().encode(key), table.value().encode(value));
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot add to a batch for " + table, e);
    }
  }

  @Override
  public <K, V> void delete(Table<K, V> table, K key) {
    try {
      rocks.delete(open.handle(table), table.key().encode(key));
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot add to a batch for " + table, e);
    }
  }

  /** Bytes the batch takes in the log. */
  public long size() {
    return rocks.getDataSize();
  }

  WriteBatch rocks() {
    return rocks;
  }

  @Override
  public void close() {
    rocks.close();
  }
}
