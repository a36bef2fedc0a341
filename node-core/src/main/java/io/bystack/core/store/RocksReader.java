package io.bystack.core.store;

import io.bystack.core.bytes.DecodeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** Reads of the open database, or of a snapshot of it. */
final class RocksReader implements TableReader, AutoCloseable {
  private final OpenTables open;
  private final ReadOptions options;

  RocksReader(OpenTables open, Snapshot snapshot) {
    this.open = open;
    this.options = snapshot == null ? null : new ReadOptions().setSnapshot(snapshot);
  }

  private byte[] bytes(Table<?, ?> table, byte[] key) {
    ColumnFamilyHandle handle = open.handle(table);
    try {
      return options == null ? open.db().get(handle, key) : open.db().get(handle, options, key);
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot read table " + table + ": " + e.getMessage(), e);
    }
  }

  @Override
  public <K, V> Optional<V> get(Table<K, V> table, K key) {
    byte[] value = bytes(table, table.key().encode(key));
    return value == null ? Optional.empty() : Optional.of(decode(table, table.value(), value));
  }

  @Override
  public <K, V> boolean has(Table<K, V> table, K key) {
    return bytes(table, table.key().encode(key)) != null;
  }

  <K, V> List<V> getAll(Table<K, V> table, List<K> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<byte[]> encoded = new ArrayList<>(keys.size());
    keys.forEach(k -> encoded.add(table.key().encode(k)));
    try {
      List<byte[]> found =
          open.db().multiGetAsList(Collections.nCopies(keys.size(), open.handle(table)), encoded);
      List<V> values = new ArrayList<>(found.size());
      for (byte[] value : found) {
        values.add(value == null ? null : decode(table, table.value(), value));
      }
      return values;
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot read table " + table + ": " + e.getMessage(), e);
    }
  }

  private RocksIterator iterator(Table<?, ?> table) {
    ColumnFamilyHandle handle = open.handle(table);
    return options == null ? open.db().newIterator(handle) : open.db().newIterator(handle, options);
  }

  @Override
  public <K, V> Scan<K, V> scan(Table<K, V> table, K first) {
    RocksIterator iterator = iterator(table);
    if (first == null) {
      iterator.seekToFirst();
    } else {
      iterator.seek(table.key().encode(first));
    }
    return new RocksScan<>(table, iterator);
  }

  @Override
  public <K, V> Optional<Scan.Row<K, V>> floor(Table<K, V> table, K last) {
    try (RocksIterator iterator = iterator(table)) {
      iterator.seekForPrev(table.key().encode(last));
      if (!iterator.isValid()) {
        return Optional.empty();
      }
      return Optional.of(row(table, iterator));
    }
  }

  private static <K, V> Scan.Row<K, V> row(Table<K, V> table, RocksIterator iterator) {
    return new Scan.Row<>(
        decode(table, table.key(), iterator.key()), decode(table, table.value(), iterator.value()));
  }

  private static <T> T decode(Table<?, ?> table, Codec<T> codec, byte[] bytes) {
    try {
      return codec.decode(bytes);
    } catch (DecodeException e) {
      throw new StoreFailure("damaged row in table " + table + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (options != null) {
      options.close();
    }
  }

  private record RocksScan<K, V>(Table<K, V> table, RocksIterator iterator) implements Scan<K, V> {
    @Override
    public Row<K, V> next() {
      if (!iterator.isValid()) {
        try {
          iterator.status();
        } catch (RocksDBException e) {
          throw new StoreFailure("cannot read table " + table + ": " + e.getMessage(), e);
        }
        return null;
      }
      Row<K, V> row = row(table, iterator);
      iterator.next();
      return row;
    }

    @Override
    public void close() {
      iterator.close();
    }
  }
}
