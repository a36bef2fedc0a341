package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Scan;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps a pool's transactions over a restart, in the chain's store. Not thread-safe. */
public final class PoolFile {
  private final Mempool pool;
  private final Store store;
  private final Set<Long> saved = new HashSet<>();

  public PoolFile(Mempool pool) {
    this.pool = pool;
    this.store = pool.engine().parts().store();
  }

  /**
   * Submits what was saved before, in the order in which it had arrived; the saved rows are
   * replaced by the next {@link #save}.
   *
   * @return how many are in the pool again
   */
  public int restore() {
    List<Bytes> rows = new ArrayList<>();
    try (Scan<Long, Bytes> scan = store.scan(ChainTables.POOL, null)) {
      for (var row = scan.next(); row != null; row = scan.next()) {
        saved.add(row.key());
        rows.add(row.value());
      }
    }
    int restored = 0;
    for (Bytes raw : rows) {
      try {
        PoolOutcome outcome = pool.submit(pool.engine().protocol().format().decodeTransaction(raw));
        restored += outcome.place() == PoolOutcome.Place.ADDED ? 1 : 0;
      } catch (DecodeException e) {
        throw new StoreFailure("damaged row in table pool: " + e.getMessage(), e);
      }
    }
    // Arrivals are counted anew, so the old rows' keys mean nothing any more.
    try (Batch batch = store.batch()) {
      saved.forEach(key -> batch.delete(ChainTables.POOL, key));
      saved.clear();
      addNew(batch);
      store.write(batch);
    }
    return restored;
  }

  /** Brings the saved rows in line with the pool: to be called now and then and before closing. */
  public void save() {
    try (Batch batch = store.batch()) {
      Set<Long> here = addNew(batch);
      saved.removeIf(key -> {
        boolean gone = !here.contains(key);
        if (gone) {
          batch.delete(ChainTables.POOL, key);
        }
        return gone;
      });
      store.write(batch);
    }
  }

  private Set<Long> addNew(Batch batch) {
    Set<Long> here = new HashSet<>();
    for (PoolEntry entry : pool.entries()) {
      here.add(entry.arrival());
      if (saved.add(entry.arrival())) {
        batch.put(ChainTables.POOL, entry.arrival(), entry.transaction().raw());
      }
    }
    return here;
  }
}
