package io.bystack.core.chain;

import io.bystack.core.consensus.StateWriter;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Store;
import io.bystack.core.store.Table;
import java.util.ArrayList;
import java.util.List;

/** One atomic change of a chain, with what is to follow in memory once it is written. */
final class ChainBatch implements StateWriter, AutoCloseable {
  private final Store store;
  private final BlockIndex index;
  private final Batch batch;
  private final List<Runnable> whenWritten = new ArrayList<>();

  ChainBatch(Store store, BlockIndex index) {
    this.store = store;
    this.index = index;
    this.batch = store.batch();
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V value) {
    batch.put(table, key, value);
  }

  @Override
  public <K, V> void delete(Table<K, V> table, K key) {
    batch.delete(table, key);
  }

  @Override
  public void replaceHeader(BlockHeader header) {
    batch.put(ChainTables.HEADERS, header.hash(), header.raw());
    whenWritten(() -> index.headerChanged(header));
  }

  /** Keeps memory in step: run in order after the write, on the same thread. */
  void whenWritten(Runnable change) {
    whenWritten.add(change);
  }

  void write() {
    store.write(batch);
    whenWritten.forEach(Runnable::run);
  }

  @Override
  public void close() {
    batch.close();
  }
}
