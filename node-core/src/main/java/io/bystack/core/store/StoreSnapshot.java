package io.bystack.core.store;

import java.util.Optional;
import org.rocksdb.Snapshot;

/** The state of a store at one moment. */
public final class StoreSnapshot implements TableReader, AutoCloseable {
  private final OpenTables open;
  private final Snapshot snapshot;
  private final RocksReader reader;

  StoreSnapshot(OpenTables open) {
    this.open = open;
    this.snapshot = open.db().getSnapshot();
    this.reader = new RocksReader(open, snapshot);
  }

  @Override
  public <K, V> Optional<V> get(Table<K, V> table, K key) {
    return reader.get(table, key);
  }

  @Override
  public <K, V> boolean has(Table<K, V> table, K key) {
    return reader.has(table, key);
  }

  @Override
  public <K, V> Scan<K, V> scan(Table<K, V> table, K first) {
    return reader.scan(table, first);
  }

  @Override
  public <K, V> Optional<Scan.Row<K, V>> floor(Table<K, V> table, K last) {
    return reader.floor(table, last);
  }

  @Override
  public void close() {
    reader.close();
    open.db().releaseSnapshot(snapshot);
  }
}
