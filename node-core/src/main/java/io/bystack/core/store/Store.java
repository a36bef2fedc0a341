package io.bystack.core.store;

import io.bystack.core.metrics.Latency;
import io.bystack.core.metrics.Metrics;
import io.bystack.core.store.StoreException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * A chain's durable state: typed tables in one RocksDB database, changed by atomic batches. Reads
 * are safe from any thread; batches are written by one thread at a time, the chain's.
 */
public final class Store implements TableReader, AutoCloseable {
  static final String DATABASE = "db";

  private final Path folder;
  private final StoreLock lock;
  private final OpenTables open;
  private final DurableMark mark;
  private final TableReader reader;
  private final StoreOptions options;
  private final WriteOptions writeOptions;
  private volatile Latency writes = writes(Metrics.none());
  private volatile boolean writable = true;

  private Store(
      Path folder, StoreLock lock, OpenTables open, DurableMark mark, StoreOptions options) {
    this.folder = folder;
    this.lock = lock;
    this.open = open;
    this.mark = mark;
    this.reader = new RocksReader(open, null);
    this.options = options;
    this.writeOptions = new WriteOptions().setSync(options.sync() == SyncMode.EVERY_WRITE);
  }

  /**
   * Opens the store of a folder, or makes one if the folder is missing or empty.
   *
   * @param tables all tables that will be used; others must not exist
   * @throws StoreException if that is not possible; the folder is then unchanged
   */
  public static Store open(
      Path folder, String chain, String network, List<Table<?, ?>> tables, StoreOptions options)
      throws StoreException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot make " + folder + ": " + e.getMessage(), e);
    }
    StoreLock lock = StoreLock.take(folder);
    OpenTables open = null;
    boolean done = false;
    try {
      StoreFormat.claim(folder, chain, network);
      Path db = folder.resolve(DATABASE);
      requireWhole(db);
      open = OpenTables.open(db, tables, options);
      Store store = new Store(folder, lock, open, openMark(db), options);
      done = true;
      return store;
    } finally {
      if (!done) {
        if (open != null) {
          open.close();
        }
        release(lock);
      }
    }
  }

  private static void requireWhole(Path db) throws StoreException {
    try {
      Optional<LogCheck.Damage> damage = LogCheck.of(db).damage();
      if (damage.isPresent()) {
        throw new StoreException(
            Reason.DAMAGED, "the database in " + db + " is damaged: " + damage.get().reason());
      }
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot read " + db + ": " + e, e);
    }
  }

  /**
   * Whether a process has the store of a folder open.
   *
   * @throws StoreException if the folder cannot be asked
   */
  public static boolean isInUse(Path folder) throws StoreException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try {
      release(StoreLock.take(folder));
      return false;
    } catch (StoreException e) {
      if (e.reason() == Reason.LOCKED) {
        return true;
      }
      throw e;
    }
  }

  private static DurableMark openMark(Path db) throws StoreException {
    try {
      return DurableMark.open(db);
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot write in " + db + ": " + e.getMessage(), e);
    }
  }

  static void release(Closeable held) {
    try {
      held.close();
    } catch (IOException e) {
      throw new StoreFailure("cannot let go of the store", e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** An empty batch; must be closed. */
  public Batch batch() {
    return new Batch(open);
  }

  /** Makes all changes of the batch visible at once, or none. Empties nothing: close the batch. */
  public void write(Batch batch) {
    options.failPoints().reached("store-before-write");
    Latency latency = writes;
    long begin = latency.start();
    try {
      open.db().write(writeOptions, batch.rocks());
      latency.stop(begin);
      if (options.sync() == SyncMode.EVERY_WRITE) {
        mark(open.db().getLatestSequenceNumber());
      }
      writable = true;
    } catch (RocksDBException e) {
      writable = false;
      throw new StoreFailure("cannot write to the store in " + folder + ": " + e.getMessage(), e);
    }
    options.failPoints().reached("store-after-write");
  }

  /** Whether the last write went well. */
  public boolean writable() {
    return writable;
  }

  /** Forces what has been written to the disk. */
  public void sync() {
    try {
      // Changes that come meanwhile may not be among what is forced.
      long last = open.db().getLatestSequenceNumber();
      open.db().syncWal();
      mark(last);
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot sync the store in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void mark(long change) {
    try {
      mark.move(change);
    } catch (IOException e) {
      writable = false;
      throw new StoreFailure("cannot write the mark of the store in " + folder + ": " + e, e);
    }
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

  /** The values of many keys, null where there is none; faster than one by one. */
  public <K, V> List<V> getAll(Table<K, V> table, List<K> keys) {
    return new RocksReader(open, null).getAll(table, keys);
  }

  /** A frozen view of the whole store; must be closed. */
  public StoreSnapshot snapshot() {
    return new StoreSnapshot(open);
  }

  /**
   * Copies the store while it is in use: unchanging files are linked where the file system can. The
   * folder must not exist; it is a store that can be opened as it is.
   */
  public void backup(Path target) throws StoreException {
    try {
      Files.createDirectory(target);
      try (Checkpoint checkpoint = Checkpoint.create(open.db())) {
        checkpoint.createCheckpoint(target.resolve("db").toString());
      }
      Files.copy(folder.resolve(StoreFormat.FILE), target.resolve(StoreFormat.FILE));
    } catch (IOException | RocksDBException e) {
      throw new StoreException(
          Reason.ACCESS, "cannot back up to " + target + ": " + e.getMessage(), e);
    }
  }

  /** Sizes of all tables. */
  public List<TableStats> stats() {
    List<TableStats> stats = new ArrayList<>();
    for (Table<?, ?> table : open.tables()) {
      stats.add(
          new TableStats(
              table.name(),
              table.purpose(),
              open.number(table, "rocksdb.estimate-num-keys"),
              open.bytesOnDisk(table),
              open.number(table, "rocksdb.cur-size-all-mem-tables")));
    }
    return stats;
  }

  /**
   * Reads every row of every table and the checksums of all files.
   *
   * @param heard is told of every table and how many rows it has
   * @throws StoreFailure naming the first table or file that is damaged
   */
  public void verify(ObjLongConsumer<String> heard) {
    for (Table<?, ?> table : open.tables()) {
      heard.accept(table.name(), countRows(table));
    }
    try {
      open.db().verifyChecksum();
    } catch (RocksDBException e) {
      throw new StoreFailure("damaged file in " + folder + ": " + e.getMessage(), e);
    }
  }

  private long countRows(Table<?, ?> table) {
    long rows = 0;
    try (Scan<?, ?> scan = scan(table, null)) {
      while (scan.next() != null) {
        rows++;
      }
    }
    return rows;
  }

  /** Bytes free on the volume of the store. */
  public long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new StoreFailure("cannot ask for the free space of " + folder, e);
    }
  }

  /** Size in bytes of the volume of the store. */
  long volumeBytes() {
    try {
      return Files.getFileStore(folder).getTotalSpace();
    } catch (IOException e) {
      throw new StoreFailure("cannot ask for the size of the volume of " + folder, e);
    }
  }

  /** Has the store measured; the metrics must be closed before it is. */
  public void measure(Metrics metrics) {
    StoreMetrics.addTo(metrics, this, open);
    writes = writes(metrics);
  }

  private static Latency writes(Metrics metrics) {
    return metrics.latency("store_write", "Time to write a batch, to the disk if it is forced.");
  }

  /** Writes everything held in memory into files. */
  public void flush() {
    try (FlushOptions flush = new FlushOptions()) {
      open.db().flush(flush, open.handles());
    } catch (RocksDBException e) {
      throw new StoreFailure("cannot flush the store in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Whether files are being written or merged in the background, or wait for it. */
  public boolean isReworkingFiles() {
    return open.any("rocksdb.num-running-flushes") > 0
        || open.any("rocksdb.num-running-compactions") > 0
        || open.sum("rocksdb.mem-table-flush-pending") > 0
        || open.sum("rocksdb.compaction-pending") > 0;
  }

  /** Forces what has been written to the disk, unless a write has failed, and lets go. */
  @Override
  public void close() {
    try {
      if (writable) {
        sync();
      }
    } finally {
      writeOptions.close();
      open.close();
      release(mark);
      release(lock);
    }
  }
}
